// Narrows and sorts a list in place, by several choices at once. What is chosen stands in the address,
// so it can be shared, and the way back restores it. Within a facet any choice will do; of several
// facets all must hold.
(() => {
  const { keys, entries } = copsiteEntries;
  const facets = document.querySelector('[data-entries]'), list = document.querySelector('[data-list]');
  const found = document.querySelector('.found'), heading = found.querySelector('h2'), clear = found.querySelector('.clear');
  const links = [...facets.querySelectorAll('[data-key]')], sorts = [...facets.querySelectorAll('[data-sort]')];
  const words = facets.dataset, whole = heading.textContent, first = [...list.childNodes];
  const number = n => n.toLocaleString(document.documentElement.lang);
  const pair = key => [...new URLSearchParams(key)][0].join('=');
  const facet = key => key.slice(0, key.indexOf('='));
  const pairs = keys.map(pair), known = new Map(links.map(link => [pair(link.dataset.key), link]));
  const label = link => link.firstChild.textContent.trim();

  const orders = {
    date: null,
    title: (a, b) => a.by_title - b.by_title,
    links: (a, b) => b.links - a.links || a.by_title - b.by_title,
  };

  const asked = () => {
    const parameters = new URLSearchParams(location.search);
    const chosen = new Set([...parameters].map(([name, value]) => `${name}=${value}`).filter(key => known.has(key)));
    return { chosen, sort: parameters.get('sort') in orders ? parameters.get('sort') : 'date' };
  };

  const address = (chosen, sort) => {
    const query = [...chosen].map(key => known.get(key).dataset.key).concat(sort === 'date' ? [] : `sort=${sort}`).join('&');
    return query ? `?${query}` : location.pathname;
  };

  const toggled = (chosen, key) => {
    const others = new Set(chosen);
    if (!others.delete(key)) others.add(key);
    return others;
  };

  // What is left by the choices, those of one facet left aside where it asks for its own counts.
  const left = (chosen, except) => {
    const wanted = new Map();
    for (const key of chosen) wanted.set(facet(key), [...(wanted.get(facet(key)) ?? []), key]);
    wanted.delete(except);
    return entries.filter(entry => [...wanted.values()].every(any => entry.keys.some(place => any.includes(pairs[place]))));
  };

  const showEntries = (chosen, sort) => {
    if (!chosen.size && sort === 'date') return list.replaceChildren(...first);
    const shown = left(chosen).slice();
    if (orders[sort]) shown.sort(orders[sort]);
    list.innerHTML = shown.map(entry => entry.html).join('\n') || '<p class="none"></p>';
    if (!shown.length) list.firstChild.textContent = words.none;
  };

  const showChoices = (chosen, sort) => links.forEach(link => {
    const key = pair(link.dataset.key), on = chosen.has(key);
    const count = left(chosen, facet(key)).filter(entry => entry.keys.some(place => pairs[place] === key)).length;
    link.querySelector('.num').textContent = number(count);
    if (count || on) link.href = address(toggled(chosen, key), sort); else link.removeAttribute('href');
    if (on) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
  });

  const showSorts = (chosen, sort) => sorts.forEach(link => {
    link.href = address(chosen, link.dataset.sort);
    if (link.dataset.sort === sort) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
  });

  const showChosen = (chosen, sort) => {
    found.querySelector('.chosen').replaceChildren(...[...chosen].map(key => {
      const item = document.createElement('li'), link = document.createElement('a'), hidden = document.createElement('span'), cross = document.createElement('span');
      link.className = 'chip';
      link.href = address(toggled(chosen, key), sort);
      hidden.className = 'vh';
      hidden.textContent = `${words.drop}: `;
      cross.ariaHidden = 'true';
      cross.textContent = '×';
      link.append(hidden, label(known.get(key)), cross);
      item.append(link);
      return item;
    }));
    clear.hidden = !chosen.size;
    clear.href = address(new Set(), sort);
  };

  const show = () => {
    const { chosen, sort } = asked();
    const n = left(chosen).length;
    const sentence = words.found.replace('{n}', number(n)).replace('{whole}', number(entries.length));
    heading.textContent = chosen.size ? sentence : whole;
    showEntries(chosen, sort);
    showChoices(chosen, sort);
    showSorts(chosen, sort);
    showChosen(chosen, sort);
    return heading.textContent;
  };

  const follow = event => {
    const link = event.target.closest('a[href]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', link.getAttribute('href'));
    const text = show();
    document.querySelector('#_live').textContent = text;
    // What was pressed may be gone; the sentence that says what is left is the place to go on from.
    if (!link.isConnected || link.hidden) heading.focus();
  };

  facets.addEventListener('click', follow);
  found.addEventListener('click', follow);
  addEventListener('popstate', show);
  show();
})();
