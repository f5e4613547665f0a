// What a reader does with keyboard and pointer: T04 stops and their outline, T16 colours, T21 motion,
// T23 the contents follow the reader, T32 tables scroll by keyboard, T34 copy buttons.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { withPage } from './support/browser.mjs';
import { browser, example, server } from './support/example.mjs';
import { testKeyboard } from './support/keyboard.mjs';
import { types } from './support/pages.mjs';

example();

const wide = { viewport: { width: 1440, height: 900 } };
const some = Object.entries(types).filter(([type]) => ['home', 'kind index', 'method', 'community', 'coverage', 'contribute', 'search'].includes(type));

testKeyboard('T04', some);

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('T16 the colour switch goes round three states, says so, and is there again before anything is painted', async () => {
  await withPage(browser, { ...wide, colorScheme: 'light' }, async (page, context) => {
    await page.goto(server.home);
    const system = await background(page);
    const button = page.locator('.site-head [data-theme-switch]');
    await button.click();
    assert.equal(await background(page), system);
    await button.click();
    const dark = await background(page);
    assert.notEqual(dark, system);
    assert.equal(await page.locator('#_live').textContent(), 'Colours: dark');

    // The colours that were chosen hold at the first moment at which there is a body.
    await context.addInitScript(() => {
      new MutationObserver((_, watch) => {
        if (!document.body) return;
        window.firstTheme = document.documentElement.dataset.theme;
        watch.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(`${server.home}methods/`);
    assert.equal(await page.evaluate(() => window.firstTheme), 'dark');
    assert.equal(await background(page), dark);
    await page.locator('.site-head [data-theme-switch]').click();
    assert.equal(await background(page), system);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  });
});

test('T21 who wants less motion gets none', async () => {
  await withPage(browser, { ...wide, reducedMotion: 'reduce' }, async (page) => {
    for (const [type, path] of some) {
      await page.goto(server.home + path);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll('*')].filter((one) => {
          const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(one);
          const lasts = (list) => list.split(',').some((duration) => parseFloat(duration) > 0);
          return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration)) || scrollBehavior === 'smooth';
        }).length,
      );
      assert.equal(moving, 0, type);
    }
  });
});

test('T23 the contents mark the part that is being read, and leave the address alone', async () => {
  await withPage(browser, wide, async (page) => {
    await page.goto(server.home + types.method);
    const links = page.locator('.toc-wide a');
    const names = await links.allTextContents();
    assert.ok(names.length > 3);
    for (const index of [1, names.length - 2]) {
      const heading = (await links.nth(index).getAttribute('href')).slice(1);
      await page.evaluate((id) => document.getElementById(id).scrollIntoView(), heading);
      await page.waitForFunction((name) => document.querySelector('.toc-wide [aria-current]')?.textContent === name, names[index]);
      assert.equal(await page.locator('.toc-wide [aria-current="true"]').count(), 1);
    }
    assert.ok(!page.url().includes('#'));
  });
});

test('T32 a table that is wider than its place can be reached and scrolled by keyboard', async () => {
  await withPage(browser, { viewport: { width: 390, height: 800 } }, async (page) => {
    for (const path of [types.community, types.coverage, types.bridges, types.method]) {
      await page.goto(server.home + path);
      const regions = page.locator('.scroll:has(table)');
      for (let index = 0; index < (await regions.count()); index++) {
        const region = regions.nth(index);
        const { named, stops, wider } = await region.evaluate((one) => ({
          named: one.getAttribute('role') === 'region' && Boolean(one.getAttribute('aria-label') || document.getElementById(one.getAttribute('aria-labelledby'))?.textContent.trim()),
          stops: one.tabIndex === 0,
          wider: one.scrollWidth > one.clientWidth,
        }));
        assert.ok(named && stops, `${path}: table ${index}`);
        if (!wider) continue;
        await region.focus();
        await page.keyboard.press('ArrowRight');
        await page.waitForFunction((number) => document.querySelectorAll('.scroll:has(table)')[number].scrollLeft > 0, index);
      }
      const loose = await page.locator('table').evaluateAll((tables) => tables.filter((table) => table.scrollWidth > table.parentElement.clientWidth && !table.closest('.scroll')).length);
      assert.equal(loose, 0, path);
    }
  });
});

test('T34 a copy button copies exactly the text of its block and says so', async () => {
  await withPage(browser, { ...wide, permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    for (const path of ['writing-here/', types.method, types.contribute]) {
      await page.goto(server.home + path);
      const boxes = page.locator('.copybox:visible');
      assert.ok((await boxes.count()) > 0, path);
      for (let index = 0; index < Math.min(4, await boxes.count()); index++) {
        const box = boxes.nth(index);
        await box.locator('.bar button').click();
        await box.locator('.bar button', { hasText: 'Copied' }).waitFor();
        assert.equal(await page.locator('#_live').textContent(), 'Copied');
        const shown = await box.locator('pre').evaluate((pre) => {
          const lines = [...pre.querySelectorAll('.line')];
          return lines.length ? lines.map((line) => line.textContent.replace(/\n$/, '')).join('\n') : pre.textContent;
        });
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.equal(copied.trimEnd(), shown.trimEnd(), path);
      }
    }
  });
});
