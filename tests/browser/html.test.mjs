// Every page is valid HTML, for the checker that the W3C runs; and every page's JSON-LD is understood by a processor.
// HTML is checked on one page of every type, and with COPSITE_LONG set on all pages.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import jsonld from 'jsonld';
import vnu from 'vnu-jar';
import { example, site } from './support/example.mjs';
import { isLong, types } from './support/pages.mjs';
import { build, pages } from './support/site.mjs';
import { adversarial, arabic, empty, single, withBuilt } from './support/sites.mjs';

example('site');

const file = (output, path) => join(output, path.replace(/(^|\/)$/, '$1index.html'));

/** What the checker says of files: each error with its file and line. */
async function invalid(files) {
  const options = ['--format', 'json', '--exit-zero-always', '--errors-only', '--stdout'];
  const { stdout } = await promisify(execFile)('java', ['-jar', vnu, ...options, ...files], { maxBuffer: 1 << 28 });
  return JSON.parse(stdout).messages.map(({ url, lastLine, message }) => `${url}:${lastLine} ${message}`);
}

/** The files of pages of a site: in a long run of all, else of `some`. */
async function checked(output, some) {
  const paths = isLong ? await pages(output) : some;
  return paths.map((path) => file(output, path));
}

/** Builds all sites of a list and hands their folders to `look`. */
const withAll = ([first, ...rest], look, outputs = []) =>
  first ? withBuilt(first, (output) => withAll(rest, look, [...outputs, output])) : look(outputs);

// The checker takes longer to begin than to check some pages: it is asked once.
test('pages are valid HTML: of both themes, of sites with nothing, with one entry, from right to left, and with all that is long', async () => {
  const dressed = await build('site', 'handbook');
  const examples = await Promise.all([site, dressed].map(({ output }) => checked(output, Object.values(types))));
  const found = await withAll([empty, single, arabic, adversarial], async (outputs) => {
    // Pages that differ in a name only come one after another.
    const some = (all) => all.filter((_, place) => all.length < 60 || place % 20 === 0);
    const others = await Promise.all(outputs.map(async (output) => checked(output, some(await pages(output)))));
    return invalid([...examples, ...others].flat());
  }).finally(dressed.remove);
  assert.deepEqual(found, []);
});

test('the checker finds what is wrong', async () => {
  await withBuilt({ ...single, 'templates/404.html': '<!doctype html><title>x</title><p id="a b"><div></p>' }, async (output) => {
    assert.ok((await invalid([file(output, '404.html')])).length > 1);
  });
});

/** The words of schema.org are all in one vocabulary; nothing is fetched. */
async function documentLoader(url) {
  assert.match(url, /^https:\/\/schema\.org\/?$/);
  const link = { '@type': '@id' };
  const document = { '@context': { '@vocab': 'https://schema.org/', url: link, item: link, image: link, sameAs: link, license: link } };
  return { contextUrl: null, documentUrl: url, document };
}

test("a processor understands each page's JSON-LD, and drops none of it", async () => {
  const kinds = new Set();
  for (const path of await pages(site.output)) {
    const html = await readFile(file(site.output, path), 'utf8');
    for (const [, text] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
      const expanded = await jsonld.expand(JSON.parse(text), { documentLoader, safe: true });
      assert.ok(expanded.length > 0, path);
      for (const node of expanded) for (const kind of node['@type'] ?? []) kinds.add(kind.replace('https://schema.org/', ''));
    }
  }
  for (const kind of ['Article', 'BreadcrumbList', 'Event', 'HowTo', 'Organization']) assert.ok(kinds.has(kind), `${kind} of ${[...kinds]}`);
});
