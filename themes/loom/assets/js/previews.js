// Shows what a link leads to while it is pointed at or has the focus. It repeats what stands behind the
// link, so assistive technology is not told of it, and it holds nothing that could take the focus.
(() => {
  const words = document.body.dataset, folder = new URL(words.previews, document.baseURI);
  const home = new URL('../../', folder).href, files = new Map();
  const pointed = matchMedia('(hover: hover) and (pointer: fine)');
  const wait = { pointerover: 300, focusin: 600 }, grace = 150;
  let box, shownFor, coming, going;

  // FNV-1a, as the build counts.
  const shard = address => {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(address)) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0) % Number(words.previewFiles);
  };

  const fileOf = number => {
    if (!files.has(number)) files.set(number, fetch(new URL(`${number}.json`, folder)).then(answer => answer.ok ? answer.json() : null).catch(() => null));
    return files.get(number);
  };

  const addressOf = link => {
    if (link.dataset.to) return link.dataset.to;
    const url = link.href.replace(/[?#].*$/, '');
    return url.startsWith(home) && url !== location.href.replace(/[?#].*$/, '') ? url.slice(home.length) : null;
  };

  const element = (name, className, text, lang) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    if (lang) made.lang = lang;
    return made;
  };

  const addIcons = sprite => {
    const from = new DOMParser().parseFromString(sprite, 'text/html'), into = document.querySelector('.sprite defs');
    from.querySelectorAll('symbol').forEach(symbol => { if (!document.getElementById(symbol.id)) into?.append(symbol); });
  };

  const drawn = card => {
    const made = element('div', 'preview', '', card.lang), badge = element('span', card.hue ? 'badge' : 'chip chip--type');
    if (card.hue) badge.dataset.kind = card.hue;
    badge.innerHTML = '<svg class="i" viewBox="0 0 24 24"><use/></svg>';
    badge.querySelector('use').setAttribute('href', `#_i-${card.icon}`);
    badge.append(card.kind);
    made.ariaHidden = 'true';
    made.append(badge, element('p', 't', card.title));
    if (card.summary) made.append(element('p', '', card.summary));
    return made;
  };

  // Under the line of the link that is pointed at, over it where there is no room; never on the link.
  const place = (made, link) => {
    const around = link.getBoundingClientRect(), room = innerHeight - around.bottom, gap = 6;
    const above = room < made.offsetHeight + gap && around.top > room;
    const edge = document.documentElement.clientWidth - made.offsetWidth - 16;
    made.style.top = `${scrollY + (above ? around.top - made.offsetHeight - gap : around.bottom + gap)}px`;
    made.style.left = `${scrollX + Math.max(16, Math.min(around.left, edge))}px`;
  };

  const hide = () => {
    clearTimeout(coming);
    clearTimeout(going);
    box?.remove();
    box = shownFor = null;
  };

  const show = async link => {
    const address = addressOf(link), file = address !== null && await fileOf(shard(address)), card = file?.cards?.[address];
    if (!card || shownFor !== link || !link.isConnected) return;
    addIcons(file.sprite);
    box?.remove();
    box = drawn(card);
    document.body.append(box);
    place(box, link);
  };

  // A card, an embed and a list already show what a preview would.
  const linkAt = target => {
    const link = target.closest?.('main a[href], .loom [data-to]');
    return link && !link.closest('.entry, .embed, .feature, .cop, nav') ? link : null;
  };

  const come = event => {
    if (event.target.closest?.('.preview')) return clearTimeout(going);
    const link = linkAt(event.target);
    if (!link || link === shownFor) return link && clearTimeout(going);
    if (event.type === 'pointerover' ? !pointed.matches || event.pointerType === 'touch' : !link.matches(':focus-visible')) return;
    hide();
    shownFor = link;
    coming = setTimeout(() => show(link), wait[event.type]);
  };

  const leave = event => {
    if (shownFor && (event.target.closest?.('.preview') || shownFor.contains(event.target))) {
      clearTimeout(coming);
      going = setTimeout(hide, grace);
    }
  };

  addEventListener('pointerover', come);
  addEventListener('focusin', come);
  addEventListener('pointerout', leave);
  addEventListener('focusout', leave);
  addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
  addEventListener('pagehide', hide);

  // What was pointed at while this was loading.
  const now = document.querySelector('main a:hover, .loom [data-to]:hover');
  if (now) come({ type: 'pointerover', target: now });
  else if (document.activeElement?.matches('main a')) come({ type: 'focusin', target: document.activeElement });
})();
