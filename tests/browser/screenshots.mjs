// Pictures of pages, for looking at: node screenshots.mjs FOLDER [PATH…]
//
// Writes each page of the example site at 390 and 1440 px, light and dark, whole; with COPSITE_THEME set,
// in the theme of that name.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { each, launch, withPage } from './support/browser.mjs';
import { types } from './support/pages.mjs';
import { build, serve } from './support/site.mjs';

const [folder, ...chosen] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node screenshots.mjs FOLDER [PATH…]');
  process.exit(2);
}

const named = chosen.map((path) => [path.replace(/\/$/, '').replaceAll('/', '-') || 'home', path]);
const pages = named.length > 0 ? named : Object.entries(types);
const looks = [390, 1440].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

await mkdir(folder, { recursive: true });
const [site, browser] = await Promise.all([build('site', process.env.COPSITE_THEME), launch()]);
const server = await serve(site.output);
try {
  await each(looks, ({ width, colorScheme }) =>
    withPage(browser, { viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' }, async (page) => {
      for (const [name, path] of pages) {
        await page.goto(server.home + path);
        await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}.png`), fullPage: true });
      }
    }),
  );
} finally {
  await browser.close();
  await server.stop();
  await site.remove();
}
