// T05, T23, T24: headings and landmarks, the contents list, and backlinks, on a page of every type; long: on every page.

import { example, site } from './support/example.mjs';
import { contents, outline } from './support/looks.mjs';
import { isLong, types } from './support/pages.mjs';
import { pages } from './support/site.mjs';
import { testLooks } from './support/survey.mjs';

example();

// What a page says of another in its text is shown by the sentence; what it declares at its head has none.
const backlinks = async () => {
  const found = [];
  for (const row of document.querySelectorAll('.bl > li')) {
    const sentence = row.querySelector('q');
    const source = row.querySelector('a');
    const length = sentence ? [...sentence.textContent].length : 0;
    if (sentence && !sentence.querySelector('mark')) found.push(`has no mark in "${sentence.textContent}"`);
    if (length > 240) found.push(`has a sentence of ${length} for "${source.textContent.trim()}"`);
    if (!sentence && (await says(source.href))) found.push(`has no sentence for "${source.textContent.trim()}"`);
  }
  return found;

  async function says(address) {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
    const links = [...page.querySelectorAll('.prose a[href]')].filter((link) => !link.closest('.facts, .parts, .embed, .piece, .told, q'));
    return links.some((link) => new URL(link.getAttribute('href'), address).pathname === location.pathname);
  }
};

const looked = async () => (isLong ? pages(site.output) : Object.values(types));

testLooks({ javaScriptEnabled: false }, looked, {
  'T05 one h1, no level skipped, one of each landmark, every nav labelled': { look: outline },
  'T23 the contents list is the headings of the text, and absent under two': { look: contents },
  'T24 each backlink shows its sentence with the link marked': { look: backlinks },
});
