// T14, T15 and what T01, T06 to T09, T11 and T13 ask of the search: it opens from anywhere, is led by the
// keyboard, says what it found and did not find, also from a disk, below a path, and under the security policy.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { violations } from './support/axe.mjs';
import { becomes, follow, withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { ask, chosen, field, options, testDialog, visit } from './support/search.mjs';
import { files } from './support/site.mjs';
import { spelt, withBuilt } from './support/sites.mjs';

const method = 'methods/reading-post-together/';
const KB = 1024;

example('some folder/below');

testDialog('T14', 'T15');

test('T15 what is misspelt, in the plural or half typed is found', async () => {
  await visit(server.home + method, async (page) => {
    for (const [query, title] of [['neighbuor listning', 'Neighbour-to-neighbour listening'], ['letters nobody opened', 'The rent letter nobody opened'], ['plain-words chec', 'Plain-words checklist for letters']]) {
      await ask(page, query);
      await page.locator('dialog [role=option] b', { hasText: title }).first().waitFor();
      assert.match(await chosen(page), new RegExp(title), query);
      await page.keyboard.press('Escape');
    }
  });
});

test('T15 where nothing is found it says so, and leads to near tags and to the gaps', async () => {
  await visit(server.home + method, async (page) => {
    await ask(page, 'letter');
    await field(page).fill('xqzvw');
    const none = page.locator('dialog .no-hits');
    await none.getByText('xqzvw').waitFor();
    assert.equal(await options(page).count(), 0);
    assert.equal(await page.locator('dialog [role=status]').innerText(), '0 results');
    assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
    assert.equal(await none.locator('a').last().getAttribute('href'), `${server.home}weaver/gaps/`);
    await follow(page, () => none.locator('a').last().click(), `${server.home}weaver/gaps/`);
  });
});

test('T01, T13 axe finds nothing in the open dialog and in a page of results, narrow and wide, light and dark', async () => {
  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const look = { viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' };
      await visit(server.home + method, async (page) => {
        await ask(page, 'letter');
        await options(page).first().locator('.sentence mark').first().waitFor();
        assert.deepEqual(await violations(page), [], `dialog ${width} ${colorScheme}`);
        await page.goto(`${server.home}search/?q=letter`);
        await page.locator('main .hit .sentence mark').first().waitFor();
        assert.deepEqual(await violations(page), [], `page ${width} ${colorScheme}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
      }, look);
    }
  }
});

test('the page of its own answers its address, narrows by kind, domain and community, and can be sent on', async () => {
  await visit(`${server.home}search/?q=letters`, async (page) => {
    const status = page.locator('main [role=status]'), titles = page.locator('main .hit h3');
    await titles.first().waitFor();
    const all = parseInt(await status.innerText(), 10);
    assert.equal(await page.locator('[data-list]').isVisible(), false);
    await page.locator('select[name=kind]').selectOption({ index: await optionOf(page, 'kind', 'Stories') });
    await page.waitForFunction((all) => parseInt(document.querySelector('main [role=status]').innerText, 10) < all, all);
    assert.deepEqual(await page.locator('main [data-results] h2').allInnerTexts(), ['Stories']);
    await becomes(async () => new URL(page.url()).search, '?q=letters&kind=Stories');
    const shown = await titles.allInnerTexts();
    await page.reload();
    await titles.first().waitFor();
    assert.deepEqual(await titles.allInnerTexts(), shown);
    await page.locator('select[name=kind]').selectOption({ index: 0 });
    await page.locator('select[name=community]').selectOption({ index: await optionOf(page, 'community', 'Resilience') });
    await page.waitForFunction(() => location.search.includes('community=Resilience'));
    await page.locator('main input').fill('');
    await page.locator('select[name=community]').selectOption({ index: 0 });
    await page.locator('[data-list]').waitFor();
    await becomes(async () => new URL(page.url()).search, '');
  });
});

const optionOf = (page, name, title) =>
  page.locator(`select[name=${name}] option`).evaluateAll((options, title) => options.findIndex((option) => option.text.startsWith(title)), title);

test('each language is searched with its own words and its own interface', async () => {
  await visit(`${server.home}cy/about/`, async (page) => {
    await page.keyboard.press('Control+k');
    await field(page).waitFor();
    assert.equal(await field(page).getAttribute('aria-label'), "Chwilio'r wefan hon");
    await field(page).fill('tudalen');
    await options(page).first().waitFor();
    assert.match(await page.locator('dialog [role=status]').innerText(), /canlyniad|ganlyniad|chanlyniad/);
    const all = page.locator('dialog a[href*="search/?q=tudalen"]');
    assert.equal(new URL(await all.evaluate((link) => link.href)).searchParams.get('lang'), 'cy');
    await page.goto(`${server.home}search/?q=dim&lang=cy`);
    await page.locator('main [role=status]', { hasText: /canlyniad/ }).waitFor();
    assert.equal(await page.locator('select[name=lang]').inputValue(), 'cy');
  });
});

test('a word is found however it is spelt, with its article or without', async () => {
  await withBuilt(spelt, async (output) => {
    const found = async (query, lang) => {
      let titles;
      await visit(`${pathToFileURL(join(output, 'search/index.html')).href}?q=${encodeURIComponent(query)}&lang=${lang}`, async (page) => {
        await page.locator('main .hit h3').first().waitFor();
        titles = await page.locator('main .hit h3').allInnerTexts();
      });
      return titles.length;
    };
    for (const query of ['Donaudampfschiff', 'donau\u00addampf', 'grosses', 'GROSSES', 'lodz']) assert.equal(await found(query, 'en'), 1, query);
    for (const query of ['رسالة', 'الرسالة', 'رساله', 'والرسالة', 'اولى', 'الأولى', 'أولي']) assert.equal(await found(query, 'ar'), 1, query);
  });
});

test('T08, T09 from a folder on a disk it opens, finds, shows sentences and leads on', async () => {
  const home = `${pathToFileURL(site.output)}/`;
  await visit(`${home}${method}index.html`, async (page) => {
    await ask(page, 'rent letter nobody');
    await options(page).first().locator('.sentence mark').first().waitFor();
    await follow(page, () => page.keyboard.press('Enter'), `${home}stories/the-rent-letter-nobody-opened/index.html`);
    await page.goto(`${home}search/index.html?q=envelope`);
    await page.locator('main .hit .sentence mark').first().waitFor();
    await follow(page, () => page.locator('main .hit a').first().click(), (url) => !url.pathname.includes('/search/'));
    assert.ok(await page.locator('h1').isVisible());
  });
});

test('T07 without script the page lists every entry and offers no field; the link leads there', async () => {
  await visit(server.home, async (page) => {
    await follow(page, () => page.locator('.search-open').click(), `${server.home}search/`);
    assert.equal(await page.locator('main input, main select').first().isVisible(), false);
    assert.ok((await page.locator('main [data-list] a').count()) > 150);
  }, { javaScriptEnabled: false });
});

test('T06, T11 nothing is loaded before it is asked for, and then little', async () => {
  await visit(server.home, async (page, context) => {
    const requests = [];
    context.on('request', (request) => requests.push(request.url()));
    await page.reload();
    assert.deepEqual(requests.filter((url) => /search/.test(url)), []);
    await ask(page, 'letter');
    assert.ok(requests.every((url) => url.startsWith(server.home)));
  });
  const sizes = {};
  for (const file of await files(site.output)) if (file.endsWith('.js')) sizes[file] = gzipSync(await readFile(join(site.output, file))).length;
  const of = (pattern) => Object.entries(sizes).filter(([file]) => pattern.test(file)).reduce((sum, [, size]) => sum + size, 0);
  assert.ok(of(/^assets\/search\./) <= 10 * KB, `${of(/^assets\/search\./)}`);
  assert.ok(of(/^assets\/theme\./) <= 4 * KB);
  assert.ok(of(/^search\/en\/(start|words|postings|cards|filters|tags)/) <= 150 * KB);
});
