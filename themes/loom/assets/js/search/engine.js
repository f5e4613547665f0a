// Finds entries. The index lies in many small files (copsite's `render/search` says how they are written);
// a search loads those that it needs, as scripts, because from a disk nothing else can be loaded. What has
// to do with the page is not here.

const home = new URL('..', document.currentScript.src).href;
const arriving = new Map();

const copsiteSearch = window.copsiteSearch = (name, print, data) => arriving.get(name)?.({ print, data });

const load = (name, version) => new Promise((arrive, fail) => {
  const script = document.createElement('script');
  arriving.set(name, arrive);
  script.onload = script.onerror = () => { script.remove(); arriving.delete(name); fail(new Error(`no ${name}`)); };
  script.src = `${home}search/${name}.js?${version}`;
  document.head.append(script);
});

// Words: the same as the build finds in the texts.

const POINTS = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0655\u0670\p{Cf}]/gu;
const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
const RUN = /[\p{Alphabetic}\p{M}\p{N}\p{Cf}]+/gu;
const PIECE = new RegExp(`([${UNSPACED}]+)|(?:(?![${UNSPACED}])[\\p{Alphabetic}\\p{M}\\p{N}])+`, 'gu');
const LONGEST = 40;

const SIMPLER = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ٱ: 'ا', ى: 'ي', ة: 'ه' };
const ARTICLE = /^(?:ال|(?:[وبكف]ال|لل)(?=...))(?=..)/;

const plain = text => text.normalize('NFKD').toLowerCase().replace(POINTS, '').normalize('NFC').replace(/[ßæœøłđıٱىة]/g, letter => SIMPLER[letter]);
const first = (text, count) => text.length > count ? [...text].slice(0, count).join('') : text;

// Each word with its place in the text. Scripts without spaces give pairs of characters, and the last one.
function* words(text) {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const folded = plain(run), isEven = folded.length === run.length;
    for (const { 0: piece, 1: unspaced, index: inside } of folded.matchAll(PIECE)) {
      const at = index + (isEven ? inside : 0), end = isEven ? at + piece.length : index + run.length;
      if (!unspaced) { yield { word: first(piece, LONGEST).replace(ARTICLE, ''), at, end }; continue; }
      const characters = [...piece];
      let from = at;
      for (const [number, character] of characters.entries()) {
        const word = character + (characters[number + 1] ?? '');
        yield { word, at: from, end: isEven ? from + word.length : end, isPair: true, isLast: number > 0 && number + 1 === characters.length };
        from += character.length;
      }
    }
  }
}

// What is asked for. The last word may be the beginning of one.
const termsOf = query => {
  const terms = [...words(query)].filter(({ isLast }) => !isLast);
  return terms.map(({ word, end, isPair }) => ({ word, isOpen: isPair ? [...word].length === 1 : end === query.length }));
};

// Reads numbers out of a text: digits from 46 on say that more follow, the lowest comes first.
const reader = text => {
  let at = 0;
  return {
    number() {
      for (let number = 0, scale = 1; ; scale *= 46) {
        const code = text.charCodeAt(at++), digit = (code === 33 ? 92 : code) - 35;
        if (digit < 46) return number + digit * scale;
        number += (digit - 46) * scale;
      }
    },
    more: () => at < text.length,
    rest: () => text.slice(at),
  };
};

const steps = text => {
  const from = reader(text), numbers = [];
  for (let number = 0; from.more();) numbers.push(number += from.number());
  return numbers;
};

const readWords = (text, known) => {
  const list = [], groups = [], common = new Map();
  for (const item of text ? text.split(' ') : []) {
    const from = reader(item), shared = from.number(), back = from.number();
    groups.push(back ? known - back : known);
    if (!back) common.set(known++, from.number());
    list.push((list.at(-1) ?? '').slice(0, shared) + from.rest());
  }
  return { list, groups, common };
};

