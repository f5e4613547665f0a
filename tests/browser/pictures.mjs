// The pictures of the README: node pictures.mjs
//
// Makes them again from the example site, as WebP, into the folder `pictures`.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, withPage } from './support/browser.mjs';
import { build, root, serve } from './support/site.mjs';

const size = { width: 1280, height: 800 };

/** Each with what is done on the page before the picture is taken; in the theme Loom where none is named. */
const pictures = [
  { name: 'home', path: '' },
  { name: 'method', path: 'methods/reading-post-together/' },
  { name: 'woven-in', path: 'methods/interviewing-prospective-members/', prepare: (page) => toTop(page, 'section.weave') },
  { name: 'community', path: 'communities/welfare-reform-and-housing/', colorScheme: 'dark' },
  { name: 'coverage', path: 'weaver/coverage/', colorScheme: 'dark' },
  { name: 'search', path: 'stories/the-rent-letter-nobody-opened/', prepare: search },
  { name: 'handbook', path: 'methods/interviewing-prospective-members/', theme: 'handbook', viewport: { width: 1440, height: 900 } },
];

/** Scrolls so far that an element begins a little below the upper edge. */
async function toTop(page, selector) {
  await page.locator(selector).evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top - 24));
}

async function search(page) {
  await page.keyboard.press('/');
  const dialog = page.locator('dialog.search[open]');
  await dialog.locator('input').fill('envelope');
  await dialog.locator('[role=option] p').nth(4).filter({ hasText: /./ }).waitFor();
}

/** The browser's own encoder, because a screenshot is only to be had as PNG or JPEG. */
async function webp(page, png) {
  const encoded = await page.evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.86);
  }, `data:image/png;base64,${png.toString('base64')}`);
  return Buffer.from(encoded.split(',')[1], 'base64');
}

/** Takes some pictures of the example site as it is in one theme. */
async function take(browser, folder, theme, some) {
  const site = await build('site', theme);
  const server = await serve(site.output);
  try {
    for (const { name, path, prepare, colorScheme = 'light', viewport = size } of some) {
      await withPage(browser, { viewport, colorScheme, reducedMotion: 'reduce' }, async (page) => {
        await page.goto(server.home + path);
        await prepare?.(page);
        const png = await page.screenshot();
        await page.goto('about:blank');
        await writeFile(join(folder, `${name}.webp`), await webp(page, png));
      });
    }
  } finally {
    await server.stop();
    await site.remove();
  }
}

const folder = join(root, 'pictures');
await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  for (const theme of [undefined, 'handbook']) await take(browser, folder, theme, pictures.filter((one) => one.theme === theme));
} finally {
  await browser.close();
}
