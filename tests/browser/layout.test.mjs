// T02, T03, T42: no page scrolls sideways, what can be pressed is large enough, and no word is torn apart.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { overflow, smallTargets } from './support/looks.mjs';
import { isLong, types } from './support/pages.mjs';
import { withServed } from './support/shapes.mjs';
import { pages } from './support/site.mjs';
import { empty } from './support/sites.mjs';
import { at, testLooks } from './support/survey.mjs';

example();

// WCAG 2.2, success criterion 1.4.12.
const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }`;

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

const looked = async () => (isLong ? pages(site.output) : Object.values(types));

const sideways = { 'T02 no page scrolls sideways': overflow };
const all = { ...sideways, 'T42 no word is torn apart': torn, 'T03 targets are at least 24 px': smallTargets };
const spaced = { 'T02 nor with wider text spacing': overflow };

// What spaces out the text of a page stays on it, and comes last.
testLooks({ viewport: { width: 1440, height: 900 } }, looked, {
  ...at(1440, all),
  ...at(1024, sideways),
  ...at(768, sideways),
  ...at(390, all),
  ...at(320, sideways),
  ...at(320, spaced, { style: spacing }),
  ...at(1280, spaced),
});

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

test('a large film, an embedded page and code among definitions stay in a narrow page', async () => {
  const code = '```sh\ncurl --header "Authorization: Bearer 0123456789012345678901234567890123456789"\n```';
  const text = `# A\n\n![[film.webm]]\n\n<iframe title="b" width="560" src="/b/"></iframe>\n\nTerm\n:   ${code.replaceAll('\n', '\n    ')}\n`;
  const config = `${empty['copsite.toml']}\n[markdown]\nraw_html = "allow"\n`;
  await withServed({ ...empty, 'copsite.toml': config, 'content/a.md': text, 'content/b.md': '# B\n', 'static/film.webm': '' }, 'loom', async (home) => {
    await withPage(browser, { viewport: { width: 320, height: 900 } }, async (page) => {
      await page.goto(`${home}a/`);
      await page.locator('video').evaluate((film) => (film.width = 1280));
      assert.equal(await page.locator('iframe, .prose dd pre').count(), 2);
      assert.equal(await page.evaluate(overflow), null);
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
