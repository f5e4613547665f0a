// On the page for what is not there: the three titles that are nearest to the words of the address. The
// search finds them; where it cannot, the page says what it says without.
(() => {
  const place = document.querySelector('[data-nearest]'), list = place.querySelector('ul');

  // The last part of the address without its ending. What is no address at all has no words.
  const asked = () => {
    try {
      return decodeURIComponent(location.pathname.split('/').filter(Boolean).at(-1) ?? '').replace(/\.\w+$/, '').replace(/[-_+.]/g, ' ');
    } catch {
      return '';
    }
  };

  const line = ({ title, url, kind }) => {
    const row = document.createElement('li'), link = document.createElement('a'), of = document.createElement('span');
    link.href = place.dataset.nearest + url;
    link.textContent = title;
    of.className = 'of';
    of.textContent = kind.label;
    row.append(link, of);
    return row;
  };

  // A space at the end says that the last word is whole.
  const query = asked().trim();
  if (query) {
    copsiteSearch.find(document.documentElement.lang, `${query} `).then(({ top }) => {
      list.replaceChildren(...top.slice(0, 3).map(line));
      place.firstElementChild.hidden = !top.length;
    }).catch(() => {});
  }
})();