const openIndex = async (lang, version) => {
  const { print, data: start } = await load(`${lang}/start`, version), files = new Map(), shards = new Map();
  const file = name => {
    if (!files.has(name)) {
      const loaded = load(`${lang}/${name}`, print).then(part => {
        // The site was published anew while this page was open.
        if (part.print !== print) throw new Error(`another ${name}`);
        return part.data;
      });
      loaded.catch(() => files.delete(name));
      files.set(name, loaded);
    }
    return files.get(name);
  };
  const shard = async part => {
    const text = await file(`words-${part}`);
    if (!shards.has(part)) shards.set(part, readWords(text, start.words[part][1]));
    return shards.get(part);
  };
  return { lang, start, file, shard, shards, starts: [...start.kinds.reduce((all, { count }) => [...all, all.at(-1) + count], [0])] };
};

const indexes = new Map();
const indexOf = (lang, version = '') => {
  if (!indexes.has(lang)) {
    const index = openIndex(lang, version);
    index.catch(() => indexes.delete(lang));
    indexes.set(lang, index);
  }
  return indexes.get(lang);
};

// The last of the ascending items that is not above one.
const lastUpTo = (items, isUpTo) => {
  let low = 0, high = items.length;
  while (high - low > 1) { const middle = (low + high) >> 1; if (isUpTo(items[middle])) low = middle; else high = middle; }
  return low;
};

const partOf = ({ start }, word) => lastUpTo(start.words, ([first]) => first <= word);
const kindOf = ({ start, starts }, entry) => start.kinds[lastUpTo(starts.slice(0, -1), from => from <= entry)];

// How a word is meant: groups of words, each with how likely it is meant. Exactly, else as the beginning of
// words, else as what somebody meant to type.
const COMPLETIONS = 16, GUESSES = 6;

const meant = async (index, { word, isOpen }) => {
  const groups = new Map(), part = partOf(index, word), { list, groups: of } = await index.shard(part);
  const exact = list[lastUpTo(list, other => other <= word)] === word;
  if (exact) groups.set(of[lastUpTo(list, other => other <= word)], 1);
  if (isOpen && (word.length > 1 || !exact)) {
    const rest = exact ? .3 : .8;
    for (const { group, length } of await completions(index, word, part)) {
      if (!groups.has(group)) groups.set(group, rest * (.5 + .5 * word.length / length));
    }
  }
  if (!groups.size) for (const { group, slips } of await guesses(index, word, isOpen)) groups.set(group, slips > 1 ? .5 : .7);
  return groups;
};

const completions = async (index, word, part) => {
  const found = new Map();
  for (let at = part; at < Math.min(part + 3, index.start.words.length) && (at === part || index.start.words[at][0].startsWith(word)); at++) {
    const { list, groups, common } = await index.shard(at);
    list.forEach((other, number) => {
      const group = groups[number];
      if (other.startsWith(word) && !found.has(group)) found.set(group, { group, length: other.length, common: common.get(group) ?? 0 });
    });
  }
  return [...found.values()].sort((a, b) => b.common - a.common).slice(0, COMPLETIONS);
};

// Words that differ by one slip, long ones by two. Slips are looked for behind the first letter, and in it
// where the first two were exchanged or the first was left out or is too much.
const guesses = async (index, word, isOpen) => {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2, found = new Map();
  if (!most) return [];
  const parts = new Set();
  for (const beginning of new Set([word[0], word[1]])) {
    for (let at = partOf(index, beginning); at < index.start.words.length && (at === partOf(index, beginning) || index.start.words[at][0].startsWith(beginning)); at++) parts.add(at);
  }
  for (const { list, groups, common } of await Promise.all([...parts].map(index.shard))) {
    list.forEach((other, number) => {
      const slips = distance(word, other, most, isOpen), group = groups[number];
      if (slips <= most && !(found.get(group)?.slips <= slips)) found.set(group, { group, slips, common: common.get(group) ?? 0 });
    });
  }
  const near = [...found.values()].sort((a, b) => a.slips - b.slips || b.common - a.common);
  return near.filter(({ slips }) => slips === near[0].slips).slice(0, GUESSES);
};

