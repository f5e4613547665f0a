// T17 and T22: what can be told from what lies behind it, on screens and on paper.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './browser.mjs';
import { browser, server } from './example.mjs';
import { overflow } from './looks.mjs';
import { types } from './pages.mjs';

/**
 * Texts of the page that is open, in which it runs, with a contrast under 7 to what lies behind them, where that is a plain
 * colour; texts of drawings stand on the ground. Colours of the browser have 8 bits, which is worth 0.05.
 */
export const faintTexts = () => {
  const least = 6.95;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest('svg title, .vh, .skip, script')) continue;
    const { color, fill } = getComputedStyle(element);
    const [a, b] = [light(rgba(element instanceof SVGElement ? fill : color)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < least) found.add(`${ratio.toFixed(2)} ${element.outerHTML.slice(0, 90)}`);
  }
  return [...found];
};

/** For a reader whose screen is dark. */
export function testPaper(title) {
  test(`${title} on paper there are the facts and the addresses of links, and no menu, in black on white and the colours of the day`, async () => {
    await withPage(browser, { viewport: { width: 720, height: 1000 }, colorScheme: 'dark' }, async (page) => {
      await page.goto(server.home + types.method);
      await page.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
      await page.emulateMedia({ media: 'print' });
      const shown = (selector) => page.locator(selector).evaluateAll((all) => all.some((one) => one.checkVisibility()));
      for (const selector of ['.facts', '.prose', '.print-only', '.site-foot .licence', 'h1']) assert.ok(await shown(selector), selector);
      for (const selector of ['.site-head', '.rail', '.rail-tools', '.toc', '.cite', '.site-foot .cols', '.btn', '.copybox button', '.feeds']) assert.ok(!(await shown(selector)), selector);
      const colours = await page.evaluate(() => [document.body, document.querySelector('.prose p')].map((one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]));
      assert.deepEqual(colours.map(([, ink]) => ink), ['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
      assert.equal(colours[0][0], 'rgb(255, 255, 255)');
      assert.deepEqual(await page.evaluate(faintTexts), []);
      const split = await page.evaluate(() => [...document.querySelectorAll('.prose--method > ol > li, .callout, .copybox, tr, figure')].filter((one) => !['avoid', 'avoid-page'].includes(getComputedStyle(one).breakInside)).map((one) => one.outerHTML.slice(0, 80)));
      assert.deepEqual(split, []);
      await page.goto(`${server.home}writing-here/`);
      const after = await page.evaluate(() => [...document.querySelectorAll('.prose a[href^="http"]')].map((link) => getComputedStyle(link, '::after').content));
      assert.ok(after.length > 0 && after.every((content) => content.includes('http')), `${after}`);
      assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
      // Nothing that scrolls on a screen is cut off on paper; media queries know A4 as 794 px wide.
      await page.setViewportSize({ width: 794, height: 1000 });
      for (const path of [types.harvest, types.coverage, types.community, types.bridges]) {
        await page.goto(server.home + path);
        const cut = await page.locator('main *').evaluateAll((all) => all.filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && getComputedStyle(one).overflowX !== 'visible').map((one) => one.outerHTML.slice(0, 80)));
        assert.deepEqual(cut, [], path);
        assert.equal(await page.evaluate(overflow), null, path);
      }
    });
  });
}
