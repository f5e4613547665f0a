// A browser without a profile, without a sandbox (which a container does not allow) and without
// anything that asks the network on its own.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { chromium } from 'playwright-core';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const launch = () =>
  chromium.launch({
    executablePath: candidates.find((path) => path && existsSync(path)),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Opens a page in a context of its own, hands it to `use`, and closes it. */
export async function withPage(browser, options, use) {
  const context = await browser.newContext(options);
  try {
    return await use(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/**
 * Does what leads to another page, and waits until all of that page is there: a click is over as soon as the page has
 * begun to come. `address` is its address, a pattern of it, or what says whether it is the one.
 */
export async function follow(page, act, address) {
  await act();
  await page.waitForURL(address, { waitUntil: 'load' });
}

/** Waits until what `read` gives is `expected`; where it does not become that, it fails as a comparison does. */
export async function becomes(read, expected) {
  const end = Date.now() + 20_000;
  while (Date.now() < end && !isDeepStrictEqual(await read(), expected)) await new Promise((done) => setTimeout(done, 50));
  assert.deepEqual(await read(), expected);
}

/** Runs `use` for each item, `width` at a time; the machine has few cores. */
export async function each(items, use, width = 2) {
  const waiting = [...items];
  const worker = async () => {
    while (waiting.length > 0) await use(waiting.shift());
  };
  await Promise.all(Array.from({ length: width }, worker));
}
