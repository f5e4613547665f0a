// The page of its own at /search/: results by kind, and filters. Its address says what is asked for.

const FILTERS = ['kind', 'domain', 'community'];
const MORE = 24;

const startPage = async form => {
  const { q: field, lang: language } = form.elements, results = form.parentNode.querySelector('[data-results]'), list = form.parentNode.querySelector('[data-list]');
  const count = form.querySelector('[role=status]'), given = new URLSearchParams(location.search);
  const selects = FILTERS.map(name => form.elements[name]).filter(Boolean);
  const languageOf = () => language?.value || document.documentElement.lang;
  field.value = given.get('q') ?? '';
  if (language && given.has('lang')) language.value = given.get('lang');
  let index = await indexOf(languageOf()), members = await fillFilters(selects, index, given), asked = 0;

  const show = async () => {
    const turn = ++asked;
    if (languageOf() !== index.lang) {
      index = await indexOf(languageOf());
      members = await fillFilters(selects, index, new URLSearchParams());
    }
    const query = field.value.trim(), chosen = selects.map(({ value }) => value).filter(Boolean);
    remember(form);
    list.hidden = !!query || chosen.length > 0;
    results.replaceChildren();
    count.textContent = '';
    if (!list.hidden) return;
    const found = await find(index.lang, query, entry => chosen.every(name => members.get(name).has(entry)));
    // What was asked for since then is on its way.
    if (turn !== asked) return;
    count.textContent = say(index, 'results', { n: found.total });
    if (!found.total) return results.replaceChildren(element('div', { class: 'no-hits' }, ...await nothing(index, query)));
    append(found, results, found.top);
  };
  const showOrSay = () => show().catch(() => { count.textContent = say(index, 'failed'); list.hidden = false; });
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', paused(index, showOrSay));
  await showOrSay();
};

// Offers the kinds, domains and communities of the index; gives the entries of each.
const fillFilters = async (selects, index, given) => {
  const { domains, communities } = await index.file('filters'), members = new Map();
  const of = all => all.map(([title, entries]) => [title, steps(entries)]);
  const offers = {
    kind: index.start.kinds.map(({ plural, count }, number) => [plural, Array.from({ length: count }, (_, at) => index.starts[number] + at)]),
    domain: of(domains),
    community: of(communities),
  };
  for (const select of selects) {
    const name = select.name;
    select.replaceChildren(element('option', { value: '' }, say(index, `any-${name}`)), ...offers[name].map(([title, entries]) => {
      const value = `${name}:${title}`;
      members.set(value, new Set(entries));
      return element('option', { value, selected: given.get(name) === title }, `${title} (${entries.length})`);
    }));
  }
  return members;
};

// The address can be sent to others, and the back button leads back to the results.
const remember = form => {
  const address = new URL(location.href);
  address.search = '';
  for (const name of ['q', ...FILTERS, 'lang']) {
    const written = form.elements[name]?.value ?? '', value = FILTERS.includes(name) ? written.replace(/^\w+:/, '') : written;
    if (value.trim() && !(name === 'lang' && value === document.documentElement.lang)) address.searchParams.set(name, value);
  }
  history.replaceState(null, '', address);
};

const append = (found, results, hits) => {
  const { index, words } = found, rows = new Map();
  for (const [kind, ofKind] of byKind(hits)) {
    let section = [...results.children].find(({ dataset }) => dataset.of === kind.plural);
    if (!section) {
      const icon = element('span', { class: 'h-icon' });
      icon.innerHTML = kind.icon;
      section = element('section', { class: 'list', 'data-of': kind.plural, 'data-kind': kind.hue ?? 'ink' }, element('h2', {}, icon, kind.plural));
      results.append(section);
    }
    for (const hit of ofKind) {
      const row = element('article', { class: 'entry hit', lang: index.lang !== document.documentElement.lang && index.lang },
        element('h3', {}, element('a', { href: address(hit.url) }, ...marked(hit.title, words))), element('p', { class: 'sentence' }));
      rows.set(row, hit);
      section.append(row);
    }
  }
  fillIn(found, rows);
  results.querySelector('.more-hits')?.remove();
  if (!found.rest.length) return;
  const more = element('button', { class: 'btn more-hits', type: 'button' }, say(index, 'more'));
  results.append(more);
  more.addEventListener('click', async () => {
    const next = found.rest.splice(0, MORE);
    append(found, results, await Promise.all(next.map(({ entry }) => hitOf(index, entry))));
  });
};
