// What the preview adds to a page: it brings the page up to date when the site has changed, and shows
// what is wrong and what is not published yet. Published pages never hold it.
(() => {
  'use strict';
  let shown = { ...document.currentScript.dataset };
  const NOTE = 'copsite-note';
  const PLACE = 'copsite-place';

  // Browsers allow about six connections to a server: a tab that nobody sees gives its own back,
  // and is told what it missed when it is looked at again.
  let source = null;
  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource('/__copsite/events');
    source.addEventListener('revision', (event) => follow(JSON.parse(event.data)));
  };
  const leave = () => {
    if (source) source.close();
    source = null;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : listen()));
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', listen);

  // One change is taken in at a time, and of those that come meanwhile only the last.
  let next = null;
  let busy = false;
  const follow = async (news) => {
    next = news;
    if (busy) return;
    busy = true;
    while (next) {
      const latest = next;
      next = null;
      if (String(latest.revision) !== shown.revision) await update(latest).catch(reload);
    }
    busy = false;
  };

  // Browsers come back to the same place by themselves, but for a place that they have had no time to note.
  const reload = () => {
    sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollY]));
    location.reload();
  };
  const comeBack = () => {
    const [path, place] = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]');
    sessionStorage.removeItem(PLACE);
    if (path === location.pathname && scrollY === 0) scrollTo(0, place);
  };

  const update = async (news) => {
    const elsewhere = news.edited.filter(({ url }) => url !== location.pathname);
    const isNext = String(news.revision) === String(Number(shown.revision) + 1);
    if (elsewhere.length) sessionStorage.setItem(NOTE, JSON.stringify({ edited: elsewhere, others: news.others }));
    if (news.assets || !isNext) return reload();
    const answer = await fetch(location.href, { cache: 'no-store' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('script[src="/__copsite/client.js"]')?.dataset;
    if (!fresh || fresh.unstyled !== shown.unstyled) return reload();
    if (fresh.print !== shown.print) exchangeStyles(page);
    shown = { ...fresh };
    showProblems();
    showBadge();
    showNote();
  };

  // The old sheet goes when the new one is there, so that the page is never without.
  const exchangeStyles = (page) => {
    const sheets = (of) => [...of.querySelectorAll('link[rel~="stylesheet"]')];
    const fresh = sheets(page).map((sheet) => sheet.getAttribute('href'));
    sheets(document).forEach((old, index) => {
      if (!fresh[index] || fresh[index] === old.getAttribute('href')) return;
      const sheet = old.cloneNode();
      sheet.href = fresh[index];
      sheet.addEventListener('load', () => old.remove());
      sheet.addEventListener('error', reload);
      old.after(sheet);
    });
  };

  const element = (name, text) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  };

  const link = (text, href) => {
    const made = element('a', text);
    made.href = href;
    return made;
  };

  const button = (text, act) => {
    const made = element('button', text);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  };

  const STYLE = `
    :host { position: fixed; z-index: 2147483646; margin: 0; padding: 0; border: 0; background: none; overflow: visible;
      width: auto; height: auto; max-width: none; max-height: none; color: inherit; font: 15px/1.5 system-ui, sans-serif; }
    :host(copsite-problems) { inset: auto 0 0 0; z-index: 2147483647; }
    :host(copsite-note) { inset: auto 1rem 1rem auto; max-width: min(24rem, calc(100vw - 2rem)); }
    :host(copsite-badge) { inset: auto auto 1rem 1rem; }
    :host > * { box-sizing: border-box; background: #1d1f24; color: #f2f2f2; }
    section { max-height: 60vh; overflow: auto; padding: 1rem 1.25rem 1.25rem; border-top: 4px solid #ff8a75; }
    aside, .note { display: flex; align-items: baseline; gap: .75rem; padding: .5rem .75rem; border-radius: 6px; }
    .head { display: flex; align-items: baseline; gap: 1rem; }
    h2 { flex: 1; margin: 0; font-size: 1.1rem; color: #ffb3a5; }
    p { flex: 1; margin: 0; }
    a { color: #ffd98a; }
    button { min-height: 28px; padding: 2px 12px; border: 1px solid #9a9a9a; border-radius: 4px;
      background: none; color: inherit; font: inherit; cursor: pointer; }
    :focus-visible { outline: 2px solid #ffb3a5; outline-offset: 2px; }
    pre { margin: .75rem 0 0; overflow-x: auto; font: 13.5px/1.5 ui-monospace, monospace; }
    @media print { :host { display: none; } }`;

  // A style element would be stopped by the policy of the page.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);

  // Puts an element of ours in the place of the one before it; without children there is none.
  const show = (name, ...children) => {
    document.querySelector(name)?.remove();
    if (!children.length) return;
    const host = element(name);
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(...children);
    document.body.append(host);
    // Above dialogs of the page, which are in the top layer.
    host.popover = 'manual';
    host.showPopover?.();
  };

  const showProblems = () => {
    const name = 'copsite-problems';
    if (document.querySelector(name)?.dataset.words === shown.problems) return;
    if (!shown.problems) return show(name);
    const panel = element('section');
    panel.setAttribute('role', 'alert');
    const head = element('div');
    head.className = 'head';
    const title = element('h2', 'These errors keep the site from being published');
    head.append(title, link('All problems', '/__copsite/'), button('Hide', () => show(name)));
    const words = element('pre', shown.problems);
    words.tabIndex = 0;
    panel.append(head, words);
    show(name, panel);
    document.querySelector(name).dataset.words = shown.problems;
  };

  const REASONS = {
    draft: 'Draft: not published',
    unreadable: 'An error in its front matter: not published',
    held: 'Held until a later date: not published yet',
    expired: 'Expired: no longer published',
    consent: 'Without the consent of the people in it: not published',
    audience: 'Not for everybody: published for its audience only',
  };

  const showBadge = () => {
    const reason = REASONS[shown.withheld];
    if (!reason) return show('copsite-badge');
    const badge = element('aside');
    badge.setAttribute('aria-label', 'Preview');
    badge.append(element('p', reason), link('All that is not published', '/__copsite/'));
    show('copsite-badge', badge);
  };

  // What was edited elsewhere is told once, also where it made this page load again.
  const showNote = () => {
    const told = sessionStorage.getItem(NOTE);
    sessionStorage.removeItem(NOTE);
    if (!told) return;
    const { edited, others } = JSON.parse(told);
    const note = element('div');
    note.className = 'note';
    note.setAttribute('role', 'status');
    const words = element('p', 'Edited: ');
    words.append(link(edited[0].title, edited[0].url));
    const more = edited.length - 1 + others;
    if (more) words.append(` and ${more} more`);
    note.append(words, button('Hide', () => show('copsite-note')));
    show('copsite-note', note);
  };

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !document.querySelector('copsite-problems, copsite-note')) return;
    // A dialog below it stays.
    event.preventDefault();
    ['copsite-problems', 'copsite-note'].forEach((name) => show(name));
  });
  const start = () => {
    showProblems();
    showBadge();
    showNote();
    listen();
    if (document.readyState === 'complete') comeBack();
    else window.addEventListener('load', comeBack);
  };
  if (document.body && document.readyState !== 'loading') start();
  else document.addEventListener('DOMContentLoaded', start);
})();
