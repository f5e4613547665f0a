// The security policy of `_headers`: every type of page passes it, in both themes, and the preview sends the same.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { launch, withPage } from './support/browser.mjs';
import { isLong, types } from './support/pages.mjs';
import { build, copsite, day, exampleSite, files, serve } from './support/site.mjs';

const POLICY = 'content-security-policy';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What the policy stops on pages, each with its address; a page without a policy is told as well. */
async function stopped(home, paths, colorScheme) {
  return withPage(browser, { colorScheme }, async (page) => {
    const found = [];
    await page.exposeFunction('tell', (what) => found.push(what));
    await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => window.tell(`${location.pathname} ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)));
    for (const path of paths) {
      const answer = await page.goto(home + path, { waitUntil: 'load' });
      if (!answer.headers()[POLICY]) found.push(`${path} has no policy`);
      // Styles of a page are there only where its policy let them pass.
      if (await page.evaluate(() => document.styleSheets.length === 0)) found.push(`${path} has no styles`);
    }
    return found;
  });
}

/** All types of pages, and the files that have their styles inside. */
async function paths(output) {
  const apart = (await files(output)).filter((file) => /(^|\/)(email|toolkit)\.html$/.test(file));
  assert.ok(apart.length > 2);
  return [...Object.values(types), ...apart];
}

for (const theme of ['loom', 'handbook']) {
  test(`every type of page of ${theme} passes the policy`, async () => {
    const site = await build('site', theme);
    const server = await serve(site.output);
    try {
      for (const colorScheme of isLong ? ['light', 'dark'] : ['light']) {
        assert.deepEqual(await stopped(server.home, await paths(site.output), colorScheme), []);
      }
      assert.doesNotMatch(await readFile(join(site.output, '_headers'), 'utf8'), /script-src[^;]*unsafe/);
    } finally {
      await server.stop();
      await site.remove();
    }
  });
}

test('what the policy does not name is stopped', async () => {
  const site = await build();
  const server = await serve(site.output);
  try {
    const found = await withPage(browser, {}, async (page) => {
      await page.goto(server.home);
      return page.evaluate(async () => {
        const told = [];
        document.addEventListener('securitypolicyviolation', (event) => told.push(event.violatedDirective));
        document.body.insertAdjacentHTML('beforeend', '<p style="color:red" onclick="x()">a</p><img src="https://example.org/a.png"><style>p{color:red}</style>');
        const script = document.createElement('script');
        script.textContent = 'window.hostile = true';
        document.body.append(script);
        document.querySelector('p[onclick]').click();
        // What is stopped is told a moment later; a script that was not stopped has run by then.
        for (let tries = 0; tries < 100 && new Set(told).size < 5; tries++) await new Promise((done) => setTimeout(done, 50));
        return [...new Set(told), window.hostile ?? 'nothing ran'].sort();
      });
    });
    assert.deepEqual(found, ['img-src', 'nothing ran', 'script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem']);
  } finally {
    await server.stop();
    await site.remove();
  }
});

test('a script in a picture that is opened by itself does not run', async () => {
  const site = await build();
  await writeFile(join(site.output, 'hostile.svg'), '<svg xmlns="http://www.w3.org/2000/svg"><title>still</title><script>document.title = "ran"</script></svg>');
  const server = await serve(site.output);
  try {
    await withPage(browser, {}, async (page) => {
      await page.goto(`${server.home}hostile.svg`);
      assert.equal(await page.title(), 'still');
    });
  } finally {
    await server.stop();
    await site.remove();
  }
});

test('the preview sends the policy of the build, which its own script and page pass', async () => {
  const program = spawn(copsite, ['serve', '--root', exampleSite, '--port', '0', '--as-of', day, '--drafts'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const site = await build();
  try {
    let home;
    for await (const line of createInterface({ input: program.stderr })) {
      home = /http:\/\/\S+/.exec(line)?.[0];
      if (home) break;
    }
    program.stderr.resume();
    const built = /Content-Security-Policy: (.*)/.exec(await readFile(join(site.output, '_headers'), 'utf8'))[1];
    assert.equal((await fetch(home)).headers.get(POLICY), built);
    assert.deepEqual(await stopped(home, await paths(site.output), 'light'), []);
    assert.deepEqual(await stopped(new URL('/', home), ['__copsite/'], 'light'), []);
  } finally {
    program.kill();
    await site.remove();
  }
});
