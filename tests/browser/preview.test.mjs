// `copsite serve` in a browser: an edit shows by itself, an error lies over the page until it is mended.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { launch, withPage } from './support/browser.mjs';
import { copsite, day, exampleSite } from './support/site.mjs';

const story = 'content/stories/four-days-without-power.md';

let folder, program, home, browser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copsite-preview-'));
  await cp(exampleSite, folder, { recursive: true });
  program = spawn(copsite, ['serve', '--root', folder, '--port', '0', '--as-of', day], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: program.stderr })) {
    home = /http:\/\/\S+/.exec(line)?.[0];
    if (home) break;
  }
  program.stderr.resume();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  program?.kill();
  await rm(folder, { recursive: true, force: true });
});

test('an edit shows without a reload by hand, at the same place of the page', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${home}stories/four-days-without-power/`);
    await page.evaluate(() => scrollTo(0, 300));
    const text = await readFile(join(folder, story), 'utf8');
    await writeFile(join(folder, story), `${text}\nThe lights came back on a Friday.\n`);
    await page.getByText('The lights came back on a Friday.').waitFor();
    await page.waitForFunction(() => scrollY === 300);
    await writeFile(join(folder, story), text);
    await page.getByText('The lights came back on a Friday.').waitFor({ state: 'detached' });
  });
});

test('an error lies over the page with its place and its help, and goes when it is mended', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${home}stories/four-days-without-power/`);
    const title = await page.locator('h1').textContent();
    const overlay = page.locator('copsite-problems');
    const text = await readFile(join(folder, story), 'utf8');
    await writeFile(join(folder, story), text.replace(/^title = /m, 'title = ['));
    await overlay.waitFor();
    assert.match(await overlay.locator('pre').textContent(), /content\/stories\/four-days-without-power\.md:\d+:\d+/);
    assert.equal(await page.locator('h1').textContent(), title);
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'detached' });
    await page.reload();
    await overlay.waitFor();
    await writeFile(join(folder, story), text);
    await overlay.waitFor({ state: 'detached' });
  });
});
