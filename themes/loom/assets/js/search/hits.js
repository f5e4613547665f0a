// What is shown of an entry that was found: its kind, its title, and the sentence in which it answers.

const SENTENCE = 240;

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== false && value != null) made.setAttribute(key, value === true ? '' : value);
  made.append(...children);
  return made;
};

// The words of the interface stand in the index of their language.
const say = ({ start, lang }, key, values = {}) => {
  const said = start.say[key] ?? '';
  const form = said.forms ? said.forms[new Intl.PluralRules(said.lang ?? lang).select(values.n)] ?? said.forms.other : said;
  return form.replace(/\{(\w+)\}/g, (whole, name) => typeof values[name] === 'number' ? values[name].toLocaleString(lang) : values[name] ?? whole);
};

// From a disk a folder does not answer with its index.html.
const address = url => home + (location.protocol === 'file:' ? url.replace(/(^|\/)$/, '$1index.html') : url);

// A text in pieces, with those marked that were asked for.
const marked = (text, asked) => {
  const places = [];
  for (const { word, at, end } of words(text)) {
    if (!asked.has(word)) continue;
    if (places.at(-1)?.end >= at) places.at(-1).end = end; else places.push({ at, end });
  }
  let done = 0;
  const pieces = places.flatMap(({ at, end }) => {
    const piece = [text.slice(done, at), element('mark', {}, text.slice(at, end))];
    done = end;
    return piece;
  });
  return [...pieces, text.slice(done)].filter(piece => piece !== '');
};

const badge = ({ label, icon, hue }) => {
  const made = element('span', hue ? { class: 'badge', 'data-kind': hue } : { class: 'chip chip--type' });
  made.innerHTML = icon;
  made.append(label);
  return made;
};

// The lines of an entry's text. A large site has none in its index, and its pages are looked into.
const read = new Map();
const linesOf = (index, entry, url) => read.get(url) ?? read.set(url, lines(index, entry, url)).get(url);
const lines = async (index, entry, url) => {
  if (index.start.texts) return (await partAt(index, 'texts', index.start.texts, entry)).split('\n');
  const page = new DOMParser().parseFromString(await (await fetch(address(url))).text(), 'text/html');
  const summary = page.querySelector('meta[name=description]')?.content ?? '';
  const blocks = page.querySelectorAll('main :is(p,li,dd,td,h2,h3,h4,figcaption)');
  return [summary, ...[...blocks].filter(block => !block.closest('nav')).map(block => block.textContent.replace(/\s+/g, ' ').trim())];
};

const sentencesOf = (line, lang) => Intl.Segmenter
  ? Array.from(new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(line), ({ segment }) => segment.trim())
  : line.match(/[^.!?。！？]+[.!?。！？]*\s*/gu) ?? [line];

// The sentence that has most of what was asked for, else the first.
const sentence = async ({ index, words: asked }, { entry, url }) => {
  const all = (await linesOf(index, entry, url).catch(() => (read.delete(url), ['']))).filter(Boolean);
  let best = { text: all[0] ?? '', groups: 0 };
  for (const line of all) {
    for (const text of sentencesOf(line, index.lang)) {
      const groups = new Set([...words(text)].map(({ word }) => asked.get(word)).filter(group => group !== undefined)).size;
      if (groups > best.groups) best = { text, groups };
    }
  }
  return marked(shortened(best.text, asked), asked);
};

// At most 240 characters around what was asked for, cut between words.
const shortened = (text, asked) => {
  if (text.length <= SENTENCE) return text;
  const hit = [...words(text)].find(({ word }) => asked.has(word))?.at ?? 0;
  const from = hit < SENTENCE * .75 ? 0 : text.indexOf(' ', hit - SENTENCE / 2) + 1;
  const cut = text.slice(from, from + SENTENCE - 2), end = cut.lastIndexOf(' ');
  return (from ? '…' : '') + (from + cut.length < text.length ? cut.slice(0, end > 0 ? end : undefined) + '…' : cut);
};

// Where each search loads much, it waits until the reader pauses.
const PAUSE = 200;
const paused = (index, ask) => {
  let waiting;
  return () => {
    clearTimeout(waiting);
    if (index.start.texts) ask(); else waiting = setTimeout(ask, PAUSE);
  };
};

// Fills in the sentences of those hits that come into view; where they come from whole pages, once the reader pauses.
const fillIn = (found, rows) => {
  const observer = new IntersectionObserver(seen => seen.filter(({ isIntersecting }) => isIntersecting).forEach(async ({ target }) => {
    observer.unobserve(target);
    target.querySelector('.sentence').replaceChildren(...await sentence(found, rows.get(target)));
  }), { rootMargin: '200px' });
  setTimeout(() => rows.forEach((_, row) => row.isConnected && observer.observe(row)), found.index.start.texts ? 0 : PAUSE);
};

// The best kind first; within it the best entry.
const byKind = hits => {
  const kinds = new Map();
  for (const hit of hits) kinds.set(hit.kind, [...kinds.get(hit.kind) ?? [], hit]);
  return [...kinds];
};

// What can be done where nothing was found: tags that begin alike or differ by a slip, and the gaps.
const nothing = async (index, query) => {
  const asked = [...words(query)].map(({ word }) => word);
  const near = ([title]) => [...words(title)].some(({ word }) => asked.some(other => word.length > 2 && other.length > 2 &&
    (word.startsWith(first(other, 4)) || distance(other, word, 2, false) <= Math.min(2, word.length / 3))));
  const tags = (await index.file('tags')).filter(near).slice(0, 8);
  const link = (url, text) => element('a', { href: address(url) }, text);
  const parts = [element('p', {}, element('strong', {}, say(index, 'nothing', { query })), ' ', say(index, 'nothing-help'))];
  if (tags.length) parts.push(element('p', {}, say(index, 'near-tags'), ' ', ...tags.flatMap(([title, url], at) => [at ? ', ' : '', link(url, title)])));
  if (index.start.gaps) parts.push(element('p', {}, link(index.start.gaps, say(index, 'gaps'))));
  return parts;
};
