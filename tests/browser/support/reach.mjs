// T06, T08, T09, T13: nothing from elsewhere, from a folder on a disk, and under the theme's security policy.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { withPage } from './browser.mjs';
import { browser, server, site } from './example.mjs';
import { isLong, types } from './pages.mjs';
import { pages } from './site.mjs';

/** An icon that had not come when the reader went on to another page. */
const isLeft = (request) => request.url().endsWith('/favicon.png') && request.failure()?.errorText === 'net::ERR_ABORTED';

/** Opens each of `types`, and tells what the console, the network and the policy say. */
export async function visit(home, types, options, look) {
  return withPage(browser, options, async (page, context) => {
    const requests = [];
    const complaints = [];
    context.on('request', (request) => requests.push(request.url()));
    context.on('requestfailed', (request) => isLeft(request) || complaints.push(`failed: ${request.url()}`));
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

/** One text for each thing under `key` that a visit brought. */
export const gathered = (seen, key) => Object.entries(seen).flatMap(([type, of]) => of[key].map((what) => `${type}: ${what}`));

/** Pages of `types`, by name, ask nothing of others and leave nothing behind. */
export function testAtHome(title, types) {
  test(`${title} no request leaves the origin; no cookie and no storage; the policy is kept`, async () => {
    const kept = async (page, context) => {
      const stored = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
      return [...stored, ...(await context.cookies()).map((cookie) => cookie.name)];
    };
    const seen = await visit(server.home, types, {}, kept);
    assert.deepEqual(gathered(seen, 'complaints'), []);
    assert.deepEqual(gathered(seen, 'found'), []);
    const foreign = Object.values(seen).flatMap(({ requests }) => requests).filter((url) => !/^(data:|http:\/\/127\.0\.0\.1:)/.test(url));
    assert.deepEqual(foreign, []);
  });
}

/** Over a page of every type; long: over all pages. What the program writes is looked through on all of them by `cargo test`. */
export function testAttributes(title) {
  test(`${title} no page has a style or an event attribute`, async () => {
    const found = [];
    await withPage(browser, { javaScriptEnabled: false }, async (page) => {
      for (const path of isLong ? await pages(site.output) : Object.values(types)) {
        await page.setContent(await readFile(join(site.output, path.replace(/(^|\/)$/, '$1index.html')), 'utf8'), { waitUntil: 'commit' });
        const attributes = await page.evaluate(() =>
          [...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames()).filter((name) => name === 'style' || /^on/.test(name)),
        );
        found.push(...attributes.map((name) => `${path} ${name}`));
      }
    });
    assert.deepEqual(found, []);
  });
}

/** Pages of `types` as files. */
export function testOnDisk(title, types) {
  test(`${title} from a folder on a disk pages have their style and script, and links lead on`, async () => {
    const home = `${pathToFileURL(site.output)}/`;
    const page = (path) => home + path.replace(/(^|\/)$/, '$1index.html');
    await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (tab) => {
      const complaints = [];
      tab.on('console', (message) => message.type() === 'error' && complaints.push(`${tab.url()} ${message.text()}`));
    tab.on('requestfailed', (request) => isLeft(request) || complaints.push(`failed: ${request.url()}`));
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
}

/** Pages of `types` for readers without script. */
export function testWithoutScript(title, types) {
  test(`${title} without script nothing complains, no control that needs it shows, and the search page lists every entry`, async () => {
    const shown = async (page) =>
      page.evaluate(() => [...document.querySelectorAll('.js-only')].filter((control) => control.checkVisibility()).map((control) => control.outerHTML));
    const seen = await visit(server.home, types, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } }, shown);
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
}
