// What axe finds on a page, by all rules of WCAG 2.2 up to AAA and those of good practice.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { withPage } from './browser.mjs';
import { browser, server } from './example.mjs';
import { turn } from './pages.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One text for each place where a rule is broken. What axe says of rules that are kept is longer than a page, and stays in it. */
export async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async (values) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}\n  ${node.failureSummary}`));
  }, rules);
}

/** A test for each of `looks`, a width and a colour scheme, with one for each page of `pages()` whose turn it is: its name and its path. */
export function testViolations(title, looks, pages) {
  for (const [number, { width, colorScheme }] of looks.entries()) {
    test(`${title} at ${width} px, ${colorScheme}`, async (t) => {
      await withPage(browser, { viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' }, async (page) => {
        for (const [name, path] of turn(await pages(), number, looks.length)) {
          await t.test(name, async () => {
            await page.goto(server.home + path);
            assert.deepEqual(await violations(page), []);
          });
        }
      });
    });
  }
}

/** On a narrow screen, and on a phone that lies on its side, whose whole height the menu needs. */
export function testMenu(title) {
  test(`${title.split(' ')[0]} the button that opens the menu closes it`, async () => {
    for (const viewport of [{ width: 390, height: 900 }, { width: 844, height: 390 }]) {
      await withPage(browser, { viewport }, async (page) => {
        await page.goto(server.home);
        const link = page.locator('.site-head nav a').first();
        for (const state of ['visible', 'hidden']) {
          await page.locator('.menu-btn').click();
          await link.waitFor({ state });
        }
      });
    }
  });
  test(`${title} with the menu open`, async () => {
    await withPage(browser, { viewport: { width: 390, height: 900 }, reducedMotion: 'reduce' }, async (page) => {
      await page.goto(server.home);
      await page.locator('.menu-btn').click();
      await page.locator('.site-head nav a').filter({ visible: true }).nth(2).waitFor();
      assert.deepEqual(await violations(page), []);
    });
  });
}
