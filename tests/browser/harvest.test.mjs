// T28: every meter has a name, says in words what it shows, and what is kept links to what is behind it.

import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';

example();

/** Every commitment that a page shows with a meter. */
const commitments = () =>
  [...document.querySelectorAll('meter')].map((meter) => {
    const named = meter.getAttribute('aria-label') ?? document.getElementById(meter.getAttribute('aria-labelledby'))?.textContent;
    const place = meter.closest('li, td');
    return {
      name: named?.trim() ?? '',
      value: meter.value,
      promised: meter.max,
      words: meter.textContent.trim(),
      shown: place.querySelector('.tx, .state').textContent.trim(),
      links: [...place.querySelectorAll('.ev a')].map((link) => link.href),
    };
  });

const pages = ['harvest/', 'harvest/2026/', 'harvest/2026/resilience/', 'communities/citizenship/'];

for (const width of [390, 1440]) {
  test(`T28 the harvest says in words what its meters show, at ${width} px`, async () => {
    await withPage(browser, { viewport: { width, height: 900 }, javaScriptEnabled: false }, async (page) => {
      for (const path of pages) {
        await page.goto(server.home + path);
        const found = await page.evaluate(commitments);
        assert.ok(found.length >= 6, path);
        for (const { name, value, promised, words, shown, links } of found) {
          assert.ok(name, `${path}: a meter without a name`);
          assert.equal(words, shown);
          const kept = /^(\d+)(?: of (\d+)|, promised (\d+))$/.exec(words);
          if (!kept) {
            assert.match(words, /^(Under way|Open)$/);
            assert.equal(value, words === 'Open' ? 0 : 0.5, name);
            continue;
          }
          const done = Number(kept[1]);
          assert.equal(Number(kept[2] ?? kept[3]), promised, name);
          assert.equal(value, Math.min(done, promised), name);
          assert.ok(links.length > 0, `${path}: ${name} links to nothing`);
          for (const link of links) await access(join(site.output, link.slice(server.home.length), 'index.html'));
        }
      }
    });
  });
}

test('cards of communities have as many stitches as promises', async () => {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.home}communities/`);
    const cards = await page.locator('.cop').evaluateAll((all) =>
      all.map((card) => [card.querySelectorAll('.stitch i').length, card.querySelectorAll('.stitch .full').length, card.querySelector('dl dd:last-child').textContent.trim()]),
    );
    assert.deepEqual(cards.map(([all]) => all), [6, 6, 6, 6]);
    for (const [all, full, words] of cards) assert.equal(words, `${full} of ${all} kept`);
  });
});
