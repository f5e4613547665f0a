// T02 and T03: no page scrolls sideways, and what can be pressed is large enough.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { overflow, smallTargets } from './support/looks.mjs';
import { isLong, types } from './support/pages.mjs';
import { withServed } from './support/shapes.mjs';
import { pages } from './support/site.mjs';
import { empty } from './support/sites.mjs';

example();

// WCAG 2.2, success criterion 1.4.12.
const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }`;

async function sideways(width, paths, style) {
  return withPage(browser, { viewport: { width, height: 900 }, bypassCSP: Boolean(style) }, async (page) => {
    const found = [];
    for (const path of paths) {
      await page.goto(server.home + path, { waitUntil: 'domcontentloaded' });
      if (style) await page.addStyleTag({ content: style });
      const over = await page.evaluate(overflow);
      if (over) found.push(`${path} ${over}`);
    }
    return found;
  });
}

for (const width of [320, 390, 768, 1024, 1440]) {
  test(`T02 no page scrolls sideways at ${width} px`, async () => {
    assert.deepEqual(await sideways(width, isLong ? await pages(site.output) : Object.values(types)), []);
  });
}

// Words that a narrow box has torn apart; long ones may be hyphenated. What is there for screen readers only is a
// pixel wide.
const torn = () => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const box = text.parentElement.getBoundingClientRect();
    if (text.parentElement.closest('script, style, svg, pre, code') || box.width < 2) continue;
    for (const { 0: word, index } of text.data.matchAll(/\p{Letter}{2,14}/gu)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(word);
    }
  }
  return found;
};

for (const width of [390, 1440]) {
  test(`T42 no word is torn apart at ${width} px`, async () => {
    const found = await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
      const found = [];
      for (const path of Object.values(types)) {
        await page.goto(server.home + path);
        const words = await page.evaluate(torn);
        if (words.length) found.push(`${path} ${words.slice(0, 8).join(' ')}`);
      }
      return found;
    });
    assert.deepEqual(found, []);
  });
}

for (const width of [320, 1280]) {
  test(`T02 nor with wider text spacing at ${width} px`, async () => {
    assert.deepEqual(await sideways(width, Object.values(types), spacing), []);
  });
}

for (const width of [390, 1440]) {
  test(`T03 targets are at least 24 px at ${width} px`, async (t) => {
    await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
      for (const [type, path] of Object.entries(types)) {
        await t.test(type, async () => {
          await page.goto(server.home + path);
          assert.deepEqual(await page.evaluate(smallTargets), []);
        });
      }
    });
  });
}

test('an image within a sentence stays in its line, and one alone has no room below it', async () => {
  const svg = (size) => `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"/>`;
  const contents = { ...empty, 'content/a.md': '# A\n\nText with ![icon](/i.svg) and more.\n\n![alone](/l.svg)\n', 'static/i.svg': svg(16), 'static/l.svg': svg(90) };
  await withServed(contents, 'loom', async (home) => {
    await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(`${home}a/`);
      const [line, alone] = await page.locator('.prose p').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      assert.ok(line < 40, `${line}`);
      assert.equal(Math.round(alone), 90);
    });
  });
});

test('numbered and marked lines of code stand under one another', async () => {
  await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.goto(`${server.home}tools/wardens-log/`);
    const tops = await page
      .locator('.copybox.code .line')
      .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().top));
    assert.ok(tops.length > 5, 'the page has a block of numbered lines');
    assert.deepEqual(tops, [...new Set(tops)].sort((a, b) => a - b));
  });
});
