// Asks the search of a built site, with the very script that browsers load, and nothing of a browser but
// what loading scripts needs.
//
// Usage: node search.mjs OUTPUT-FOLDER LANGUAGE < queries.json
// Writes for each query the addresses of what is shown, in order.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

const [output, lang] = process.argv.slice(2);
const home = pathToFileURL(`${output}/`).href;
const name = readdirSync(join(output, 'assets')).find((file) => /^search\..*\.js$/.test(file));

const run = (url) => {
  document.currentScript = { src: url };
  vm.runInContext(readFileSync(new URL(url.split('?')[0]), 'utf8'), context);
};
const insert = (script) => {
  try {
    run(script.src);
    script.onload();
  } catch {
    script.onerror();
  }
};
const document = {
  currentScript: null,
  documentElement: { lang },
  head: { append: insert },
  createElement: () => ({ remove() {} }),
  querySelector: () => null,
};
const context = vm.createContext({ document, URL, Intl, location: new URL(home) });
vm.runInContext('window = globalThis', context);
run(`${home}assets/${name}`);

const { find, arranged } = vm.runInContext('copsiteSearch', context);
const queries = JSON.parse(readFileSync(0, 'utf8'));
const answers = [];
for (const query of queries) answers.push(arranged((await find(lang, query)).top).map(({ url }) => url));
process.stdout.write(JSON.stringify(answers));
