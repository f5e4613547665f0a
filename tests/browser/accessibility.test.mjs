// T01: axe finds nothing on a page of any type, narrow and light or wide and dark in turn; with COPSITE_LONG set, on
// no page of the site at any width, light and dark.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './support/axe.mjs';
import { launch, withPage } from './support/browser.mjs';
import { isLong, turn, types } from './support/pages.mjs';
import { build, pages, serve } from './support/site.mjs';

const looks = isLong
  ? [320, 390, 768, 1024, 1440].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })))
  : [{ width: 390, colorScheme: 'light' }, { width: 1440, colorScheme: 'dark' }];

let site, server, browser, looked;
before(async () => {
  [site, browser] = await Promise.all([build(), launch()]);
  server = await serve(site.output);
  looked = isLong ? (await pages(site.output)).map((path) => [path || 'home', path]) : Object.entries(types);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await site?.remove();
});

for (const [number, { width, colorScheme }] of looks.entries()) {
  test(`T01 axe finds nothing at ${width} px, ${colorScheme}`, async (t) => {
    await withPage(browser, { viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' }, async (page) => {
      for (const [type, path] of turn(looked, number, looks.length)) {
        await t.test(type, async () => {
          await page.goto(server.home + path);
          assert.deepEqual(await violations(page), []);
        });
      }
    });
  });
}
