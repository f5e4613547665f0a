import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const jobs = JSON.parse(process.argv[2]);
for (const [url, name, width, scheme, media] of jobs) {
  const c = await b.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const p = await c.newPage();
  if (media) await p.emulateMedia({ media, colorScheme: scheme });
  await p.goto(url); await p.waitForTimeout(400);
  await p.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: true });
  await c.close();
}
await b.close();
