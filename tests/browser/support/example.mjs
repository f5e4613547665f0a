// What most test files begin with: the example site, built and served, and a browser. All of it ends with the tests.

import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { build, serve } from './site.mjs';

/** There once the tests of the file that called `example` run. */
export let site, server, browser;

/** Builds as `build` does with the same arguments, before the tests of the calling file. */
export function example(folder, theme) {
  before(async () => {
    [site, browser] = await Promise.all([build(folder, theme), launch()]);
    server = await serve(site.output);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await site?.remove();
  });
}
