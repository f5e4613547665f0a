// What is painted and what it is painted from: T10 nothing moves, also where a font is late or never comes, T18 the colours of kinds, T36 pictures, T39 languages.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { clampRgb, converter, differenceCiede2000, parse } from 'culori';
import { withPage } from './support/browser.mjs';
import { browser, example, server } from './support/example.mjs';
import { observed, onEach, testStill } from './support/paint.mjs';
import { types } from './support/pages.mjs';
import { listening, serve } from './support/site.mjs';
import { single, withBuilt } from './support/sites.mjs';

example();

testStill('T10', types);

/** Of all lengths, so that some have a line more or less in any other typeface. */
const paragraphs = Array.from({ length: 40 }, (_, n) => 'We had rewritten the arrears letter four times and nobody had opened it once. '.repeat(4).slice(0, 40 + ((n * 37) % 270)));

/** A site with a typeface of its own, narrower than the one that stands in for it. */
const withFont = async (theme) => ({
  ...single,
  'content/stories/a.md': single['content/stories/a.md'] + paragraphs.join('\n\n'),
  'copsite.toml': `${single['copsite.toml']}\n[theme]\nname = "${theme}"\n[theme.tokens]\nfont-voice = "monospace"\n[theme.fonts]\nvoice = "fonts/narrow.ttf"\n`,
  'static/fonts/narrow.ttf': await readFile('/usr/share/fonts/truetype/noto/NotoSerif-Bold.ttf'),
});

/** The first text that is painted on the page that is open. */
const painted = (page) =>
  page.waitForFunction(() => new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.element?.textContent)).observe({ type: 'largest-contentful-paint', buffered: true })));

const shifts = async (page) => (await observed(page, 'layout-shift')).filter(({ moved }) => moved > 0);

for (const theme of ['loom', 'handbook']) {
  for (const width of [390, 1440]) {
    test(`T10 a font of the site that is late or never comes moves nothing, and the page is read without it, in ${theme} at ${width} px`, async () => {
      await withBuilt(await withFont(theme), async (output) => {
        const server = await serve(output);
        try {
          for (const fate of ['continue', 'abort']) {
            await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
              const held = [];
              await page.route('**/fonts/*', (route) => held.push(route));
              await page.goto(`${server.home}stories/a/`, { waitUntil: 'commit' });
              assert.ok(await (await painted(page)).jsonValue());
              assert.ok(held.length > 0, 'the font is asked for before anything is painted');
              await Promise.all(held.map((route) => route[fate]()));
              await page.waitForLoadState('load');
              assert.deepEqual(await shifts(page), []);
            });
          }
        } finally {
          await server.stop();
        }
      });
    });
  }

  test(`T10 a font of the site that comes in time is used, and moves nothing, in ${theme}`, async () => {
    await withBuilt(await withFont(theme), async (output) => {
      const server = await serve(output);
      try {
        await withPage(browser, {}, async (page) => {
          await page.goto(server.home, { waitUntil: 'load' });
          for (const path of ['stories/a/', '']) {
            await page.goto(server.home + path, { waitUntil: 'load' });
            assert.deepEqual(await page.evaluate(() => [...document.fonts].map(({ status }) => status)), ['loaded']);
            assert.deepEqual(await shifts(page), []);
          }
        });
      } finally {
        await server.stop();
      }
    });
  });
}

/** Answers as the server at `origin` does, but with the rest of an HTML page, from behind `cut` on, when `held` is done. */
function inParts(origin, cut, held) {
  const server = createServer(async (request, response) => {
    const whole = await fetch(origin + request.url);
    const body = Buffer.from(await whole.arrayBuffer());
    response.writeHead(whole.status, { 'content-type': whole.headers.get('content-type') });
    const end = request.url.endsWith('/') ? cut(body.toString('latin1')) : 0;
    response.write(body.subarray(0, end));
    if (end > 0) await held;
    response.end(body.subarray(end));
  });
  return listening(server);
}

for (const theme of ['loom', 'handbook']) {
  for (const width of [390, 1440]) {
    test(`T10 nothing in the header moves where it comes in parts, in ${theme} at ${width} px`, async () => {
      await withBuilt({ ...single, 'copsite.toml': `${single['copsite.toml']}\n[theme]\nname = "${theme}"\n` }, async (output) => {
        let letGo;
        const held = new Promise((resolve) => (letGo = resolve));
        const behindSearch = (html) => html.indexOf('</a>', html.indexOf('class="search-open"')) + '</a>'.length;
        const built = await serve(output);
        const server = await inParts(built.origin, behindSearch, held);
        try {
          await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
            await page.goto(server.home, { waitUntil: 'commit' });
            await page.waitForFunction(() => performance.getEntriesByName('first-paint').length > 0, null, { polling: 20 });
            assert.equal(await page.locator('main').count(), 0);
            letGo();
            await page.waitForLoadState('load');
            assert.ok(await page.locator('.search-open').isVisible());
            // How much of the rest a busy machine has read when it paints again is chance: columns of a table move until all rows are there.
            assert.deepEqual((await shifts(page)).filter(({ inHeader }) => inHeader), []);
          });
        } finally {
          letGo();
          await server.stop();
          await built.stop();
        }
      });
    });
  }
}

