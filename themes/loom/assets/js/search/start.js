// Where the parts are put together: the page's own field where there is one, else the dialog.

// An index that was replaced while the page was open, or of which a file did not come, is opened once more.
const find = async (lang, query, keep) => {
  try {
    return await search(await indexOf(lang), query, keep);
  } catch {
    indexes.delete(lang);
    return search(await indexOf(lang, Date.now()), query, keep);
  }
};

const form = document.querySelector('form[data-search]');
copsiteSearch.open = () => form ? form.elements.q.focus() : openDialog(document.documentElement.lang);
copsiteSearch.find = find;
copsiteSearch.arranged = hits => byKind(hits.slice(0, SHOWN)).flatMap(([, ofKind]) => ofKind);
// Without an index the list of all pages stays.
if (form) startPage(form).catch(() => {});
