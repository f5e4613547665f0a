// `copsite serve` in a browser: an edit shows by itself, an error lies over the page until it is mended.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { violations } from './support/axe.mjs';
import { launch, withPage } from './support/browser.mjs';
import { copsite, day, exampleSite } from './support/site.mjs';

const story = 'content/stories/four-days-without-power.md';

// As editors save: a new file takes the old one's place.
const save = async (file, text) => {
  await writeFile(join(folder, `${file}.new~`), text);
  await rename(join(folder, `${file}.new~`), join(folder, file));
};

// A page that is loaded again loses what was written into its window.
const mark = (page) => page.evaluate(() => (window.mark = true));
const isMarked = (page) => page.evaluate(() => window.mark === true);

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
    await page.waitForFunction(() => scrollY === 300);
    const text = await readFile(join(folder, story), 'utf8');
    await writeFile(join(folder, story), `${text}\nThe lights came back on a Friday.\n`);
    await page.getByText('The lights came back on a Friday.').waitFor();
    // Where the fonts came too late for the first page and not for the second, the same line stands a little further on.
    await page.waitForFunction(() => Math.abs(scrollY - 300) < 60);
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
    assert.equal(await overlay.evaluate((host) => getComputedStyle(host).position), 'fixed');
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

test('an error lies over an open dialog, and Escape takes it away before the dialog', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${home}accessibility/`);
    await page.keyboard.press('/');
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    const overlay = page.locator('copsite-problems');
    const text = await readFile(join(folder, story), 'utf8');
    await writeFile(join(folder, story), text.replace(/^title = /m, 'title = ['));
    await overlay.waitFor();
    // Of the top layer, what came last is on top.
    assert.equal(await overlay.evaluate((host) => host.matches(':popover-open')), true);
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'detached' });
    assert.equal(await dialog.count(), 1);
    await save(story, text);
    // The next test begins with a site that is whole.
    await page.reload();
    await overlay.waitFor({ state: 'detached' });
  });
});

test('a style sheet is exchanged without loading the page again', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${home}stories/four-days-without-power/`);
    await mark(page);
    await page.evaluate(() => scrollTo(0, 250));
    const colour = () => page.evaluate(() => getComputedStyle(document.querySelector('h1')).color);
    await mkdir(join(folder, 'assets/css'), { recursive: true });
    for (const rgb of ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']) {
      await save('assets/css/site.css', `h1 { color: ${rgb} !important; }`);
      await page.waitForFunction((rgb) => getComputedStyle(document.querySelector('h1')).color === rgb, rgb);
      assert.equal(await page.locator('link[rel=stylesheet]').count(), 1);
    }
    assert.equal(await isMarked(page), true);
    assert.equal(await page.evaluate(() => scrollY), 250);
    await rm(join(folder, 'assets/css'), { recursive: true });
    await page.waitForFunction((before) => getComputedStyle(document.querySelector('h1')).color !== before, await colour());
  });
});

test('what is edited elsewhere is told with a link, and the page that is read stays', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${home}accessibility/`);
    await mark(page);
    const text = await readFile(join(folder, story), 'utf8');
    await save(story, `${text}\nThe lights came back on a Friday.\n`);
    const note = page.locator('copsite-note');
    await note.getByRole('link').waitFor();
    assert.equal(await isMarked(page), true);
    await note.getByRole('link').click();
    await page.getByText('The lights came back on a Friday.').waitFor();
    assert.equal(await note.count(), 0);
    await save(story, text);
    await page.getByText('The lights came back on a Friday.').waitFor({ state: 'detached' });
    assert.equal(await note.count(), 0, 'the page itself needs no note');
  });
});

test('a broken template and a broken configuration lie over the page until they are mended', async () => {
  await withPage(browser, {}, async (page) => {
    await page.goto(`${home}accessibility/`);
    await mark(page);
    const overlay = page.locator('copsite-problems');
    await mkdir(join(folder, 'templates'), { recursive: true });
    await save('templates/item.html', '{% if %}');
    await overlay.getByText('templates/item.html:1').waitFor();
    await rm(join(folder, 'templates'), { recursive: true });
    await overlay.waitFor({ state: 'detached' });
    const config = await readFile(join(folder, 'copsite.toml'), 'utf8');
    await save('copsite.toml', config.replace(/^title/m, 'titel'));
    await overlay.getByText('copsite.toml:').waitFor();
    await save('copsite.toml', config);
    await overlay.waitFor({ state: 'detached' });
    assert.equal(await isMarked(page), true, 'an overlay comes and goes without loading the page again');
    await save('copsite.toml', config.replace(/^title = .*/m, 'title = "Another name"'));
    await page.getByText('Another name').first().waitFor();
    await save('copsite.toml', config);
    await page.getByText('Another name').first().waitFor({ state: 'detached' });
  });
});

test('a page that is not published says so where it would be, and leads to all that is not', async () => {
  await withPage(browser, {}, async (page) => {
    await writeFile(join(folder, 'content/stories/not-yet.md'), '---\ntitle: Not yet\ndraft: true\n---\nWait.\n');
    const badge = page.locator('copsite-badge');
    await page.goto(`${home}stories/not-yet/`);
    await badge.getByText('Draft: not published').waitFor();
    await badge.getByRole('link').click();
    await page.getByRole('heading', { name: 'Not published' }).waitFor();
    await page.getByText('Not yet').waitFor();
    await rm(join(folder, 'content/stories/not-yet.md'));
    await page.getByText('Not yet').waitFor({ state: 'detached' });
  });
});

test('what the preview adds is as accessible as the site: overlay, badge, note and the page for the writer', async (t) => {
  const text = await readFile(join(folder, story), 'utf8');
  await writeFile(join(folder, 'content/stories/not-yet.md'), '---\ntitle: Not yet\ndraft: true\n---\nSee [[nowhere]] and The rent letter nobody opened.\n');
  // Nothing new is shown while something is broken.
  await withPage(browser, {}, async (page) => {
    await page.goto(`${home}stories/not-yet/`);
    await page.locator('copsite-badge').waitFor();
  });
  await save(story, text.replace(/^title = /m, 'title = ['));
  for (const width of [390, 1440]) {
    for (const colorScheme of ['light', 'dark']) {
      await t.test(`${width} px, ${colorScheme}`, () =>
        withPage(browser, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
          await page.goto(`${home}stories/not-yet/`);
          // Before the preview has seen what was saved, it would load the page once more and take the note away.
          await page.locator('copsite-problems').waitFor();
          await page.evaluate(() => sessionStorage.setItem('copsite-note', '{"edited":[{"title":"A story","url":"/"}],"others":2}'));
          await page.reload();
          for (const name of ['copsite-problems', 'copsite-badge', 'copsite-note']) await page.locator(name).waitFor();
          assert.deepEqual(await violations(page), []);
          await page.goto(new URL('/__copsite/', home).href);
          await page.locator('.rows li').first().waitFor();
          assert.deepEqual(await violations(page), []);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'it scrolls sideways');
        }),
      );
    }
  }
  await save(story, text);
  await rm(join(folder, 'content/stories/not-yet.md'));
});
