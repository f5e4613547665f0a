// T04: what a reader meets who has a keyboard only.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, withPage } from './browser.mjs';
import { browser, server } from './example.mjs';

/** A test over `pages`, each with its name and its path. */
export function testKeyboard(title, pages) {
  test(`${title} every stop of the keyboard is outlined, in the order of the page, and the first one skips to the content`, async () => {
    for (const [type, path] of pages) {
      await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
        await page.goto(server.home + path);
        await page.keyboard.press('Tab');
        assert.ok(await page.evaluate(() => document.activeElement.matches('.skip')), type);
        const wrong = [];
        let last;
        for (let steps = 0; steps < 400; steps++) {
          const stop = await page.evaluate(() => {
            const at = document.activeElement;
            if (at === document.body) return null;
            const before = window.lastStop && !(window.lastStop.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
            window.lastStop = at;
            const { outlineStyle, outlineWidth } = getComputedStyle(at);
            return { html: at.outerHTML.slice(0, 120), outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, before };
          });
          if (!stop) break;
          if (!stop.outlined) wrong.push(`not outlined: ${stop.html}`);
          if (stop.before && last) wrong.push(`goes back: ${stop.html}`);
          last = stop;
          await page.keyboard.press('Tab');
        }
        assert.deepEqual(wrong, [], type);
        assert.ok(last, type);
        await page.goto(server.home + path);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await becomes(() => page.evaluate(() => document.activeElement.id), '_main');
      });
    }
  });
}
