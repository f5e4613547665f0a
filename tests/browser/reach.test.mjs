// T06 to T09, T11, T13: nothing from elsewhere, complete without script, from a folder on a disk, under
// the theme's security policy and within its budgets.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { types } from './support/pages.mjs';
import { files, pages } from './support/site.mjs';

const KB = 1024;

example('some folder/below');

/** Opens each type of page, and tells what the console, the network and the policy say. */
async function visit(home, options, look) {
  return withPage(browser, options, async (page, context) => {
    const requests = [];
    const complaints = [];
    context.on('request', (request) => requests.push(request.url()));
    context.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    context.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()}: ${response.url()}`));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(`${error}`));
    const seen = {};
    for (const [type, path] of Object.entries(types)) {
      requests.length = 0;
      complaints.length = 0;
      await page.goto(home + path);
      seen[type] = { requests: [...requests], complaints: [...complaints], found: await look(page, context) };
    }
    return seen;
  });
}

const nothing = async () => [];
const gathered = (seen, key) => Object.entries(seen).flatMap(([type, of]) => of[key].map((what) => `${type}: ${what}`));

test('T06 no request leaves the origin; no cookie and no storage; T13 the policy is kept', async () => {
  const kept = async (page, context) => {
    const stored = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
    return [...stored, ...(await context.cookies()).map((cookie) => cookie.name)];
  };
  const seen = await visit(server.home, {}, kept);
  assert.deepEqual(gathered(seen, 'complaints'), []);
  assert.deepEqual(gathered(seen, 'found'), []);
  const foreign = Object.values(seen).flatMap(({ requests }) => requests).filter((url) => !/^(data:|http:\/\/127\.0\.0\.1:)/.test(url));
  assert.deepEqual(foreign, []);
});

test('T13 no page has a style or an event attribute', async () => {
  const found = [];
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    for (const path of await pages(site.output)) {
      await page.setContent(await readFile(join(site.output, path.replace(/(^|\/)$/, '$1index.html')), 'utf8'), { waitUntil: 'commit' });
      const attributes = await page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames()).filter((name) => name === 'style' || /^on/.test(name)),
      );
      found.push(...attributes.map((name) => `${path} ${name}`));
    }
  });
  assert.deepEqual(found, []);
});

test('T07 without script nothing complains, no control that needs it shows, and the search page lists every entry', async () => {
  const shown = async (page) =>
    page.evaluate(() => [...document.querySelectorAll('.js-only')].filter((control) => control.checkVisibility()).map((control) => control.outerHTML));
  const seen = await visit(server.home, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } }, shown);
  assert.deepEqual(gathered(seen, 'complaints'), []);
  assert.deepEqual(gathered(seen, 'found'), []);
  const { site: { base_url: published }, entries } = JSON.parse(await readFile(join(site.output, 'weaver.json'), 'utf8'));
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.home}search/`);
    const listed = new Set(await page.evaluate(() => [...document.querySelectorAll('main a')].map((link) => link.href)));
    const missing = entries.filter(({ url }) => !listed.has(url.replace(published, server.home))).map(({ id }) => id);
    assert.deepEqual(missing, []);
  });
});

test('T07 without script the menu opens on a narrow screen', async () => {
  await withPage(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } }, async (page) => {
    await page.goto(server.home);
    const link = page.locator('.site-head nav a[href*="practice/"]');
    assert.equal(await link.isVisible(), false);
    await page.locator('.menu-btn').click();
    await link.waitFor({ state: 'visible' });
  });
});

test('T08, T09 from a folder on a disk pages have their style and script, and links lead on', async () => {
  const home = `${pathToFileURL(site.output)}/`;
  const page = (path) => home + path.replace(/(^|\/)$/, '$1index.html');
  await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (tab) => {
    const complaints = [];
    tab.on('console', (message) => message.type() === 'error' && complaints.push(`${tab.url()} ${message.text()}`));
    tab.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    // The page for addresses that are not found is shown by a server only.
    for (const path of Object.values(types).filter((path) => path !== types['not found'])) {
      await tab.goto(page(path));
      const styled = await tab.evaluate(() => [...document.styleSheets].length > 0 && document.documentElement.classList.contains('js'));
      assert.ok(styled, path);
    }
    await tab.goto(page(''));
    for (const [link, at] of [['practice/', 'practice/'], ['methods/', 'methods/'], ['', '']]) {
      const leads = tab.locator(`body a[href$="${link}index.html"]`).filter({ visible: true }).first();
      await leads.click();
      assert.equal(tab.url().split('#')[0], page(at));
    }
    assert.deepEqual(complaints, []);
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
  const seen = await visit(server.home, {}, nothing);
  const isPicture = (url) => url.startsWith('data:') || /\.(png|jpe?g|webp|svg)$/.test(url);
  // The search page also loads its script and the start of its index, the graph its script.
  const most = (type) => (type === 'search' ? 6 : type.startsWith('graph') ? 4 : 3);
  const many = Object.entries(seen).filter(([type, { requests }]) => requests.filter((url) => !isPicture(url)).length > most(type));
  assert.deepEqual(many, []);
});
