// T26, T27, T29, T30: bridges stand on both communities' pages, the coverage adds up and leads to lists, the
// graph is its list, and moves by buttons, keys and the wheel without holding anybody fast.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { follow, withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';

example();

const still = { javaScriptEnabled: false };

test('T26 each stated bridge joins two communities and is on both their pages', async () => {
  await withPage(browser, still, async (page) => {
    await page.goto(`${server.home}weaver/bridges/`);
    const pairs = await page.evaluate(() =>
      [...document.querySelectorAll('.pair')].map((pair) => ({
        communities: [...pair.querySelectorAll('h3 a')].map((link) => link.href),
        stated: [...pair.querySelectorAll('.rows > li')]
          .filter((row) => row.querySelector('.meta'))
          .map((row) => [...row.querySelectorAll('.why a')].map((link) => link.href)),
      })),
    );
    assert.ok(pairs.length >= 5);
    const missing = [];
    for (const { communities, stated } of pairs) {
      assert.equal(new Set(communities).size, 2);
      for (const community of communities) {
        await page.goto(community);
        const shown = await page.evaluate(() =>
          [...document.querySelectorAll('.bridge')].map((bridge) => [...bridge.querySelectorAll('.why a')].map((link) => link.href).join(' ')),
        );
        missing.push(...stated.filter((ends) => !shown.includes(ends.join(' '))).map((ends) => `${community}: ${ends}`));
      }
    }
    assert.deepEqual(missing, []);
  });
});

test('T27 the coverage adds up, and each cell leads to a list of that many pieces', async () => {
  await withPage(browser, still, async (page) => {
    await page.goto(`${server.home}weaver/coverage/`);
    const table = await page.evaluate(() => {
      const number = (cell) => [...cell.querySelectorAll('.k')].map((count) => Number(count.textContent)).reduce((a, b) => a + b, 0);
      const rows = [...document.querySelectorAll('.coverage tbody tr')];
      return {
        rows: rows.map((row) => [...row.querySelectorAll('td:not(.sum)')].map(number)),
        rowTotals: rows.map((row) => Number(row.querySelector('.sum').textContent)),
        totals: [...document.querySelectorAll('.coverage tfoot td')].map((cell) => Number(cell.textContent)),
        lists: [...document.querySelectorAll('.coverage td:not(.no) a')].map((link) => [link.href, number(link)]),
        gaps: [...document.querySelectorAll('.coverage td.no a')].map((link) => link.href),
        headers: [...document.querySelectorAll('.coverage th')].filter((head) => !head.scope).length,
      };
    });
    const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
    assert.deepEqual(table.rows.map(sum), table.rowTotals);
    const columns = table.rows[0].map((_, column) => sum(table.rows.map((row) => row[column])));
    assert.deepEqual(table.totals, [...columns, sum(columns)]);
    assert.equal(table.headers, 0);
    assert.ok(table.lists.length > 10 && table.gaps.length > 0);
    for (const [url, count] of table.lists) {
      await page.goto(url);
      assert.equal(await page.evaluate(() => document.querySelector(':target').querySelectorAll('li').length), count, url);
    }
    for (const url of table.gaps) {
      await page.goto(url);
      assert.ok(await page.evaluate(() => document.querySelector(':target')?.matches('.gap')), url);
    }
  });
});

for (const path of ['weaver/graph/', 'weaver/graph/resilience/', 'weaver/graph/kind/method/']) {
  test(`T29 every mark of ${path} is in its list, and every link once`, async () => {
    await withPage(browser, still, async (page) => {
      await page.goto(server.home + path);
      const { marks, nodes, titled, lines, links } = await page.evaluate(() => ({
        marks: document.querySelectorAll('.graph .view .m').length,
        nodes: document.querySelectorAll('.nodes > li').length,
        titled: document.querySelector('.graph .view svg[role="img"] > title')?.textContent.length > 20,
        lines: [...document.querySelectorAll('.graph .view path[d^="M"]')].flatMap((path) => path.getAttribute('d').match(/L/g) ?? []).length,
        links: document.querySelectorAll('.nodes ul li').length,
      }));
      assert.ok(titled);
      assert.equal(marks, nodes);
      // Two pages that link to one another are one line and two links.
      assert.ok(lines > 0 && lines <= links && links <= 2 * lines, `${lines} lines, ${links} links`);
    });
  });
}

