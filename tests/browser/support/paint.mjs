// What a browser says of the painting of a page; T10: nothing moves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './browser.mjs';
import { browser, server } from './example.mjs';

/** Opens each of `types` in turn, and collects what `look` finds on each. */
export async function onEach(types, options, look) {
  return withPage(browser, options, async (page) => {
    const found = [];
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
              lazy: entry.element?.loading === 'lazy',
              what: entry.element?.outerHTML.slice(0, 80) ?? entry.sources?.map((source) => source.node?.nodeName).join(),
            })),
          );
        new PerformanceObserver(seen).observe({ type, buffered: true });
        setTimeout(() => resolve([]), 150);
      }),
    type,
  );

/** Over pages of `types`, by name. */
export function testStill(title, types) {
  for (const width of [390, 1440]) {
    test(`${title} nothing moves while a page is loaded, at ${width} px`, async () => {
      const found = await onEach(types, { viewport: { width, height: 900 } }, async (page) => {
        const shifts = await observed(page, 'layout-shift');
        return shifts.filter(({ moved }) => moved > 0).map(({ moved, what }) => `${what} by ${moved}`);
      });
      assert.deepEqual(found, []);
    });
  }
}
