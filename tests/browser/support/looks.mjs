// What is wrong with the page that is open. Each runs inside the page, and returns a text for each problem.

/** Headings in order, one of each landmark, every nav labelled, no id twice. */
export const outline = () => {
  const found = [];
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => [Number(heading.tagName[1]), heading.textContent]);
  const titles = headings.filter(([level]) => level === 1).length;
  if (titles !== 1) found.push(`has ${titles} h1`);
  headings.forEach(([level, text], at) => {
    const above = at === 0 ? 0 : headings[at - 1][0];
    if (level > above + 1) found.push(`skips from h${above} to h${level} at "${text.trim()}"`);
  });
  const count = (selector) => document.querySelectorAll(selector).length;
  if (count('body > header') !== 1) found.push('has not one header');
  if (count('main') !== 1) found.push('has not one main');
  if (count('body > footer') !== 1) found.push('has not one footer');
  for (const nav of document.querySelectorAll('nav')) {
    const by = nav.getAttribute('aria-labelledby');
    const label = by ? document.getElementById(by)?.textContent : nav.getAttribute('aria-label');
    if (!label?.trim()) found.push(`has a nav without a label: ${nav.outerHTML.slice(0, 80)}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) found.push(`has an id twice: ${twice}`);
  return found;
};

/** The list of contents is the headings of the text, and absent under two. */
export const contents = () => {
  const found = [];
  const plain = (element) => {
    const copy = element.cloneNode(true);
    for (const anchor of copy.querySelectorAll('.anchor')) anchor.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const headings = [...document.querySelectorAll('.prose > h2[id], .prose > h3[id]')].map((heading) => `#${heading.id} ${plain(heading)}`);
  for (const list of document.querySelectorAll('.article .toc-narrow .toc, .rail .toc')) {
    const links = [...list.querySelectorAll('a')];
    for (const link of links) {
      if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) found.push(`leads nowhere: ${link.hash}`);
    }
    const listed = links.map((link) => `${decodeURIComponent(link.hash)} ${plain(link)}`);
    if (document.querySelector('.article') && `${listed}` !== `${headings}`) found.push(`lists [${listed}] for [${headings}]`);
  }
  const hasList = document.querySelector('.rail .toc') !== null;
  // The example's page on privacy says `toc = false`.
  const wantsList = headings.length > 1 && !location.pathname.endsWith('/privacy/');
  if (document.querySelector('.article') && hasList !== wantsList) found.push(`has ${headings.length} headings and ${hasList ? 'a' : 'no'} list`);
  return found;
};

/** What makes the page scroll sideways, if anything does. */
export const overflow = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return null;
  const reach = (element) => element.getBoundingClientRect().right;
  const widest = [...document.body.querySelectorAll('*')].sort((a, b) => reach(b) - reach(a))[0];
  return `${scrollWidth} px of ${clientWidth}: ${widest.outerHTML.slice(0, 120)}`;
};

/** What can be pressed and is smaller than 24 by 24 CSS px. */
export const smallTargets = () => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
  const isInline = (element) => ['inline', 'contents'].includes(getComputedStyle(element).display);
  return [...document.querySelectorAll('a[href], button, summary, input, select, textarea')]
    .filter((element) => shown(element) && !isInline(element))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width < 23.99 || box.height < 23.99)
    .map(({ element, box }) => `${box.width.toFixed(1)} × ${box.height.toFixed(1)}: ${element.outerHTML.slice(0, 120)}`);
};