for (const width of [390, 1440]) {
  test(`T29 every piece that the loom marks is in the list beside it; a mark shows its piece and opens it, at ${width} px`, async () => {
    await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
      await page.goto(server.home);
      const svg = page.locator('.loom > svg').filter({ visible: true });
      assert.ok((await svg.locator('title').textContent()).length > 20);
      const marks = svg.locator('[data-to]');
      const pieces = await marks.evaluateAll((all) => all.map((mark) => mark.dataset.to));
      assert.equal(pieces.length, await svg.locator('.m').count(), 'the example has a mark for each piece');
      const title = new Promise((found) => page.on('response', async (answer) => answer.url().includes('previews/') && answer.url().endsWith('.json') && found((await answer.json()).cards[pieces[0]]?.title)));
      await marks.first().hover();
      await page.locator('.preview').waitFor();
      assert.equal(await page.locator('.preview .t').textContent(), await title);
      await follow(page, () => marks.first().click(), server.home + pieces[0]);
      await page.goBack();
      await follow(page, () => page.locator('.loom figcaption a').click(), (url) => url.href !== server.home);
      const listed = new Set(await page.locator('main a').evaluateAll((links) => links.map((link) => link.href)));
      assert.deepEqual(pieces.filter((piece) => !listed.has(server.home + piece)), []);
    });
  });
}

test('T29 from a folder on a disk a mark of the loom opens its piece', async () => {
  await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.goto(`${pathToFileURL(join(site.output, 'index.html'))}`);
    const mark = page.locator('.loom .wide [data-to]').last();
    const piece = await mark.getAttribute('data-to');
    await follow(page, () => mark.click(), (url) => url.pathname.endsWith(`/${piece}index.html`));
  });
});

test('T30 buttons and keys move, enlarge and reset the graph, and the wheel alone scrolls the page', async () => {
  await withPage(browser, { viewport: { width: 1280, height: 700 } }, async (page) => {
    await page.goto(`${server.home}weaver/graph/`);
    const box = () => page.evaluate(() => document.querySelector('.graph .view svg').getAttribute('viewBox').split(' ').map(Number));
    const whole = await box();
    const press = (name) => page.locator(`[data-do="${name}"]`).click();
    await press('in');
    const near = await box();
    assert.ok(near[2] < whole[2] && near[3] < whole[3]);
    await press('right');
    assert.ok((await box())[0] > near[0]);
    await press('down');
    assert.ok((await box())[1] > near[1]);
    await press('left');
    await press('up');
    assert.deepEqual(await box(), near);
    await press('out');
    assert.deepEqual((await box()).slice(2), whole.slice(2));
    await press('reset');
    assert.deepEqual(await box(), whole);

    const view = page.locator('.graph .view');
    await view.focus();
    for (const key of ['+', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    const moved = await box();
    assert.ok(moved[2] < whole[2] && moved[0] > near[0] && moved[1] > near[1]);
    await page.keyboard.press('0');
    assert.deepEqual(await box(), whole);
    await page.keyboard.press('Tab');
    assert.equal(await view.evaluate((region) => region === document.activeElement), false);

    await view.hover();
    await page.mouse.wheel(0, 200);
    await page.waitForFunction(() => scrollY > 0);
    assert.deepEqual(await box(), whole);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await page.waitForFunction((before) => Number(document.querySelector('.graph .view svg').getAttribute('viewBox').split(' ')[2]) < before, whole[2]);
  });
});

test('T30 a mouse drags the graph, and a press on a mark leads to its place in the list', async () => {
  await withPage(browser, { viewport: { width: 1280, height: 1200 } }, async (page) => {
    await page.goto(`${server.home}weaver/graph/`);
    const svg = page.locator('.graph .view svg');
    const { x, y, width, height } = await svg.boundingBox();
    await page.mouse.move(x + width / 2, y + 12);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 - 120, y + 12, { steps: 4 });
    await page.mouse.up();
    const left = Number((await svg.getAttribute('viewBox')).split(' ')[0]);
    assert.ok(Math.abs(left - 120 * (1200 / width)) < 3, `${left}`);
    await follow(page, () => page.locator('.graph .view .m').first().click(), '**/weaver/graph/#n1');
  });
});
