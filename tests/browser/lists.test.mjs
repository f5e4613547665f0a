// T31: lists are narrowed by links without script, and in place with it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { becomes, follow, withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';

example();

const titles = (page) => page.locator('[data-list] .entry h3').allTextContents();
const choose = async (page, facet, key) => {
  const summary = page.locator('.facets').getByText(facet, { exact: true });
  if (!(await summary.evaluate((one) => one.parentElement.open))) await summary.click();
  await page.locator(`.facets [data-key="${key}"]`).click();
};
const shown = async (page) => [query(page), await titles(page)];
const query = (page) => decodeURIComponent(new URL(page.url()).search);
const told = (page) => page.locator('#_live').textContent();

test('T31 without script a choice is a page of its entries, with the way back to all of them', async () => {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.home}methods/`);
    const all = await titles(page);
    await follow(page, () => choose(page, 'Community', 'community=resilience'), `${server.home}communities/resilience/methods/`);
    const some = await titles(page);
    assert.ok(some.length > 0 && some.length < all.length && some.every((title) => all.includes(title)));
    assert.equal(await page.locator('.found h2').textContent(), `${some.length} of ${all.length} methods`);
    await follow(page, () => page.locator('.clear').click(), `${server.home}methods/`);
    assert.deepEqual(await titles(page), all);
    await follow(page, () => choose(page, 'Difficulty', 'difficulty=easy'), `${server.home}methods/difficulty/easy/`);
  });
});

test('T31 with script several choices narrow the list in place, are told, and the way back restores it', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.home}methods/`);
    const all = await titles(page);
    await follow(page, () => choose(page, 'Tag', 'tag=listening'), '**/methods/?tag=listening');
    const listening = await titles(page);
    await becomes(() => told(page), `${listening.length} of ${all.length} methods`);
    await choose(page, 'Domain', 'domain=convening');
    await becomes(async () => query(page), '?tag=listening&domain=convening');
    const both = await titles(page);
    assert.ok(both.length > 0 && both.length < listening.length && both.every((title) => listening.includes(title)));
    assert.equal(await page.locator('.found h2').textContent(), `${both.length} of ${all.length} methods`);

    await page.goBack();
    await becomes(() => shown(page), ['?tag=listening', listening]);
    await page.goBack();
    await becomes(() => shown(page), ['', all]);
    await page.goForward();
    await becomes(() => titles(page), listening);

    await page.reload();
    await page.locator('.chosen a').waitFor();
    assert.deepEqual(await titles(page), listening);
    await page.locator('.chosen a').click();
    await becomes(() => shown(page), ['', all]);
    await becomes(() => page.evaluate(() => document.activeElement.id), '_h-list');
  });
});

test('T31 a choice that would leave nothing is no link, and each count is what the choice would leave', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.home}methods/?domain=convening`);
    await page.locator('.chosen a').waitFor();
    const choices = await page.locator('.facets [data-key]').evaluateAll((links) =>
      links.map((link) => ({ key: link.dataset.key, count: +link.querySelector('.num').textContent, leads: link.hasAttribute('href') })),
    );
    assert.ok(choices.some(({ count }) => count === 0));
    assert.deepEqual(choices.filter(({ count, leads }) => (count === 0) === leads), []);
    for (const { key, count } of choices.filter(({ key, count }) => count > 0 && key.startsWith('tag='))) {
      await page.goto(`${server.home}methods/?domain=convening&${key}`);
      await page.locator('.chosen li').nth(1).waitFor();
      assert.equal((await titles(page)).length, count, key);
    }
  });
});

test('a list is sorted by title and by links', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.home}stories/`);
    await follow(page, () => page.locator('[data-sort=title]').click(), '**/stories/?sort=title');
    const sorted = await titles(page);
    assert.deepEqual(sorted, [...sorted].sort((a, b) => a.localeCompare(b, 'en')));
    await follow(page, () => page.locator('[data-sort=links]').click(), '**/stories/?sort=links');
    assert.deepEqual(new Set(await titles(page)), new Set(sorted));
    assert.notDeepEqual(await titles(page), sorted);
    await follow(page, () => page.locator('[data-sort=date]').click(), '**/stories/');
  });
});

test('from a folder on a disk a list is narrowed in place, and what it then shows leads on', async () => {
  await withPage(browser, {}, async (page) => {
    const home = pathToFileURL(join(site.output, 'methods/index.html'));
    await page.goto(`${home}`);
    await follow(page, () => choose(page, 'Community', 'community=resilience'), '**/methods/index.html?community=resilience');
    await follow(page, () => page.locator('[data-list] .entry a').first().click(), /\/methods\/[\w-]+\/index\.html$/);
  });
});
