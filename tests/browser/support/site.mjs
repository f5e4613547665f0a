// The example site, built to a folder of its own, and a server for it that answers with what its
// `_headers` asks for.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const copsite = process.env.COPSITE ?? join(root, 'target/debug/copsite');
export const exampleSite = join(root, 'example-site');

/** The day the pages are built for: what is next and what is past must not change with the clock. */
export const day = '2026-11-23';

/** The path the example site is published under. */
export const prefix = '/common-thread/';

/** Builds the example site below `folder`, which is made where none is given, in a theme of another name where one is. */
export async function build(folder, theme) {
  const temporary = await mkdtemp(join(tmpdir(), 'copsite-browser-'));
  const output = join(temporary, folder ?? 'site');
  const source = theme ? await dressed(theme, join(temporary, 'source')) : exampleSite;
  const built = ['build', '--root', source, '--output', output, '--as-of', day, '--quiet'];
  await promisify(execFile)(copsite, built);
  return { output, remove: () => rm(temporary, { recursive: true, force: true }) };
}

/** A copy of the example site in another theme. */
async function dressed(theme, folder) {
  await cp(exampleSite, folder, { recursive: true, filter: (path) => !/[/\\](public|\.copsite-cache)$/.test(path) });
  const file = join(folder, 'copsite.toml');
  const config = await readFile(file, 'utf8');
  await writeFile(file, config.replace('name = "loom"', `name = "${theme}"`));
  return folder;
}

/** All files under a folder, by their paths inside it. */
export async function files(folder, inside = '') {
  const found = [];
  for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
    const path = inside + entry.name;
    if (entry.isDirectory()) found.push(...(await files(folder, `${path}/`)));
    else found.push(path);
  }
  return found.sort();
}

/** Pages that are read away from the site: a mail, and what is taken along to where there is no network. */
const apart = /(^|\/)(email|toolkit)\.html$/;

/** The addresses of all pages of the site that are read by people, relative to the home page: redirects are left out. */
export async function pages(output) {
  const found = [];
  for (const file of await files(output)) {
    if (!file.endsWith('.html') || apart.test(file)) continue;
    const html = await readFile(join(output, file), 'utf8');
    if (!html.includes('http-equiv="refresh"')) found.push(file.replace(/(^|\/)index\.html$/, '$1'));
  }
  return found;
}

/** The headers that `_headers` asks for at a path of the server, as hosts read it: what a later rule says counts. */
async function headersOf(output) {
  const rules = (await readFile(join(output, '_headers'), 'utf8')).trim().split('\n\n').map((rule) => {
    const [pattern, ...lines] = rule.split('\n').map((line) => line.trim());
    const literal = (text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const expression = literal(pattern).replace(/:\w+/g, '[^/]+').replace(/\*$/, '.*');
    const headers = lines.filter((line) => !line.startsWith('!')).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
    return { expression: new RegExp(`^${expression}$`), headers };
  });
  return (path) => Object.fromEntries(rules.filter(({ expression }) => expression.test(path)).flatMap(({ headers }) => headers));
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.xml': 'text/xml; charset=utf-8',
};

/** Serves a built site under its prefix. */
export async function serve(output) {
  const headersAt = await headersOf(output);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = path.startsWith(prefix) ? await fileAt(output, path.slice(prefix.length)) : null;
    const body = await readFile(file ?? join(output, '404.html'));
    const type = types[extname(file ?? '404.html')] ?? 'text/plain; charset=utf-8';
    response.writeHead(file ? 200 : 404, { ...headersAt(path), 'content-type': type });
    response.end(body);
  });
  return listening(server);
}

/** The server once it listens, at a port of its own. */
export async function listening(server) {
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const stop = () => new Promise((stopped) => (server.close(stopped), server.closeAllConnections()));
  return { origin, home: origin + prefix, stop };
}

async function fileAt(output, path) {
  const file = join(output, normalize(path === '' || path.endsWith('/') ? `${path}index.html` : path));
  const found = await stat(file).catch(() => null);
  return file.startsWith(output) && found?.isFile() ? file : null;
}
