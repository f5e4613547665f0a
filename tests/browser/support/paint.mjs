// What a browser says of the painting of a page; T10: nothing moves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './browser.mjs';
import { browser, server } from './example.mjs';
import { turn } from './pages.mjs';

/** Opens each of `types` in turn, and collects what `look` finds on each, in a page that `prepare` has had before. */
export async function onEach(types, options, look, prepare = async () => {}) {
  return withPage(browser, options, async (page) => {
    const found = [];
    await prepare(page);
    for (const [type, path] of Object.entries(types)) {
      await page.goto(server.home + path, { waitUntil: 'load' });
      for (const problem of await look(page)) found.push(`${type}: ${problem}`);
    }
    return found;
  });
}

/** What has moved since the page began, and what stood where; the largest thing painted. */
export const observed = (page, type) =>
  page.evaluate(
    (type) =>
      new Promise((resolve) => {
        const seen = (list) =>
          resolve(
            list.getEntries().map((entry) => ({
              moved: entry.value,
              inHeader: entry.sources?.some(({ node }) => (node instanceof Element ? node : node?.parentElement)?.closest('.site-head')),
              lazy: entry.element?.loading === 'lazy',
              what: entry.element?.outerHTML.slice(0, 80) ?? entry.sources?.map((source) => source.node?.nodeName).join(),
            })),
          );
        new PerformanceObserver(seen).observe({ type, buffered: true });
        setTimeout(() => resolve([]), 150);
      }),
    type,
  );

/**
 * Lets the style sheet, without which nothing is painted, come when all of its page has: how much of a page a busy
 * machine has read when it first paints is chance. No script of a theme may stop the parser behind it, and none does.
 */
const styleLast = (page) =>
  page.route('**/assets/style.*.css', async (route) => {
    const [response, from] = await Promise.all([route.fetch(), route.request().headerValue('referer')]);
    const isRead = (from) => location.href === from && document.readyState !== 'loading';
    await page.waitForFunction(isRead, from, { polling: 10 });
    await route.fulfill({ response });
  });

/** Over those pages of `types`, by name, whose turn it is at a width. */
export function testStill(title, types) {
  const widths = [390, 1440];
  for (const [look, width] of widths.entries()) {
    test(`${title} nothing moves while a page is loaded, at ${width} px`, async () => {
      const moved = async (page) => {
        const shifts = await observed(page, 'layout-shift');
        return shifts.filter(({ moved }) => moved > 0).map(({ moved, what }) => `${what} by ${moved}`);
      };
      const some = Object.fromEntries(turn(Object.entries(types), look, widths.length));
      const found = await onEach(some, { viewport: { width, height: 900 } }, moved, styleLast);
      assert.deepEqual(found, []);
    });
  }
}
