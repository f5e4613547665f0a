// Formulas as browsers set them under the policy of `_headers`, which stops inline styles: columns, lines, colours, sizes
// and spaces are where TeX would have them, in both themes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, withPage } from './support/browser.mjs';
import { serve } from './support/site.mjs';
import { withBuilt } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const formulas = {
  align: String.raw`$$\begin{align} x + yyy + zzz &= a \\ x &= a + bbb + ccc \end{align}$$`,
  cases: String.raw`$$\begin{cases} 1 & \text{if so} \\ 1000 & \text{otherwise} \end{cases}$$`,
  array: String.raw`$$\begin{array}{|l|c:r|} \hline a & b & c \\ \hline aaa & bbb & ccc \\ \hdashline 1 & 2 & 3 \end{array}$$`,
  colour: String.raw`$a + \color{red} b$`,
  sizes: String.raw`$\text{a}\text{\Large a}$`,
  apart: '$ab$',
  near: String.raw`$a\!b$`,
  cancel: String.raw`$\cancel{abc}$`,
};

const site = (theme) => ({
  'copsite.toml': `title = "A"\nbase_url = "https://example.org/common-thread/"\n[theme]\nname = "${theme}"\n`,
  'content/methods/formulas.md': `---\ntitle: Formulas\n---\n\n${Object.values(formulas).join('\n\n')}\n`,
});

/** What stands where in the formulas of a page, by their names. */
function measured(names) {
  const edges = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right } = range.getBoundingClientRect();
    return { left, right };
  };
  const lines = (element) => {
    const style = getComputedStyle(element);
    return ['Left', 'Top', 'Right'].map((side) => (parseFloat(style[`border${side}Width`]) > 0 ? style[`border${side}Style`] : 'none')).join(' ');
  };
  const rows = (math) => [...math.querySelectorAll('mtr')].map((row) => [...row.children]);
  const all = [...document.querySelectorAll('.prose math')];
  return Object.fromEntries(
    names.map((name, place) => {
      const math = all[place];
      const { width, left, right } = math.getBoundingClientRect();
      return [
        name,
        {
          width,
          right,
          left,
          cells: rows(math).map((row) => row.map(edges)),
          lines: [math.querySelector('mtable'), ...rows(math).flat()].filter(Boolean).map(lines),
          colours: [...math.querySelectorAll('mi')].map((letter) => getComputedStyle(letter).color),
          sizes: [...math.querySelectorAll('mtext')].map((text) => parseFloat(getComputedStyle(text).fontSize)),
          strikes: [...math.querySelectorAll('menclose > :empty')].map((strike) => ({ width: strike.getBoundingClientRect().width, image: getComputedStyle(strike).backgroundImage })),
        },
      ];
    }),
  );
}

/** The formulas of a theme, measured, and what the policy stopped on their page. */
async function look(theme) {
  return withBuilt(site(theme), async (output) => {
    const server = await serve(output);
    try {
      return await withPage(browser, {}, async (page) => {
        const stopped = [];
        await page.exposeFunction('tell', (what) => stopped.push(what));
        await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => window.tell(event.violatedDirective)));
        const answer = await page.goto(`${server.home}methods/formulas/`);
        assert.ok(answer.headers()['content-security-policy'].includes("style-src 'self'"));
        return { stopped, found: await page.evaluate(measured, Object.keys(formulas)) };
      });
    } finally {
      await server.stop();
    }
  });
}

const near = (one, other) => assert.ok(Math.abs(one - other) < 2, `${one} and ${other}`);
const far = (one, other) => assert.ok(Math.abs(one - other) > 10, `${one} and ${other}`);

for (const theme of ['loom', 'handbook']) {
  test(`formulas of ${theme} look as they should under the policy`, async () => {
    const { stopped, found } = await look(theme);
    assert.deepEqual(stopped, []);

    const [[, ...first], [, ...second]] = found.align.cells;
    near(first[0].right, second[0].right);
    far(first[0].left, second[0].left);
    near(first[1].left, second[1].left);
    far(first[1].right, second[1].right);
    assert.ok(found.align.right - first[2].right < 10, 'the number stands at the edge');
    far(first[1].right, first[2].left);

    const [[one, so], [thousand, otherwise]] = found.cases.cells;
    near(one.left, thousand.left);
    near(so.left, otherwise.left);

    assert.deepEqual(found.array.lines, [
      'solid solid none',
      ...['none none solid', 'none none dashed', 'none none solid'],
      ...['none solid solid', 'none solid dashed', 'none solid solid'],
      ...['none dashed solid', 'none dashed dashed', 'none dashed solid'],
    ]);

    const [ink, red] = found.colour.colours;
    assert.notEqual(ink, red);
    assert.equal(red, 'rgb(255, 0, 0)');
    assert.ok(found.sizes.sizes[1] > found.sizes.sizes[0] * 1.3);
    assert.ok(found.near.width < found.apart.width - 1, `${found.near.width} and ${found.apart.width}`);

    const [strike] = found.cancel.strikes;
    near(strike.width, found.cancel.width);
    assert.match(strike.image, /gradient/);
  });
}
