// Branches of the tree stay as the reader left them, for as long as the reader is here.
for (const branch of document.querySelectorAll('[data-branch]')) {
  const key = `branch-${branch.dataset.branch}`;
  try {
    const kept = sessionStorage.getItem(key);
    if (kept && !branch.querySelector('[aria-current]')) branch.open = kept === 'open';
    branch.querySelector('summary').addEventListener('click', () => sessionStorage.setItem(key, branch.open ? 'shut' : 'open'));
  } catch {}
}
