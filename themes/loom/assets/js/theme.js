// Enhancement only: every page is complete without this file.
(() => {
  const root = document.documentElement, words = document.body.dataset;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const say = text => { one('#_live').textContent = text; };
  const load = source => new Promise((done, failed) => document.head.append(Object.assign(document.createElement('script'), { src: source, onload: done, onerror: failed })));

  // Colours: system, light, dark. A line in <head> applies the choice before the first paint.
  const order = ['system', 'light', 'dark'], labels = words.colours.split('|');
  const chosen = () => Math.max(0, order.indexOf(root.dataset.theme));
  const switches = all('[data-theme-switch]');
  const relabel = () => switches.forEach(button => {
    const now = labels[chosen()], next = labels[(chosen() + 1) % 3];
    if ('themeText' in button.dataset) button.textContent = now;
    button.setAttribute('aria-label', fill(words.coloursChange, { now, next }));
  });
  switches.forEach(button => button.onclick = () => {
    const next = order[(chosen() + 1) % 3];
    if (next === 'system') delete root.dataset.theme; else root.dataset.theme = next;
    // Storage is refused in some private windows and on some file systems; the choice then lasts for this page.
    try { if (next === 'system') localStorage.removeItem('theme'); else localStorage.setItem('theme', next); } catch {}
    relabel();
    say(fill(words.coloursNow, { now: labels[chosen()] }));
  });
  relabel();

  // From a memory stick there is no server that would answer a folder with its index.html.
  if (location.protocol === 'file:') {
    const complete = () => all('a[href]').forEach(link => {
      const [, path, rest] = /^([^?#]*)(.*)$/.exec(link.getAttribute('href'));
      if (path.endsWith('/') && !/^[a-z][\w+.-]*:/i.test(path)) link.setAttribute('href', path + 'index.html' + rest);
    });
    complete();
    new MutationObserver(complete).observe(one('main'), { childList: true, subtree: true });
  }

  // The search is loaded when it is first asked for. Where it cannot be, its link leads to the list of all pages.
  const search = one('.search-open'), source = search?.dataset.script;
  if (search) {
    let coming;
    const ready = () => coming ??= window.copsiteSearch?.open ? Promise.resolve() : load(source);
    const ask = () => ready().then(() => copsiteSearch.open()).catch(() => { location.href = search.href; });
    search.addEventListener('click', event => {
      if (!source || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      ask();
    });
    addEventListener('keydown', event => {
      const typing = event.target.closest?.('input,textarea,select,[contenteditable]'), controls = event.ctrlKey || event.metaKey;
      const slash = event.key === '/' && one('kbd', search) && !typing && !controls && !event.altKey;
      if (slash || (event.key === 'k' && controls && !event.shiftKey)) { event.preventDefault(); search.click(); }
    });
  }

  // Copy buttons. Line numbers are drawn by the style sheet, so they are not part of the text.
  all('.copybox > .bar').forEach(bar => {
    const button = document.createElement('button'), label = document.createElement('span');
    button.type = 'button';
    button.innerHTML = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 9h11v11H9zM5 15H4V4h11v1"/></svg>';
    label.textContent = words.copy;
    button.append(label);
    bar.append(button);
    button.onclick = async () => {
      try {
        const lines = all('.line', bar.parentNode), text = one('pre', bar.parentNode).textContent;
        await navigator.clipboard.writeText(lines.length && !text.includes('\n') ? lines.map(line => line.textContent).join('\n') : text);
        label.textContent = words.copied;
      } catch { label.textContent = words.copyFailed; }
      say(label.textContent);
      setTimeout(() => { label.textContent = words.copy; }, 2000);
    };
  });

  // What was ahead when the page was made may be over on the reader's clock.
  const now = new Date(), today = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  all('[data-over]').forEach(list => all('[data-last]', list).filter(date => date.dataset.last < today).forEach(date => {
    const chip = document.createElement('span');
    chip.className = 'chip';
    chip.textContent = list.dataset.over;
    one('.meta', date).append(chip);
    list.append(date);
  }));

  // A mark of the loom that stands for one piece leads to it; the list beside it is the way of the keyboard.
  all('.loom > svg').forEach(svg => {
    const { base, wide, narrow } = svg.parentNode.dataset, places = (svg.matches('.wide') ? wide : narrow).split(' ');
    all('.m', svg).forEach((mark, at) => { if (places[at]) mark.dataset.to = places[at]; });
    svg.onclick = ({ target: { dataset: { to } } }) => { if (to) location.href = base + to + (location.protocol === 'file:' ? 'index.html' : ''); };
  });

  // Previews of links come with a script of their own when the first link is pointed at.
  if (words.previews && location.protocol !== 'file:' && !matchMedia('(prefers-reduced-data: reduce)').matches) {
    const begin = event => {
      if (!event.target.closest?.('main a[href], .loom [data-to]')) return;
      ['pointerover', 'focusin'].forEach(name => removeEventListener(name, begin));
      load(words.previewScript);
    };
    ['pointerover', 'focusin'].forEach(name => addEventListener(name, begin));
  }

  // A list is narrowed in place by a script that comes, with all its entries, when somebody asks for it.
  const facets = one('[data-entries]');
  if (facets) {
    const ask = event => {
      const link = event.target.closest('a');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      ready().then(() => link.click(), () => location.assign(link.href));
    };
    let coming;
    const ready = () => coming ??= load(facets.dataset.entries).then(() => load(facets.dataset.script)).then(() => facets.removeEventListener('click', ask));
    facets.addEventListener('click', ask);
    if (location.search) ready();
  }

  // The share sheet of the system, where there is one.
  if (navigator.share) all('[data-share]').forEach(button => {
    button.hidden = false;
    button.onclick = () => navigator.share({ title: document.title, url: button.previousElementSibling.href }).catch(() => {});
  });

  all('[data-print]').forEach(button => button.onclick = () => print());

  // Contents: mark the section being read.
  const links = all('.toc:not(.toc--text) a'), heads = [...new Set(links.map(link => decodeURIComponent(link.hash.slice(1))))].map(id => document.getElementById(id)).filter(Boolean);
  if (heads.length) {
    const seen = new Set(), observer = new IntersectionObserver(entries => {
      entries.forEach(entry => seen[entry.isIntersecting ? 'add' : 'delete'](entry.target));
      const now = heads.find(head => seen.has(head)) || heads.filter(head => head.getBoundingClientRect().top < 120).pop() || heads[0];
      links.forEach(link => decodeURIComponent(link.hash.slice(1)) === now.id ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
    }, { rootMargin: '-8% 0px -72% 0px' });
    heads.forEach(head => observer.observe(head));
  }
})();