test('T36 pictures have a text, a width and a height, and the largest thing painted does not wait', async () => {
  let pictures = 0;
  const found = await onEach(types, { viewport: { width: 390, height: 900 } }, async (page) => {
    const images = await page.$$eval('img', (all) =>
      all.map((image) => ({ html: image.outerHTML.slice(0, 80), lacks: ['alt', 'width', 'height'].filter((name) => !image.hasAttribute(name)) })),
    );
    pictures += images.length;
    const largest = (await observed(page, 'largest-contentful-paint')).at(-1);
    const waits = largest?.lazy ? [`${largest.what} waits`] : [];
    return [...images.filter(({ lacks }) => lacks.length).map(({ html, lacks }) => `${html} lacks ${lacks}`), ...waits];
  });
  assert.deepEqual(found, []);
  assert.ok(pictures > 0);
});

/** Each kind's own colour, as the browser computes it; `ink` is that of the text, for kinds without one. */
const kindColours = (page) =>
  page.evaluate(() => {
    const kinds = new Set([...document.querySelectorAll('[data-kind]')].map((element) => element.dataset.kind));
    const probe = document.body.appendChild(document.createElement('i'));
    const colour = (kind) => {
      probe.dataset.kind = kind;
      probe.style.color = 'var(--k)';
      return getComputedStyle(probe).color;
    };
    return [...kinds].map((kind) => [kind, colour(kind)]);
  });

/** A colour as eyes see it that lack one of the three sorts of cones: Machado, Oliveira and Fernandes 2009, severity 1. */
const lacking = (matrix) => (colour) => {
  const { r, g, b } = converter('lrgb')(colour);
  const [red, green, blue] = matrix.map(([x, y, z]) => x * r + y * g + z * b);
  return clampRgb({ mode: 'lrgb', r: red, g: green, b: blue });
};

const eyes = {
  'most eyes': (colour) => colour,
  'eyes without red': lacking([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
  'eyes without green': lacking([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]),
  'eyes without blue': lacking([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]),
};

for (const colorScheme of ['light', 'dark']) {
  test(`T18 kinds have colours that all eyes tell apart, ${colorScheme}`, async () => {
    const colours = new Map();
    await withPage(browser, { colorScheme, bypassCSP: true }, async (page) => {
      for (const path of ['', 'weaver/coverage/', 'weaver/graph/', 'journal/', 'calendar/']) {
        await page.goto(server.home + path);
        for (const [kind, colour] of await kindColours(page)) if (kind !== 'ink') colours.set(colour, kind);
      }
    });
    assert.ok(colours.size >= 8, `${colours.size} colours`);
    const difference = differenceCiede2000();
    const close = [];
    const all = [...colours.keys()];
    for (const [eye, seen] of Object.entries(eyes)) {
      for (const [place, a] of all.entries()) {
        for (const b of all.slice(place + 1)) {
          const distance = difference(seen(parse(a)), seen(parse(b)));
          if (distance < 12) close.push(`${colours.get(a)} and ${colours.get(b)} are ${distance.toFixed(1)} apart for ${eye}`);
        }
      }
    }
    assert.deepEqual(close, []);
  });
}

test('T39 every page says its language, and a link to another language says which and leads to that', async () => {
  const links = new Map();
  const found = await onEach(types, {}, async (page) => {
    const [lang, foreign] = await page.evaluate(() => [
      document.documentElement.lang,
      [...document.querySelectorAll('body a[hreflang]')].map((link) => ({ href: link.href, hreflang: link.hreflang, lang: link.lang })),
    ]);
    for (const link of foreign) links.set(link.href, link);
    return [
      ...(/^[a-z]{2}/.test(lang) ? [] : ['the page has no language']),
      ...foreign.filter((link) => link.lang !== link.hreflang).map((link) => `${link.href} is read in the wrong voice`),
    ];
  });
  assert.deepEqual(found, []);
  assert.ok(links.size > 0);
  await withPage(browser, {}, async (page) => {
    for (const { href, hreflang } of links.values()) {
      await page.goto(href);
      assert.equal(await page.evaluate(() => document.documentElement.lang), hreflang, href);
    }
  });
});

test('T43 what is not there offers the search and the sections', async () => {
  await withPage(browser, {}, async (page) => {
    const answer = await page.goto(`${server.home}nowhere/`);
    assert.equal(answer.status(), 404);
    const links = await page.$$eval('main a', (all) => all.map((link) => link.getAttribute('href')));
    await page.locator('main input[name=q]').fill('envelope');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search/?q=envelope');
    for (const section of ['search/', 'practice/', 'communities/', 'domains/']) {
      assert.ok(links.some((link) => link.endsWith(`/${section}`)), `${section} of ${links}`);
    }
  });
});

test('T43 what is not there names the titles that are nearest to its address, and moves nothing for them', async () => {
  await withPage(browser, {}, async (page) => {
    for (const address of ['stories/the-rent-leter-nobody-opend/', 'old/rent_letter_nobody_opened.html']) {
      await page.goto(server.home + address);
      const nearest = page.locator('[data-nearest] a');
      await nearest.first().waitFor();
      assert.equal(await nearest.first().textContent(), 'The rent letter nobody opened');
      assert.ok((await nearest.count()) <= 3);
      assert.deepEqual(await shifts(page), []);
    }
    await page.goto(`${server.home}xqzv-wwkkj/`, { waitUntil: 'networkidle' });
    assert.equal(await page.locator('[data-nearest] a').count(), 0);
    assert.equal(await page.locator('#_nearest').isVisible(), false);
  });
});
