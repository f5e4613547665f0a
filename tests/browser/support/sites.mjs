// Sites beside the example that themes are held to, as files by their paths: with nothing, with one entry, from right to
// left, and with all that is long or many.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { copsite, day } from './site.mjs';

/** Builds a site of the given files and hands its folder to `look`. */
export async function withBuilt(contents, look) {
  const folder = await mkdtemp(join(tmpdir(), 'copsite-browser-'));
  await mkdir(join(folder, 'content'));
  try {
    for (const [path, text] of Object.entries(contents)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const output = join(folder, 'out');
    await promisify(execFile)(copsite, ['build', '--root', folder, '--output', output, '--as-of', day, '--quiet']);
    return await look(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const config = (more = '') => `title = "A"\nbase_url = "https://example.org/common-thread/"\n${more}[vocabulary]\ndomains = "open"\ncommunities = "open"\n`;

/** The same files in a theme of another name. */
export const inTheme = (contents, theme) => ({ ...contents, 'copsite.toml': `${contents['copsite.toml']}[theme]\nname = "${theme}"\n` });

/** The same files in a language and by another title. */
export const inLanguage = (contents, lang, title) => ({ ...contents, 'copsite.toml': contents['copsite.toml'].replace('title = "A"', `title = "${title}"\nlanguage = "${lang}"`) });

export const empty = { 'copsite.toml': config() };

export const single = {
  'copsite.toml': config(),
  'content/communities/one.md': '---\ntitle: One\n---\n',
  'content/stories/a.md': '---\ntitle: A\ndate: 2026-01-02\ncommunities: [one]\ndomains: [d]\n---\n\nText.\n',
};

const arabicStory = (n) => `---\ntitle: "قصة ${n}"\ndate: 2026-0${n}-10\ncommunities: [c${n % 2}, "c2"]\ndomains: [d]\nperiod: "٢٠٢٦"\n---\n\nنص [[story/s${(n % 5) + 1}]].[^a]\n\n## أول\n\nنص\n\n## ثان\n\nنص\n\n[^a]: ملاحظة\n`;

export const arabic = {
  'copsite.toml': config('language = "ar"\n'),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`content/stories/s${n}.md`, arabicStory(n)])),
};

/** Words that readers type in another way than they are written: without what nobody sees, with the letters of their keyboard. */
export const spelt = {
  'copsite.toml': config(),
  'content/stories/a.md': '---\ntitle: "Donau\u00addampf\u200bschiff"\n---\n\nEin Große\u00ads Wort aus Łódź.\n',
  'content/stories/b.md': '---\ntitle: "الرسالة الأولى"\nlanguage: ar\n---\n\nنص\n',
};

const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const title = `${word} ${'and much more besides '.repeat(4)}`.slice(0, 120).trim();
const communities = Array.from({ length: 60 }, (_, n) => [`content/communities/c${n}.md`, `---\ntitle: ${n % 9 ? `Community ${n}` : `${word}${n}`}\ndomains: [d${n % 5}]\n---\n`]);
const tags = Array.from({ length: 40 }, (_, n) => `tag-${n}${n % 7 ? '' : word}`);
const stories = Array.from({ length: 70 }, (_, n) => [`content/stories/s${n}.md`, `---\ntitle: "${n % 10 ? `Story ${n}` : `${title} ${n}`}"\ndate: 2026-0${(n % 9) + 1}-05\ncommunities: [c${n % 60}, c${(n + 7) % 60}]\ndomains: [d${n % 5}]\ntags: [${tags.slice(0, n % 10 ? 3 : 40).join(', ')}]\n---\n\n[[led-to::story/s${(n + 1) % 70}]] ${word}\n`]);

/** Long words, titles of 120 characters, forty tags and sixty communities. */
export const adversarial = { 'copsite.toml': config(), ...Object.fromEntries([...communities, ...stories]) };
