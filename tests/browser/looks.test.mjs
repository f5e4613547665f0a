// What a reader sees: T17 contrast, T19 no hue alone, T20 forced colours, T22 on paper, T35 notes, T40 from
// right to left, T41 a site with nothing and with one piece, T42 long words and many tags.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './support/browser.mjs';
import { faintTexts, testPaper } from './support/colours.mjs';
import { browser, example, server } from './support/example.mjs';
import { types } from './support/pages.mjs';
import { testBare, testCrowded, testHeader, testMirrored, withServed } from './support/shapes.mjs';
import { adversarial, arabic } from './support/sites.mjs';
import { testLooks } from './support/survey.mjs';

example();

// What has the hue of a kind and neither icon nor shape.
const hueAlone = () =>
  [...document.querySelectorAll('main [data-kind]:not([data-kind="ink"], .facts:not(.letter))')]
    .filter((one) => !(one instanceof SVGElement) && !one.querySelector('svg'))
    .map((one) => one.outerHTML.slice(0, 100));

testLooks({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' }, async () => Object.values(types), {
  'T17 every text has a contrast of 7 to what is behind it, light': { colorScheme: 'light', look: faintTexts },
  'T17 every text has a contrast of 7 to what is behind it, dark': { colorScheme: 'dark', look: faintTexts },
  'T19 what has the hue of a kind has its icon or shape beside it': { look: hueAlone },
});

test('T20 with forced colours badges, gaps, callouts, chips and what is current still show', async () => {
  await withPage(browser, { viewport: { width: 1440, height: 900 }, forcedColors: 'active' }, async (page) => {
    const seen = {};
    const wanted = ['.badge', '.gap', '.callout', '.chip', '.facts', '.nav [aria-current]', '.toc [aria-current]', '.stages [aria-current]', '.invite', '.loom .m', '.band rect'];
    for (const path of ['', types.method, types.community, types['kind index'], 'writing-here/']) {
      await page.goto(server.home + path);
      for (const selector of wanted) {
        const parts = page.locator(selector).filter({ visible: true });
        if (seen[selector] || (await parts.count()) === 0) continue;
        // A line, a filling or a border that differs from the ground, whatever the text says.
        seen[selector] = await parts.first().evaluate((one) => {
          const ground = getComputedStyle(document.body).backgroundColor;
          const { fill, stroke, backgroundColor, borderColor, borderTopWidth, borderInlineStartWidth, outlineStyle, boxShadow, fontWeight } = getComputedStyle(one);
          const has = (colour) => colour && colour !== 'none' && colour !== ground && colour !== 'rgba(0, 0, 0, 0)';
          if (one instanceof SVGElement) return has(fill) || has(stroke);
          const lined = parseFloat(borderTopWidth) > 0 || parseFloat(borderInlineStartWidth) > 0;
          return has(backgroundColor) || (lined && has(borderColor)) || outlineStyle !== 'none' || boxShadow !== 'none' || Number(fontWeight) >= 600;
        });
      }
    }
    assert.deepEqual(wanted.filter((selector) => !seen[selector]), []);
  });
});

testPaper('T22');

const boxes = (page, selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));

test('T35 a note stands in the margin on a wide page and under its paragraph on a narrow one, linked both ways', async () => {
  for (const width of [1440, 390]) {
    await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
      await page.goto(server.home + types.story);
      const notes = page.locator('.sidenote');
      assert.ok((await notes.count()) > 0);
      for (const note of await notes.all()) {
        const id = await note.getAttribute('id');
        const mark = page.locator(`.prose a[href="#${id}"]`).first();
        const back = (await note.locator('a[href^="#"]').last().getAttribute('href')).slice(1);
        assert.ok(await mark.evaluate((link, back) => link.id === back || link.closest(`[id="${back}"]`) !== null, back), `${id} does not lead back`);
        const [there, here] = await Promise.all([note.boundingBox(), mark.boundingBox()]);
        if (width === 1440) assert.ok(there.x > here.x && there.x > 900, 'not in the margin');
        else assert.ok(there.y > here.y && there.x < 100, 'not under its paragraph');
      }
      const [facts] = await boxes(page, '.facts');
      for (const note of await boxes(page, '.sidenote')) assert.ok(note.top >= facts.bottom || note.bottom <= facts.top || note.right <= facts.left, 'a note lies on the facts');
    });
  }
});

testMirrored('T40', 'loom', { before: '.rail', after: '.facts' });
testBare('T41', 'loom');
testCrowded('T42', 'loom');
testHeader('T42', 'loom');

test('T40 from right to left the names of the threads stand on the right of all marks', async () => {
  await withServed(arabic, 'loom', async (home) => {
    await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(home);
      const [first, last] = await page.evaluate(() => {
        const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect());
        return [Math.min(...shown('.loom .name').map((box) => box.left)), Math.max(...shown('.loom .m').map((box) => box.right))];
      });
      assert.ok(first >= last, `${first}, ${last}`);
    });
  });
});

test('T40 from right to left the titles in the graph stay in its picture and beside their nodes', async () => {
  await withServed(arabic, 'loom', async (home) => {
    await withPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(`${home}weaver/graph/`);
      const out = await page.evaluate(() => {
        const picture = document.querySelector('svg[aria-labelledby=_graph-t]'), frame = picture.getBoundingClientRect();
        return [...picture.querySelectorAll('text')].map((one) => one.getBoundingClientRect()).filter((box) => box.left < frame.left - 1 || box.right > frame.right + 1).length;
      });
      assert.equal(out, 0);
    });
  });
});

test('T42 a long word in the title of the site leaves the rest of the header its room', async () => {
  const title = 'Bundesarbeitsgemeinschaft Wohnungslosenhilfeeinrichtungen';
  const contents = { ...adversarial, 'copsite.toml': adversarial['copsite.toml'].replace('title = "A"', `title = "${title}"\nlanguage = "de"`) };
  await withServed(contents, 'loom', async (home) => {
    for (const width of [390, 1030, 1100, 1290]) {
      await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
        await page.goto(home);
        const { right, wide } = await page.evaluate(() => ({
          right: Math.max(...[...document.querySelectorAll('.site-head .wrap > *')].filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().right)),
          wide: document.documentElement.scrollWidth,
        }));
        assert.ok(right <= width && wide <= width, `${width}: ${right}, ${wide}`);
      });
    }
  });
});
