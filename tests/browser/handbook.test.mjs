// T47: the theme Handbook passes what Loom does, over the same sites: T01 to T11, T13 to T15, T22, T23 and T40 to T42, on the
// types of page it lays out in its own way and some that it leaves to Loom; with COPSITE_LONG set, on all types.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { testMenu, testViolations } from './support/axe.mjs';
import { becomes, withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { testPaper } from './support/colours.mjs';
import { testKeyboard } from './support/keyboard.mjs';
import { contents, outline, overflow, smallTargets } from './support/looks.mjs';
import { isLong, types } from './support/pages.mjs';
import { testStill } from './support/paint.mjs';
import { testAtHome, testAttributes, testOnDisk, testWithoutScript } from './support/reach.mjs';
import { testDialog } from './support/search.mjs';
import { testBare, testCrowded, testHeader, testMirrored } from './support/shapes.mjs';
import { files } from './support/site.mjs';
import { at, testLooks } from './support/survey.mjs';

const own = ['home', 'method', 'story', 'event', 'guide', 'community', 'domain', 'kind index', 'coverage', 'graph', 'weave', 'search', 'not found', 'another language'];
const looked = own.map((type) => [type, types[type]]);
const some = isLong ? types : Object.fromEntries(looked);
const paths = Object.values(some);

example('some folder/below', 'handbook');

const looks = [390, 1440].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));
testViolations('T47 axe finds nothing in Handbook', looks, async () => looked);
testMenu('T47, T01 axe finds nothing in Handbook');

const sideways = { 'T47 no page scrolls sideways in Handbook': overflow };
const pressed = { 'T47 what can be pressed in Handbook is at least 24 px high and wide': smallTargets };
testLooks({ viewport: { width: 1440, height: 900 } }, async () => paths, {
  ...at(1440, { ...sideways, ...pressed }),
  ...at(1024, sideways),
  ...at(768, sideways),
  ...at(390, pressed),
  ...at(320, sideways),
});
testLooks({ javaScriptEnabled: false }, async () => paths, {
  'T47 the pages of Handbook have their headings and landmarks in order': { look: outline },
  'T47 the pages of Handbook have their contents in order': { look: contents },
});

const stops = ['home', 'method', 'community', 'coverage'];
testKeyboard('T47, T04 in Handbook', Object.entries(some).filter(([type]) => isLong || stops.includes(type)));
testAtHome('T47, T06, T13 in Handbook', some);
testWithoutScript('T47, T07 in Handbook', some);
testAttributes('T47, T13 in Handbook');
testOnDisk('T47, T08, T09 in Handbook', some);
testStill('T47, T10 in Handbook', some);
testDialog('T47, T14 in Handbook', 'T47, T15 in Handbook');
testPaper('T22 in Handbook');
testBare('T41', 'handbook');
testCrowded('T42', 'handbook');
// Its style sheets stand on those of Loom, of which the same is asked in every run.
if (isLong) {
  testMirrored('T40', 'handbook', { before: '.site-head', after: '.rail' });
  testHeader('T42', 'handbook');
}

test('T47 Handbook stays within the budgets of style sheet, script and pages', async () => {
  for (const file of await files(site.output)) {
    const limit = /^assets\/style\./.test(file) ? 14 : /^assets\/theme\./.test(file) ? 4 : file.endsWith('.html') ? 40 : Infinity;
    assert.ok(gzipSync(await readFile(join(site.output, file))).length <= limit * 1024, file);
  }
});

test('the tree leads everywhere, shows where one is, and stays as it was left', async () => {
  await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.goto(server.home + types.domain);
    const branch = (name) => page.locator(`[data-branch="${name}"]`);
    assert.equal(await branch('domains').getAttribute('open'), '');
    assert.equal(await branch('domains').locator('[aria-current="page"]').textContent(), await page.locator('h1').textContent());
    await branch('communities').locator('summary').click();
    await becomes(() => branch('communities').getAttribute('open'), null);
    await page.goto(server.home + types.method);
    await page.waitForFunction(() => !document.querySelector('[data-branch="communities"]').open);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });
});

test('without script the tree opens on a narrow screen', async () => {
  await withPage(browser, { viewport: { width: 390, height: 800 }, javaScriptEnabled: false }, async (page) => {
    await page.goto(server.home + types.method);
    const link = page.locator('[data-branch="communities"] a').nth(1);
    assert.equal(await link.isVisible(), false);
    await page.locator('.menu-btn').click();
    await link.waitFor({ state: 'visible' });
  });
});
