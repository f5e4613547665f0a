// T01: axe finds nothing on a page of any type, narrow and wide, light and dark; with COPSITE_LONG set, on
// no page of the site at any width.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch, withPage } from './support/browser.mjs';
import { types } from './support/pages.mjs';
import { build, pages, serve } from './support/site.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const isLong = Boolean(process.env.COPSITE_LONG);
const widths = isLong ? [320, 390, 768, 1024, 1440] : [390, 1440];

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

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), rules);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}\n  ${node.failureSummary}`));
}

for (const width of widths) {
  for (const colorScheme of ['light', 'dark']) {
    test(`T01 axe finds nothing at ${width} px, ${colorScheme}`, async (t) => {
      await withPage(browser, { viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' }, async (page) => {
        for (const [type, path] of looked) {
          await t.test(type, async () => {
            await page.goto(server.home + path);
            assert.deepEqual(await violations(page), []);
          });
        }
      });
    });
  }
}
