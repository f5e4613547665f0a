// T44 in a browser: mails, and the toolkit as one file, ask for nothing, fit their window, and mails are dark
// where their reader's program is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { launch, withPage } from './support/browser.mjs';
import { build, files } from './support/site.mjs';

let site, browser, mails, toolkits;
before(async () => {
  [site, browser] = await Promise.all([build(), launch()]);
  const all = await files(site.output);
  mails = all.filter((file) => file.endsWith('/email.html'));
  toolkits = all.filter((file) => file.endsWith('/toolkit.html'));
});
after(async () => {
  await browser?.close();
  await site?.remove();
});

/** What is asked for beside the file itself, and whether it is wider than its window. */
async function looked(file, options, look) {
  return withPage(browser, options, async (page) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(site.output, file)).href);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    const others = asked.slice(1).filter((url) => !url.startsWith('data:'));
    return { others, wide, ...(await page.evaluate(look)) };
  });
}

const ground = () => ({ ground: getComputedStyle(document.body).backgroundColor });

test('a mail asks for nothing, fits 600 and 360 px, and follows light and dark', async () => {
  assert.ok(mails.length > 2, `${mails}`);
  for (const file of mails) {
    const grounds = new Set();
    for (const width of [600, 360]) {
      for (const colorScheme of ['light', 'dark']) {
        const found = await looked(file, { viewport: { width, height: 900 }, colorScheme, javaScriptEnabled: true }, ground);
        assert.deepEqual(found.others, [], file);
        assert.equal(found.wide, false, `${file} at ${width}`);
        grounds.add(found.ground);
      }
    }
    assert.equal(grounds.size, 2, `${file}: ${[...grounds]}`);
  }
});

test('a mail that loses its style sheet loses nothing but the dark', async () => {
  const styled = () => {
    document.querySelectorAll('style').forEach((sheet) => sheet.remove());
    const style = getComputedStyle(document.querySelector('h1'));
    return { font: style.fontFamily, colour: style.color, preheader: getComputedStyle(document.querySelector('.preheader')).display };
  };
  const found = await looked(mails[0], { viewport: { width: 600, height: 900 } }, styled);
  assert.match(found.font, /Georgia/);
  assert.notEqual(found.colour, 'rgb(0, 0, 0)');
  assert.equal(found.preheader, 'none');
});

test('the toolkit as one file asks for nothing and fits a phone', async () => {
  assert.ok(toolkits.length > 0);
  for (const file of toolkits) {
    const pictures = () => ({ broken: [...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.alt) });
    const found = await looked(file, { viewport: { width: 390, height: 900 } }, pictures);
    assert.deepEqual(found, { others: [], wide: false, broken: [] }, file);
  }
});
