// T40 to T42: sites of other shapes than the example, in a theme: from right to left, with nothing or one entry, and with
// all that is long or many.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './axe.mjs';
import { withPage } from './browser.mjs';
import { browser } from './example.mjs';
import { overflow } from './looks.mjs';
import { isLong } from './pages.mjs';
import { pages, serve } from './site.mjs';
import { adversarial, arabic, empty, inLanguage, inTheme, single, withBuilt } from './sites.mjs';

/** Builds a site of the given files in a theme, serves it and hands its pages to `look`. */
export const withServed = (contents, theme, look) =>
  withBuilt(inTheme(contents, theme), async (output) => {
    const server = await serve(output);
    await look(server.home, await pages(output)).finally(() => server.stop());
  });

/** In a long run all paths, else one of those that differ in their numbers only. */
const different = (paths) => {
  const shape = (path) => path.replaceAll(/\d+/g, '');
  return isLong ? paths : paths.filter((path, at) => paths.findIndex((other) => shape(other) === shape(path)) === at);
};

const box = (page, selector) => page.locator(selector).filter({ visible: true }).first().evaluate((one) => one.getBoundingClientRect().toJSON());

/** `sides`: what stands before a text and after it, in the direction of reading. */
export function testMirrored(title, theme, sides) {
  test(`${title} from right to left nothing scrolls sideways, axe finds nothing, and what stands beside a text changes sides, in ${theme}`, async () => {
    await withServed(arabic, theme, async (home, paths) => {
      for (const width of [320, 1440]) {
        await withPage(browser, { viewport: { width, height: 900 }, reducedMotion: 'reduce' }, async (page) => {
          for (const path of different(paths)) {
            await page.goto(home + path);
            assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl', path);
            assert.equal(await page.evaluate(overflow), null, `${path} at ${width}`);
            if (width === 1440) assert.deepEqual(await violations(page), [], path);
          }
          if (width < 1440) return;
          await page.goto(`${home}stories/s1/`);
          const [text, before, after] = await Promise.all(['.prose p', sides.before, sides.after].map((selector) => box(page, selector)));
          assert.ok(before.left > text.right - 1, `${sides.before} does not stand on the right`);
          assert.ok(after.right < text.left + 1, `${sides.after} does not stand on the left`);
        });
      }
    });
  });
}

export function testBare(title, theme) {
  for (const [what, contents] of [['nothing', empty], ['one piece of one community', single]]) {
    test(`${title} a site with ${what} has no page that scrolls sideways, has no main heading, holds nothing or breaks a rule of axe, in ${theme}`, async () => {
      await withServed(contents, theme, async (home, paths) => {
        assert.ok(paths.length > 3);
        await withPage(browser, { viewport: { width: 320, height: 800 }, reducedMotion: 'reduce' }, async (page) => {
          for (const path of different(paths)) {
            await page.goto(home + path);
            assert.equal(await page.evaluate(overflow), null, path);
            assert.equal(await page.locator('h1').count(), 1, path);
            assert.ok((await page.locator('main').innerText()).length > 20, path);
            assert.deepEqual(await violations(page), [], path);
          }
        });
      });
    });
  }
}

const crowded = ['', 'stories/', 'stories/s0/', 'communities/', 'communities/c0/', 'domains/d0/', 'tags/', 'weaver/', 'weaver/bridges/', 'weaver/coverage/', 'weaver/gaps/', 'weaver/graph/', 'search/', 'practice/'];

/** How many headings, chips and badges lie on another. */
const covered = (page) =>
  page.locator('main h1, main h2, main h3, main .chip, main .badge').evaluateAll((all) => {
    const shown = all.filter((one) => one.checkVisibility() && !one.closest('.vh, svg, details:not([open])')).map((one) => one.getBoundingClientRect()).filter((box) => box.width > 2);
    const crosses = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return shown.filter((a, i) => shown.some((b, j) => j > i && crosses(a, b))).length;
  });

export function testCrowded(title, theme) {
  test(`${title} long words, long titles, forty tags and sixty communities neither overflow nor lie on one another, in ${theme}`, async () => {
    await withServed(adversarial, theme, async (home) => {
      for (const width of [320, 1440]) {
        await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
          for (const path of crowded) {
            await page.goto(home + path);
            assert.equal(await page.evaluate(overflow), null, `${path} at ${width}`);
            assert.equal(await covered(page), 0, `${path} at ${width}`);
          }
        });
      }
    });
  });
}

const titles = { de: 'Arbeitsgemeinschaft für Wohnungslosenhilfe und Verwaltungspraxis in Bund', en: 'Policy Practice Network for Wales and the Marches' };
const widths = [320, 390, 480, 640, 768, 1000, 1024, 1040, 1060, 1100, 1200, 1280, 1360, 1440, 1600];

/** What of the header stands outside of the window, and how high the header is where it is no column. */
const header = () => {
  const head = document.querySelector('.site-head').getBoundingClientRect();
  const shown = [...document.querySelectorAll('.site-head :is(a, button)')].filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect());
  const out = shown.filter((box) => box.width > 2 && (box.left < -1 || box.right > innerWidth + 1)).length;
  return { out, high: head.height < innerHeight ? head.height : 0 };
};

export function testHeader(title, theme) {
  for (const lang of ['en', 'de', 'fr', 'es', 'cy', 'ar']) {
    test(`${title} the header fits at every width in ${lang}, whatever the site is called, in ${theme}`, async () => {
      for (const name of ['A', titles[lang] ?? titles.en]) {
        await withServed(inLanguage(single, lang, name), theme, async (home) => {
          await withPage(browser, {}, async (page) => {
            await page.goto(`${home}stories/a/`);
            for (const width of isLong ? Array.from({ length: 161 }, (_, n) => 320 + 8 * n) : widths) {
              await page.setViewportSize({ width, height: 800 });
              assert.equal(await page.evaluate(overflow), null, `${name} at ${width}`);
              const { out, high } = await page.evaluate(header);
              assert.ok(out === 0 && high <= 144, `${name} at ${width}: ${out} outside, ${high} px high`);
            }
          });
        });
      }
    });
  }
}
