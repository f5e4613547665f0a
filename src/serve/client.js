// What the preview adds to a page: it reloads the page when the site has changed, and shows what
// is wrong. Published pages never hold it.
(() => {
  'use strict';
  const { revision, problems } = document.currentScript.dataset;

  // Browsers allow about six connections to a server: a tab that nobody sees gives its own back,
  // and is told what it missed when it is looked at again.
  let source = null;
  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource('/__copsite/events');
    source.addEventListener('revision', (event) => {
      if (event.data !== revision) location.reload();
    });
  };
  const leave = () => {
    if (source) source.close();
    source = null;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : listen()));
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', listen);
  listen();

  if (!problems) return;

  const style = `
    :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; }
    section { box-sizing: border-box; max-height: 60vh; overflow: auto; padding: 1rem 1.25rem 1.25rem;
      background: #1d1f24; color: #f2f2f2; border-top: 4px solid #ff8a75; font: 15px/1.5 system-ui, sans-serif; }
    header { display: flex; align-items: baseline; gap: 1rem; }
    h2 { flex: 1; margin: 0; font-size: 1.1rem; color: #ffb3a5; }
    button { min-height: 28px; padding: 2px 12px; border: 1px solid #9a9a9a; border-radius: 4px;
      background: none; color: inherit; font: inherit; cursor: pointer; }
    button:focus-visible, pre:focus-visible { outline: 2px solid #ffb3a5; outline-offset: 2px; }
    pre { margin: .75rem 0 0; overflow-x: auto; font: 13.5px/1.5 ui-monospace, monospace; }
    @media print { :host { display: none; } }`;

  const element = (name, text) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  };

  const overlay = element('copsite-problems');
  const root = overlay.attachShadow({ mode: 'open' });
  const panel = element('section');
  panel.setAttribute('role', 'alert');
  const header = element('header');
  const hide = element('button', 'Hide');
  hide.type = 'button';
  hide.addEventListener('click', () => overlay.remove());
  header.append(element('h2', 'These errors keep the site from being published'), hide);
  const words = element('pre', problems);
  words.tabIndex = 0;
  panel.append(header, words);
  root.append(element('style', style), panel);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') overlay.remove();
  });
  document.addEventListener('DOMContentLoaded', () => document.body.append(overlay));
})();
