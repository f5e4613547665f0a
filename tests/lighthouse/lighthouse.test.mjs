// T12: Lighthouse gives 100 in its four categories, on a phone and on a desktop. Part of the long run only, with packages
// of its own: it takes minutes, and its figures of speed are true on a quiet machine only.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as chromeLauncher from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { build, serve } from '../browser/support/site.mjs';
import { types } from '../browser/support/pages.mjs';

const looked = ['home', 'method', 'community', 'kind index', 'weave', 'harvest'];
const devices = { phone: undefined, desktop: desktopConfig };
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

let site, server, chrome;

before(async () => {
  [site, chrome] = await Promise.all([
    build('site', process.env.COPSITE_THEME),
    chromeLauncher.launch({ chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic'] }),
  ]);
  server = await serve(site.output);
});

after(async () => {
  await chrome?.kill();
  await server?.stop();
  await site?.remove();
});

/** What a page lost points for: each audit of a category that is below 100. */
function lost({ categories, audits }) {
  return Object.values(categories)
    .filter(({ score }) => score < 1)
    .map(({ id, score, auditRefs }) => {
      const why = auditRefs.filter((audit) => audit.weight > 0 && (audits[audit.id].score ?? 1) < 1).map((audit) => `${audit.id} ${audits[audit.id].displayValue ?? ''}`);
      return `${id} ${Math.round(score * 100)}: ${why.join(', ')}`;
    });
}

for (const [device, config] of Object.entries(devices)) {
  for (const type of looked) {
    test(`T12 Lighthouse gives 100 four times to ${type} on a ${device}`, async () => {
      const { lhr } = await lighthouse(server.home + types[type], { port: chrome.port, onlyCategories: categories, logLevel: 'error' }, config);
      const { audits } = lhr;
      const shown = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map((name) => audits[name].displayValue);
      console.log(`# ${device}, ${type}: ${shown.join(', ')}`);
      assert.deepEqual(lost(lhr), []);
    });
  }
}
