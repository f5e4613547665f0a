// The page of its own at /search/: results by kind, and filters. Its address says what is asked for.

const FILTERS = ['kind', 'domain', 'community'];
const MORE = 24;

const startPage = async form => {
  const field = form.elements.q, results = form.parentNode.querySelector('[data-results]'), list = form.parentNode.querySelector('[data-list]');
  const count = form.querySelector('[role=status]'), given = new URLSearchParams(location.search);
  field.value = given.get('q') ?? '';
  const languageOf = () => form.elements.lang?.value || document.documentElement.lang;
  let index = await indexOf(given.get('lang') ?? languageOf()).catch(() => indexOf(document.documentElement.lang));
  let members = await fillFilters(form, index, given);

  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    if (languageOf() !== index.lang) {
      index = await indexOf(languageOf());
      members = await fillFilters(form, index, new URLSearchParams());
    }
    const query = field.value.trim(), chosen = FILTERS.map(name => form.elements[name].value).filter(Boolean);
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
  form.addEventListener('input', showOrSay);
  await showOrSay();
};

// Offers the kinds, domains and communities of the index, and the languages; gives the entries of each.
const fillFilters = async (form, index, given) => {
  const { domains, communities } = await index.file('filters'), members = new Map();
  const offer = (name, options) => {
    const select = form.elements[name];
    select.replaceChildren(element('option', { value: '' }, say(index, `any-${name}`)), ...options.map(([title, entries]) => {
      const value = `${name}:${title}`;
      members.set(value, new Set(entries));
      return element('option', { value, selected: given.get(name) === title }, `${title} (${entries.length})`);
    }));
    select.closest('label').hidden = options.length < 2;
  };
  offer('kind', index.start.kinds.map(({ plural, count }, number) => [plural, Array.from({ length: count }, (_, at) => index.starts[number] + at)]));
  offer('domain', domains.map(([title, entries]) => [title, steps(entries)]));
  offer('community', communities.map(([title, entries]) => [title, steps(entries)]));
  const languages = index.start.languages.map(([lang, name]) => element('option', { value: lang, lang, selected: lang === index.lang }, name));
  form.elements.lang.replaceChildren(...languages);
  form.elements.lang.closest('label').hidden = languages.length < 2;
  form.hidden = false;
  return members;
};

// The address can be sent to others, and the back button leads back to the results.
const remember = form => {
  const address = new URL(location.href);
  address.search = '';
  for (const name of ['q', ...FILTERS, 'lang']) {
    const value = form.elements[name].value.replace(/^\w+:/, name === 'q' ? '$&' : '');
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
