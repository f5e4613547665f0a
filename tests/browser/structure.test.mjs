// T05, T23, T24: headings and landmarks, the contents list, and backlinks, on a page of every type; long: on every page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { contents, outline } from './support/looks.mjs';
import { isLong, types } from './support/pages.mjs';
import { pages } from './support/site.mjs';

example();

/** What `look` finds wrong on the pages. */
async function problems(look) {
  return withPage(browser, { javaScriptEnabled: false }, async (page) => {
    const found = [];
    for (const path of isLong ? await pages(site.output) : Object.values(types)) {
      await page.goto(server.home + path, { waitUntil: 'domcontentloaded' });
      found.push(...(await page.evaluate(look)).map((problem) => `${path} ${problem}`));
    }
    return found;
  });
}

test('T05 one h1, no level skipped, one of each landmark, every nav labelled', async () => {
  assert.deepEqual(await problems(outline), []);
});

test('T23 the contents list is the headings of the text, and absent under two', async () => {
  assert.deepEqual(await problems(contents), []);
});

// What a page says of another in its text is shown by the sentence; what it declares at its head has none.
const backlinks = async () => {
  const found = [];
  for (const row of document.querySelectorAll('.bl > li')) {
    const sentence = row.querySelector('q');
    const source = row.querySelector('a');
    const length = sentence ? [...sentence.textContent].length : 0;
    if (sentence && !sentence.querySelector('mark')) found.push(`has no mark in "${sentence.textContent}"`);
    if (length > 240) found.push(`has a sentence of ${length} for "${source.textContent.trim()}"`);
    if (!sentence && (await says(source.href))) found.push(`has no sentence for "${source.textContent.trim()}"`);
  }
  return found;

  async function says(address) {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
    const links = [...page.querySelectorAll('.prose a[href]')].filter((link) => !link.closest('.facts, .parts, .embed, .piece, .told, q'));
    return links.some((link) => new URL(link.getAttribute('href'), address).pathname === location.pathname);
  }
};

test('T24 each backlink shows its sentence with the link marked', async () => {
  assert.deepEqual(await problems(backlinks), []);
});
