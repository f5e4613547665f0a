// T05, T23, T24: headings and landmarks, the contents list, and backlinks, on every page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, withPage } from './support/browser.mjs';
import { build, pages, serve } from './support/site.mjs';

let site, server, browser, all;
before(async () => {
  [site, browser] = await Promise.all([build(), launch()]);
  server = await serve(site.output);
  all = await pages(site.output);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await site?.remove();
});

/** What `look` finds wrong on all pages. */
async function problems(look) {
  return withPage(browser, { javaScriptEnabled: false }, async (page) => {
    const found = [];
    for (const path of all) {
      await page.goto(server.home + path, { waitUntil: 'domcontentloaded' });
      found.push(...(await page.evaluate(look)).map((problem) => `${path} ${problem}`));
    }
    return found;
  });
}

const outline = () => {
  const found = [];
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => [Number(heading.tagName[1]), heading.textContent]);
  const titles = headings.filter(([level]) => level === 1).length;
  if (titles !== 1) found.push(`has ${titles} h1`);
  headings.forEach(([level, text], at) => {
    const above = at === 0 ? 0 : headings[at - 1][0];
    if (level > above + 1) found.push(`skips from h${above} to h${level} at "${text.trim()}"`);
  });
  const count = (selector) => document.querySelectorAll(selector).length;
  if (count('body > header') !== 1) found.push('has not one header');
  if (count('main') !== 1) found.push('has not one main');
  if (count('body > footer') !== 1) found.push('has not one footer');
  for (const nav of document.querySelectorAll('nav')) {
    const by = nav.getAttribute('aria-labelledby');
    const label = by ? document.getElementById(by)?.textContent : nav.getAttribute('aria-label');
    if (!label?.trim()) found.push(`has a nav without a label: ${nav.outerHTML.slice(0, 80)}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) found.push(`has an id twice: ${twice}`);
  return found;
};

test('T05 one h1, no level skipped, one of each landmark, every nav labelled', async () => {
  assert.deepEqual(await problems(outline), []);
});

const contents = () => {
  const found = [];
  const plain = (element) => {
    const copy = element.cloneNode(true);
    for (const anchor of copy.querySelectorAll('.anchor')) anchor.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const headings = [...document.querySelectorAll('.prose > h2[id], .prose > h3[id]')].map((heading) => `#${heading.id} ${plain(heading)}`);
  for (const list of document.querySelectorAll('.article .toc-narrow .toc, .rail .toc')) {
    const links = [...list.querySelectorAll('a')];
    for (const link of links) {
      if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) found.push(`leads nowhere: ${link.hash}`);
    }
    const listed = links.map((link) => `${decodeURIComponent(link.hash)} ${plain(link)}`);
    if (document.querySelector('.article') && `${listed}` !== `${headings}`) found.push(`lists [${listed}] for [${headings}]`);
  }
  const hasList = document.querySelector('.rail .toc') !== null;
  // The example's page on privacy says `toc = false`.
  const wantsList = headings.length > 1 && !location.pathname.endsWith('/privacy/');
  if (document.querySelector('.article') && hasList !== wantsList) found.push(`has ${headings.length} headings and ${hasList ? 'a' : 'no'} list`);
  return found;
};

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