// How many letters are to be put in, left out, changed or exchanged with the next to make `b` of `a`, or,
// where `a` is still being typed, the beginning of `b`; more than `most` are not counted.
const distance = (a, b, most, isOpen) => {
  if (b.length < a.length - most || (!isOpen && b.length > a.length + most)) return most + 1;
  const width = Math.min(b.length, a.length + most);
  let before = [], row = Array.from({ length: width + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= width; j++) {
      const change = row[j - 1] + (a[i - 1] !== b[j - 1]);
      next[j] = Math.min(change, row[j] + 1, next[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return isOpen && a.length > 3 ? Math.min(...row) : row[b.length] ?? most + 1;
};

const postings = async (index, group) => {
  const part = lastUpTo(index.start.postings, first => first <= group), all = await index.file(`postings-${part}`);
  return all.split(' ')[group - index.start.postings[part]];
};

// The entries that answer a word, and how well at best.
const answers = async (index, groups) => {
  const best = new Map();
  await Promise.all([...groups].map(async ([group, weight]) => {
    const from = reader(await postings(index, group));
    while (from.more()) {
      const tells = from.number() * weight;
      for (let count = from.number(), entry = 0; count > 0; count--) {
        entry += from.number();
        if (!(best.get(entry) >= tells)) best.set(entry, tells);
      }
    }
  }));
  return best;
};

// Entries that answer less than this part of what the best one answers are left out.
const ENOUGH = .7;

// All entries that answer a query, the best first. A word that few entries have counts for more. Without a
// word, all that are kept.
const ranked = async (index, terms, keep) => {
  if (!terms.length) {
    const all = Array.from({ length: keep ? index.start.entries : 0 }, (_, entry) => ({ entry, score: 0 }));
    return { hits: all.filter(({ entry }) => keep(entry)), groups: new Set() };
  }
  const scores = new Map(), covers = new Map();
  let asked = 0;
  const found = await Promise.all(terms.map(async term => {
    const groups = await meant(index, term);
    return { groups, best: await answers(index, groups) };
  }));
  for (const { best } of found) {
    const rarity = Math.log(1 + (index.start.entries - best.size + .5) / (best.size + .5));
    asked += rarity;
    for (const [entry, tells] of best) {
      scores.set(entry, (scores.get(entry) ?? 0) + tells * rarity);
      covers.set(entry, (covers.get(entry) ?? 0) + rarity);
    }
  }
  const most = Math.max(0, ...covers.values());
  const hits = [...scores].filter(([entry]) => covers.get(entry) >= most * ENOUGH && (!keep || keep(entry)))
    .map(([entry, score]) => ({ entry, score: score * (covers.get(entry) / asked) ** 2 }));
  return { hits: hits.sort((a, b) => b.score - a.score || a.entry - b.entry), groups: new Set(found.flatMap(({ groups }) => [...groups.keys()])) };
};

// Which words of a text were meant: word → group.
const matches = (index, groups) => {
  const words = new Map();
  for (const { list, groups: of } of index.shards.values()) list.forEach((word, number) => { if (groups.has(of[number])) words.set(word, of[number]); });
  return words;
};

const partAt = async (index, name, size, entry) => (await index.file(`${name}-${Math.floor(entry / size)}`))[entry % size];

// How many of the best are looked at once more, with their titles.
const LOOKED_AT = 24;

const hitOf = async (index, entry) => {
  const [title, url] = await partAt(index, 'cards', index.start.cards, entry);
  return { entry, title, url, kind: kindOf(index, entry) };
};

const search = async (index, query, keep) => {
  const terms = termsOf(query), { hits, groups } = await ranked(index, terms, keep), words = matches(index, groups);
  const top = await Promise.all(hits.slice(0, LOOKED_AT).map(async ({ entry, score }) => {
    const hit = await hitOf(index, entry);
    return { ...hit, score: score * (1 + nearness(hit.title, words, terms.length)) };
  }));
  return { index, words, total: hits.length, rest: hits.slice(LOOKED_AT), top: top.sort((a, b) => b.score - a.score || a.entry - b.entry) };
};

// How much of a title is what is asked for, from 0 to 1.
const nearness = (title, asked, count) => {
  const all = [...words(title)], groups = new Set(all.map(({ word }) => asked.get(word)).filter(group => group !== undefined));
  return groups.size / Math.max(all.length, count, 1);
};
