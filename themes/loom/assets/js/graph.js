// The graph is complete as a picture; this moves and enlarges it.
(() => {
  const figure = document.querySelector('[data-graph]'), view = figure?.querySelector('.view'), svg = view?.querySelector('svg');
  if (!svg) return;
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  let x = 0, y = 0, w = width;
  const high = () => w * height / width;
  const draw = () => {
    w = Math.min(width, Math.max(width / 8, w));
    // At least the half of what is seen is picture.
    x = Math.min(width - w / 2, Math.max(-w / 2, x));
    y = Math.min(height - high() / 2, Math.max(-high() / 2, y));
    svg.setAttribute('viewBox', [x, y, w, high()].map(value => value.toFixed(1)).join(' '));
  };
  const zoom = (factor, atX = .5, atY = .5) => {
    const before = w, beforeHigh = high();
    w = Math.min(width, Math.max(width / 8, w * factor));
    x += (before - w) * atX;
    y += (beforeHigh - high()) * atY;
    draw();
  };
  const move = (dx, dy) => { x += dx * w; y += dy * high(); draw(); };
  const does = {
    in: () => zoom(.75), out: () => zoom(4 / 3), reset: () => { x = y = 0; w = width; draw(); },
    left: () => move(-.15, 0), right: () => move(.15, 0), up: () => move(0, -.15), down: () => move(0, .15),
  };
  figure.addEventListener('click', event => does[event.target.closest('[data-do]')?.dataset.do]?.());

  const keys = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', '+': 'in', '=': 'in', '-': 'out', 0: 'reset' };
  view.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    does[keys[event.key]]();
  });

  // A wheel alone scrolls the page, as everywhere.
  svg.addEventListener('wheel', event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    zoom(event.deltaY < 0 ? .85 : 1 / .85, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }, { passive: false });

  // A finger scrolls; a mouse or a pen moves the picture, and a press that does not move leads to the list.
  const marks = [...svg.querySelectorAll('.m')];
  let from = null;
  svg.addEventListener('pointerdown', event => {
    if (event.pointerType === 'touch' || event.button) return;
    from = { x, y, atX: event.clientX, atY: event.clientY, moved: false, mark: marks.indexOf(event.target) };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', event => {
    if (!from) return;
    const scale = w / svg.getBoundingClientRect().width, dx = event.clientX - from.atX, dy = event.clientY - from.atY;
    from.moved ||= Math.hypot(dx, dy) > 4;
    if (!from.moved) return;
    x = from.x - dx * scale;
    y = from.y - dy * scale;
    draw();
  });
  const end = () => {
    if (from && !from.moved && from.mark >= 0) location.hash = `n${from.mark + 1}`;
    from = null;
  };
  svg.addEventListener('pointerup', end);
  svg.addEventListener('pointercancel', () => { from = null; });
})();
