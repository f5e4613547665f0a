// T06 to T09, T11, T13: nothing from elsewhere, complete without script, from a folder on a disk, under
// the theme's security policy and within its budgets.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { follow, withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { types } from './support/pages.mjs';
import { testAtHome, testAttributes, testOnDisk, testWithoutScript, visit } from './support/reach.mjs';
import { files } from './support/site.mjs';

const KB = 1024;

example('some folder/below');

const nothing = async () => [];

testAtHome('T06, T13', types);
testAttributes('T13');
testOnDisk('T08, T09', types);
testWithoutScript('T07', types);

test('T07 without script the menu opens on a narrow screen', async () => {
  await withPage(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } }, async (page) => {
    await page.goto(server.home);
    const link = page.locator('.site-head nav a[href*="practice/"]');
    assert.equal(await link.isVisible(), false);
    await page.locator('.menu-btn').click();
    await link.waitFor({ state: 'visible' });
  });
});

test('an old address leads to the new one, and a place in the old page to the same place of the new one', async () => {
  const moved = new URL('methods/interviewing-prospective-members/', server.home);
  await withPage(browser, {}, async (page, context) => {
    const stopped = [];
    await context.exposeFunction('tell', (what) => stopped.push(what));
    await context.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => window.tell(event.violatedDirective)));
    for (const place of ['', '#_cite']) {
      await follow(page, () => page.goto(`${server.home}methods/member-interviews/${place}`, { waitUntil: 'commit' }), moved.href + place);
    }
    assert.deepEqual(stopped, []);
  });
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await follow(page, () => page.goto(`${server.home}methods/member-interviews/#_cite`, { waitUntil: 'commit' }), (url) => url.pathname === moved.pathname);
  });
  await withPage(browser, {}, async (page) => {
    const onDisk = (path) => `${pathToFileURL(join(site.output, path))}`;
    await follow(page, () => page.goto(`${onDisk('methods/member-interviews/index.html')}#_cite`, { waitUntil: 'commit' }), `${onDisk('methods/interviewing-prospective-members/index.html')}#_cite`);
  });
});

test('T11 pages, style sheet, script and requests stay within the budgets of the theme', async () => {
  const sizes = {};
  for (const file of await files(site.output)) sizes[file] = gzipSync(await readFile(join(site.output, file))).length;
  const of = (ending) => Object.entries(sizes).filter(([file]) => file.endsWith(ending));
  const over = (limit) => ([, size]) => size > limit * KB;
  assert.deepEqual(of('.html').filter(over(40)), []);
  const typical = of('.html').map(([, size]) => size).sort((a, b) => a - b);
  assert.ok(typical[Math.floor(typical.length / 2)] <= 15 * KB, 'a typical page');
  assert.deepEqual(of('.css').filter(over(14)), []);
  assert.equal(of('.css').length, 1);
  const isGraph = ([file]) => file.endsWith('/graph.js');
  // The search has a budget of its own: search.test.mjs.
  const scripts = of('.js').filter(([file]) => file.startsWith('assets/') && !file.startsWith('assets/search.'));
  assert.deepEqual(scripts.filter((script) => over(isGraph(script) ? 6 : 4)(script)), []);
  const seen = await visit(server.home, types, {}, nothing);
  const isPicture = (url) => url.startsWith('data:') || /\.(png|jpe?g|webp|svg)$/.test(url);
  // The search page also loads its script and the start of its index, the graph its script; the page for what is not
  // there searches for its address, with a script that does it and a part of the words.
  const most = (type) => ({ search: 6, 'not found': 7 })[type] ?? (type.startsWith('graph') ? 4 : 3);
  const many = Object.entries(seen).filter(([type, { requests }]) => requests.filter((url) => !isPicture(url)).length > most(type));
  assert.deepEqual(many, []);
});
