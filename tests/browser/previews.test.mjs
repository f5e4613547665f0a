// T33: what a link leads to is shown beside it while it is pointed at or has the focus.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import { withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { copsite, files } from './support/site.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const story = 'stories/the-rent-letter-nobody-opened/';

example();

const preview = (page) => page.locator('.preview');
const link = (page) => page.locator('.prose p a[href*="methods/"]').first();
const overlaps = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

for (const width of [390, 1440]) {
  test(`T33 pointing at a link shows kind, title and summary beside it, at ${width} px`, async () => {
    await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
      await page.goto(server.home + story);
      await link(page).hover();
      await preview(page).waitFor();
      const [title, ...lede] = await Promise.all(['h1', '.lede'].map(async (part) => {
        const html = await readFile(join(site.output, 'methods/reading-post-together/index.html'), 'utf8');
        return page.evaluate(([html, part]) => new DOMParser().parseFromString(html, 'text/html').querySelector(part).textContent, [html, part]);
      }));
      assert.deepEqual(await preview(page).locator('> *').allTextContents(), ['Method', title, ...lede]);
      const [box, around] = await Promise.all([preview(page).boundingBox(), link(page).boundingBox()]);
      assert.ok(!overlaps(box, around), 'it covers its link');
      assert.ok(box.x >= 0 && box.x + box.width <= width, 'it is off the page');
      assert.ok(await preview(page).locator('use').evaluate((use) => document.querySelector(use.getAttribute('href')) !== null), 'no icon');

      await preview(page).hover();
      await page.waitForTimeout(400);
      assert.equal(await preview(page).count(), 1, 'it goes while it is pointed at');
      await page.mouse.move(2, 2);
      await preview(page).waitFor({ state: 'detached' });
    });
  });
}

test('T33 the keyboard shows a preview too, Escape closes it, and nothing in it takes the focus or is read', async () => {
  await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.goto(server.home + story);
    await page.locator('h1').click();
    for (let steps = 0; steps < 60 && !(await page.evaluate(() => document.activeElement.matches('.prose p a[href*="methods/"]'))); steps++) await page.keyboard.press('Tab');
    await preview(page).waitFor();
    assert.equal(await preview(page).getAttribute('aria-hidden'), 'true');
    assert.equal(await preview(page).locator('a, button, input, [tabindex]').count(), 0);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map(({ id }) => id), []);
    await page.keyboard.press('Escape');
    assert.equal(await preview(page).count(), 0);
    assert.ok(await page.evaluate(() => document.activeElement.matches('.prose a')), 'the focus went away');
  });
});

test('T33 links of the menu, of lists that show the same, and out of the site have no preview', async () => {
  await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
    for (const [path, selector] of [['methods/', '.entry h3 a'], [story, '.site-head nav a'], [story, '.crumbs a'], [story, '.tools-narrow a, .rail-tools a']]) {
      await page.goto(server.home + path);
      await page.locator(selector).filter({ visible: true }).first().hover();
      await page.waitForTimeout(700);
      assert.equal(await preview(page).count(), 0, selector);
    }
  });
});

test('T33 a finger, a folder on a disk and a reader who saves data get none, and load nothing for it', async () => {
  const loads = async (options, address, point) => withPage(browser, options, async (page) => {
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address);
    await point(page);
    await page.waitForTimeout(700);
    assert.equal(await preview(page).count(), 0);
    return requests.filter((url) => url.includes('previews/'));
  });
  const wide = { viewport: { width: 1440, height: 900 } };
  const hover = (page) => link(page).hover();
  assert.deepEqual(await loads(wide, `${pathToFileURL(join(site.output, story, 'index.html'))}`, hover), []);
  const press = (page) => page.locator('.prose').first().tap();
  assert.deepEqual(await loads({ viewport: { width: 390, height: 900 }, hasTouch: true, isMobile: true }, server.home + story, press), []);
});

test('the file of a preview is small', async () => {
  const previews = (await files(site.output)).filter((file) => file.startsWith('assets/previews/'));
  assert.ok(previews.length > 1);
  for (const file of previews) assert.ok(gzipSync(await readFile(join(site.output, file))).length < 2.5 * 1024, file);
});

test('a site may do without previews', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'copsite-browser-'));
  try {
    await mkdir(join(folder, 'content/stories'), { recursive: true });
    await writeFile(join(folder, 'copsite.toml'), 'title = "Plain"\n[theme.options]\npreviews = false\n');
    await writeFile(join(folder, 'content/stories/a.md'), '# A\n\nText.\n');
    await promisify(execFile)(copsite, ['build', '--root', folder, '--output', join(folder, 'out'), '--quiet']);
    const built = await files(join(folder, 'out'));
    assert.deepEqual(built.filter((file) => /previews\/.*json/.test(file)), []);
    assert.ok(!(await readFile(join(folder, 'out/stories/a/index.html'), 'utf8')).includes('data-previews'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
