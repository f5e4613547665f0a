// T01: axe finds nothing on a page of any type, narrow and wide, light and dark.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch, withPage } from './support/browser.mjs';
import { types } from './support/pages.mjs';
import { build, serve } from './support/site.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let site, server, browser;
before(async () => {
  [site, browser] = await Promise.all([build(), launch()]);
  server = await serve(site.output);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await site?.remove();
});

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), rules);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}\n  ${node.failureSummary}`));
}

for (const width of [390, 1440]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`T01 axe finds nothing at ${width} px, ${colorScheme}`, async (t) => {
      await withPage(browser, { viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' }, async (page) => {
        for (const [type, path] of Object.entries(types)) {
          await t.test(type, async () => {
            await page.goto(server.home + path);
            assert.deepEqual(await violations(page), []);
          });
        }
      });
    });
  }
}
