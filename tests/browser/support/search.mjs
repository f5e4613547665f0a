// T14 and T15: the dialog of the search opens from anywhere, is led by the keyboard, and says what it found.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow, withPage } from './browser.mjs';
import { browser, server } from './example.mjs';

const method = 'methods/reading-post-together/';

/** A page at `address`, of which everything that the console and the network complain of is gathered. */
export async function visit(address, use, options = {}) {
  await withPage(browser, { viewport: { width: 1280, height: 800 }, ...options }, async (page, context) => {
    const complaints = [];
    // Whoever leads on does not wait for the sentences.
    const isLeft = (request) => request.failure().errorText === 'net::ERR_ABORTED';
    context.on('requestfailed', (request) => isLeft(request) || complaints.push(`failed: ${request.url()}`));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(`${error}`));
    await page.goto(address);
    await use(page, context);
    assert.deepEqual(complaints, []);
  });
}

export const dialogOf = (page) => page.locator('dialog.search[open]');
export const field = (page) => dialogOf(page).locator('input');
export const options = (page) => dialogOf(page).locator('[role=option]');
export const chosen = (page) =>
  page.evaluate(() => document.getElementById(document.querySelector('dialog input').getAttribute('aria-activedescendant'))?.innerText.replace(/\s+/g, ' '));
export const position = (page) => page.evaluate(() => [...document.querySelectorAll('dialog [role=option]')].findIndex((option) => option.ariaSelected === 'true'));

export async function ask(page, query) {
  await page.keyboard.press('Control+k');
  await field(page).fill(query);
  await options(page).first().waitFor();
}

/** With a title for how it opens and one for what it finds. */
export function testDialog(opens, finds) {
  test(`${opens} the key, the shortcut and the link open the search; Esc closes it and the focus returns`, async () => {
    await visit(server.home + method, async (page) => {
      const link = page.locator('main a').first();
      await link.focus();
      for (const open of [() => page.keyboard.press('/'), () => page.keyboard.press('Control+k')]) {
        await open();
        await field(page).waitFor();
        assert.equal(await field(page).evaluate((input) => input === document.activeElement), true);
        // In a field of the type `search` this key empties the field first.
        await page.keyboard.type('letter');
        await page.keyboard.press('Escape');
        await dialogOf(page).waitFor({ state: 'hidden' });
        assert.equal(await link.evaluate((link) => link === document.activeElement), true);
      }
      await page.locator('.search-open').click();
      await field(page).waitFor();
      await page.locator('dialog button').click();
      await dialogOf(page).waitFor({ state: 'hidden' });
    });
  });

  test(`${opens} a slash that is typed in a field is a slash`, async () => {
    await visit(`${server.home}search/`, async (page) => {
      await page.locator('main input').focus();
      await page.keyboard.type('either/or');
      assert.equal(await page.locator('main input').inputValue(), 'either/or');
      assert.equal(await dialogOf(page).count(), 0);
    });
  });

  test(`${finds} arrows go round and name the option, Ctrl+Home and Ctrl+End go to the ends`, async () => {
    await visit(server.home + method, async (page) => {
      await ask(page, 'letter');
      const last = (await options(page).count()) - 1;
      assert.ok(last > 2);
      const steps = [['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', last], ['ArrowDown', 0], ['Control+End', last], ['Control+Home', 0]];
      for (const [key, expected] of steps) {
        await page.keyboard.press(key);
        assert.equal(await position(page), expected, key);
        assert.ok(await chosen(page), key);
      }
      assert.equal(await field(page).getAttribute('aria-expanded'), 'true');
    });
  });

  test(`${finds} Enter opens the chosen entry, Ctrl+Enter in a new tab, a click as well`, async () => {
    await visit(server.home + method, async (page, context) => {
      await ask(page, 'rent letter nobody');
      const [tab] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Control+Enter')]);
      await tab.waitForLoadState();
      assert.equal(tab.url(), `${server.home}stories/the-rent-letter-nobody-opened/`);
      assert.equal(page.url(), server.home + method);
      await follow(page, () => page.keyboard.press('Enter'), `${server.home}stories/the-rent-letter-nobody-opened/`);
      await ask(page, 'asset');
      const [title] = await options(page).first().locator('b').allInnerTexts();
      await follow(page, () => options(page).first().click(), (url) => !url.pathname.includes('rent-letter'));
      assert.equal(await page.locator('h1').innerText(), title);
    });
  });

  test(`${finds} a result has its kind, its title and its sentence with the words marked; how many is announced`, async () => {
    await visit(server.home + method, async (page) => {
      await ask(page, 'envelopes');
      const first = options(page).first();
      await first.locator('.sentence mark').first().waitFor();
      assert.match(await first.locator('.badge, .chip').innerText(), /\w/);
      const marked = await options(page).locator('mark').allInnerTexts();
      assert.ok(marked.length > 0 && marked.every((words) => /^envelopes?$/i.test(words)), `${marked}`);
      assert.match(await page.locator('dialog [role=status]').innerText(), /^\d+ results?$/);
      const groups = await dialogOf(page).locator('[role=group]').evaluateAll((groups) => groups.map((group) => group.ariaLabel));
      assert.equal(new Set(groups).size, groups.length);
    });
  });
}
