// What a reader of a large site downloads for a first search, and how long results take after a letter is typed.
//
//   node benches/search.mjs OUTPUT…
//
// OUTPUT is a folder that copsite built. Reports and promises nothing: for the example site the limits of bytes are held by a
// test (tests/browser/search.test.mjs), those of time by nobody, since they are the machine's.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch, withPage } from '../tests/browser/support/browser.mjs';
import { serve } from '../tests/browser/support/site.mjs';

/** Words from the titles of some entries: what readers look for. */
const words = (page) =>
  page.evaluate(() => [...document.querySelectorAll('main h3 a, main .t')].flatMap((link) => link.textContent.match(/\p{Letter}{5,}/gu) ?? []).slice(0, 40));

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Milliseconds from the last letter of each word to the first result that is there for it. */
async function typed(page, words) {
  const times = [];
  for (const word of words) {
    times.push(
      await page.evaluate(async (word) => {
        const input = document.querySelector('dialog.search input');
        const list = document.querySelector('dialog.search [role=listbox]');
        const settled = () => new Promise((resolve) => {
          const watch = new MutationObserver(() => (watch.disconnect(), resolve(performance.now())));
          watch.observe(list, { childList: true, subtree: true });
          setTimeout(() => resolve(NaN), 2000);
        });
        const type = (text) => {
          input.value = text;
          input.dispatchEvent(new Event('input', { bubbles: true }));
        };
        type(word.slice(0, -1));
        await settled();
        await new Promise((resolve) => setTimeout(resolve, 150));
        const start = performance.now();
        const shown = settled();
        type(word);
        return (await shown) - start;
      }, word),
    );
  }
  return times.filter((time) => !Number.isNaN(time));
}

async function sizes(folder) {
  const files = (await readdir(folder, { recursive: true })).map((file) => join(folder, file));
  const known = await Promise.all(files.map((file) => stat(file)));
  return known.filter((file) => file.isFile()).map(({ size }) => size);
}

/** What is loaded from opening the dialog to the first results with their sentences, in bytes as servers compress them. */
async function first(browser, home, word) {
  return withPage(browser, { viewport: { width: 1280, height: 800 } }, async (page) => {
    await page.goto(home);
    const loaded = [];
    page.on('response', (answer) => loaded.push(answer.body().then((body) => gzipSync(body).length, () => 0)));
    await page.keyboard.press('Control+k');
    await page.locator('dialog.search input').pressSequentially(word, { delay: 30 });
    await page.locator('dialog.search [role=option]').first().waitFor();
    await page.waitForTimeout(800);
    return (await Promise.all(loaded)).reduce((sum, size) => sum + size, 0);
  });
}

const browser = await launch();
for (const output of process.argv.slice(2)) {
  const server = await serve(output);
  const index = await sizes(join(output, 'search'));
  const [looked, times] = await withPage(browser, {}, async (page) => {
    await page.goto(`${server.home}practice/`);
    const found = await words(page);
    await page.keyboard.press('Control+k');
    await page.locator('dialog.search input').fill(found[0]);
    await page.locator('dialog.search [role=option]').first().waitFor();
    return [found, await typed(page, found)];
  });
  const downloads = [];
  for (const word of looked.slice(0, 8)) downloads.push(await first(browser, server.home, word));
  console.log(`${output}: index ${index.reduce((sum, size) => sum + size, 0)} bytes in ${index.length} files`);
  console.log(`  first search of ${downloads.length} words: at most ${Math.max(...downloads)} bytes, median ${median(downloads)}`);
  console.log(`  typing to results, ${times.length} words: median ${median(times).toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms`);
  await server.stop();
}
await browser.close();
