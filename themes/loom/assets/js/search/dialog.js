// The search that opens over any page: a combobox (ARIA 1.2), with everything in reach of the keyboard.

const SHOWN = 12;
let dialog;

const openDialog = async lang => {
  dialog ??= makeDialog(await indexOf(lang));
  if (dialog.open) return;
  dialog.showModal();
  dialog.querySelector('input').select();
};

const makeDialog = index => {
  const input = element('input', { role: 'combobox', 'aria-label': say(index, 'site'), 'aria-expanded': 'false', 'aria-controls': 'search-hits', 'aria-autocomplete': 'list', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'go', placeholder: say(index, 'hint') });
  const list = element('div', { class: 'hits', id: 'search-hits', role: 'listbox', 'aria-label': say(index, 'site') });
  const none = element('div', { class: 'no-hits' }), count = element('span', { role: 'status' });
  const all = element('a', { class: 'all-hits', hidden: true });
  const close = element('button', { class: 'icon-btn', type: 'button' }, 'Esc', element('span', { class: 'vh' }, ` ${say(index, 'closes')}`));
  const keys = element('span', { class: 'keys', 'aria-hidden': 'true' }, element('kbd', {}, '↑'), ' ', element('kbd', {}, '↓'), ` ${say(index, 'move')} `, element('kbd', {}, 'Enter'), ` ${say(index, 'open')}`);
  const icon = element('span');
  icon.innerHTML = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><use href="#_i-search"/></svg>';
  const made = element('dialog', { class: 'search', 'aria-label': say(index, 'site') },
    element('div', { class: 'search-top' }, icon, input, close), list, none, element('div', { class: 'search-foot' }, count, all, keys));
  document.body.append(made);

  const options = () => [...list.querySelectorAll('[role=option]')];
  let at = -1, asked = 0;
  const pick = number => {
    const all = options();
    all[at]?.setAttribute('aria-selected', 'false');
    at = all.length ? (number + all.length) % all.length : -1;
    all[at]?.setAttribute('aria-selected', 'true');
    if (at < 0) input.removeAttribute('aria-activedescendant'); else input.setAttribute('aria-activedescendant', all[at].id);
    // The first is shown with the name of its group above it.
    if (at === 0) list.scrollTop = 0; else all[at]?.scrollIntoView({ block: 'nearest' });
  };
  const follow = (option, inNewTab) => {
    if (!option) return;
    if (inNewTab) open(option.dataset.href, '_blank', 'noopener'); else location.href = option.dataset.href;
  };

  const show = async query => {
    const turn = ++asked, found = await find(index.lang, query);
    // What was typed since then is on its way.
    if (turn !== asked) return;
    const rows = new Map();
    list.replaceChildren(...byKind(found.top.slice(0, SHOWN)).map(([kind, hits]) => element('div', { role: 'group', 'aria-label': kind.plural }, ...hits.map(hit => {
      const row = element('div', { class: 'hit', role: 'option', id: `search-hit-${hit.entry}`, 'aria-selected': 'false', 'data-href': address(hit.url) },
        badge(kind), element('div', {}, element('b', {}, ...marked(hit.title, found.words)), element('p', { class: 'sentence' })));
      rows.set(row, hit);
      return row;
    }))));
    at = -1;
    none.replaceChildren(...query && !found.total ? await nothing(index, query) : []);
    count.textContent = query ? say(index, 'results', { n: found.total }) : '';
    all.hidden = found.total <= rows.size;
    all.href = `${address('search/')}?q=${encodeURIComponent(query)}&lang=${index.lang}`;
    all.textContent = say(index, 'all', { n: found.total });
    input.setAttribute('aria-expanded', String(rows.size > 0));
    pick(0);
    fillIn(found, rows);
  };
  const ask = () => show(input.value.trim()).catch(() => {
    const list = element('a', { href: address('search/') }, say(index, 'failed'));
    none.replaceChildren(element('p', {}, list));
  });

  input.addEventListener('input', paused(index, ask));
  input.addEventListener('keydown', event => {
    if (event.isComposing) return;
    const controls = event.ctrlKey || event.metaKey;
    if (event.key === 'ArrowDown') pick(at + 1);
    else if (event.key === 'ArrowUp') pick(at - 1);
    else if (event.key === 'Home' && controls) pick(0);
    else if (event.key === 'End' && controls) pick(-1);
    else if (event.key === 'Enter') follow(options()[at], controls);
    else return;
    event.preventDefault();
  });
  const pointed = event => {
    const option = event.target.closest('[role=option]');
    if (option && event.button < 2) follow(option, event.button === 1 || event.ctrlKey || event.metaKey);
  };
  list.addEventListener('click', pointed);
  list.addEventListener('auxclick', pointed);
  made.addEventListener('click', event => event.target === made && made.close());
  close.addEventListener('click', () => made.close());
  return made;
};
