import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [url, name, width, scheme] of JSON.parse(process.argv[2])) {
  const c = await b.newContext({ viewport: { width, height: 1000 }, colorScheme: scheme });
  const p = await c.newPage(); await p.goto(url); await p.waitForTimeout(500);
  await p.screenshot({ path: `/tmp/shots/${name}.png` }); await c.close();
}
await b.close();
