// A browser without a profile, without a sandbox (which a container does not allow) and without
// anything that asks the network on its own.

import { existsSync } from 'node:fs';
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

/** Runs `use` for each item, `width` at a time; the machine has few cores. */
export async function each(items, use, width = 2) {
  const waiting = [...items];
  const worker = async () => {
    while (waiting.length > 0) await use(waiting.shift());
  };
  await Promise.all(Array.from({ length: width }, worker));
}
