// Many looks at each page. To load a page takes longer than any look at it, and so does another width, so that each page
// is loaded once for all looks, and those at one width come one after the other.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './browser.mjs';
import { browser, server } from './example.mjs';

/**
 * A test for each of `looks`, by its title: that its `look`, which runs inside the page, finds nothing on any of the pages
 * of `paths()`. A look may ask for the window's `width`, a `colorScheme`, or a `style` sheet, which all later ones have too.
 */
export function testLooks(options, paths, looks) {
  let surveyed;
  const found = () => (surveyed ??= paths().then((paths) => survey(options, paths, looks)));
  for (const title of Object.keys(looks)) test(title, async () => assert.deepEqual((await found())[title], []));
}

/** What each of `looks` finds, by its title: a text for each problem, with the address of its page. */
async function survey(options, paths, looks) {
  const found = Object.fromEntries(Object.keys(looks).map((title) => [title, []]));
  await withPage(browser, options, async (page) => {
    for (const path of paths) {
      await page.goto(server.home + path);
      for (const [title, { look, width, colorScheme, style }] of Object.entries(looks)) {
        if (width && width !== page.viewportSize().width) await page.setViewportSize({ width, height: 900 });
        if (colorScheme) await page.emulateMedia({ colorScheme });
        if (style) await page.evaluate(addStyle, style);
        const problems = [await page.evaluate(look)].flat().filter(Boolean);
        found[title].push(...problems.map((problem) => `${path} ${problem}`));
      }
    }
  });
  return found;
}

/** Runs inside the page, whose policy stops no style sheet that is made in this way. */
const addStyle = (style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
};

/** Looks at one width, by the titles that are theirs at it. */
export const at = (width, looks, more) =>
  Object.fromEntries(Object.entries(looks).map(([title, look]) => [`${title} at ${width} px`, { width, look, ...more }]));
