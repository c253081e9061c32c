// The functions that evaluated scripts start with. Nothing is left in the page.
const fold = (s) => (s || '').replace(/\s+/g, ' ').trim();

const textOf = (e) => {
  const isButton = e.tagName === 'INPUT' && ['submit', 'button', 'reset'].includes(e.type);
  return fold(isButton ? e.value : e.innerText ?? e.textContent);
};

// find returns all elements that a locator names, in document order.
const find = ({ shadow, css, text }) => {
  let roots = [document];
  for (const host of shadow || []) {
    roots = roots.flatMap((r) => [...r.querySelectorAll(host)]).map((e) => e.shadowRoot).filter(Boolean);
  }
  let found = roots.flatMap((r) => [...r.querySelectorAll(css || '*')]);
  if (text) found = found.filter((e) => textOf(e) === text);
  // Without a selector every ancestor of a text matches: the innermost is meant.
  if (text && !css) found = found.filter((e) => !found.some((other) => other !== e && e.contains(other)));
  return found;
};

const isVisible = (e) => {
  const box = e.getBoundingClientRect();
  return e.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0;
};

// wake resolves with the next change of the document, or after a moment: storage
// and script state announce no change. The moment is about as short as nested timers
// can be; a login waits for such state five times or so.
const wake = () => new Promise((resolve) => {
  const done = () => { observer.disconnect(); clearTimeout(timer); resolve(); };
  const observer = new MutationObserver(() => setTimeout(done, 0));
  const timer = setTimeout(done, 5);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
});

// until answers {done: value} as soon as the probe gives one, or {last: why}
// after a slice of time, so that the caller can look after itself.
const until = async (probe) => {
  const end = performance.now() + 300;
  for (;;) {
    let last = '';
    try {
      const value = await probe((why) => { last = why; });
      if (value) return { done: value };
    } catch (e) {
      last = String(e);
    }
    if (performance.now() > end) return { last };
    await wake();
  }
};

// nextFrame is the next drawn frame. A window that is covered draws none; three
// frames' time later nothing is going to move in it by drawing, and what is
// animated says so itself (isMoving).
const nextFrame = () => new Promise((resolve) => {
  const timer = setTimeout(resolve, 50);
  requestAnimationFrame(() => { clearTimeout(timer); resolve(); });
});

const name = (e) => {
  const id = e.id ? '#' + e.id : '';
  return '<' + e.tagName.toLowerCase() + id + [...e.classList].slice(0, 3).map((c) => '.' + c).join('') + '>';
};

const isDisabled = (e) => e.matches(':disabled') || e.closest('[aria-disabled="true"]') !== null;

const chooseVisible = (locator, why) => {
  const all = find(locator);
  if (all.length === 0) return why('there is no such element');
  const visible = all.find(isVisible);
  if (!visible) return why('it is not visible');
  return visible;
};

// hitAt is what a click at a point would reach, inside shadow roots too.
const hitAt = (x, y) => {
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
};

// isWithin says whether a node is the element or drawn as a part of it.
const isWithin = (node, e) => {
  for (let n = node; n; n = n.assignedSlot || n.parentNode || n.host) {
    if (n === e) return true;
  }
  return e.labels ? [...e.labels].some((l) => l.contains(node)) : false;
};

// isMoving says whether an animation with an end moves the element or will with
// the next frame. Two equal boxes prove less: an animation that has just
// started, or whose window is drawn rarely, has not moved anything yet.
const isMoving = (e) => document.getAnimations().some((a) => {
  const moves = /^(transform|translate|scale|rotate|left|top|right|bottom|width|height|inset.*|margin.*)$/;
  return a.playState === 'running' && a.effect?.target && isWithin(e, a.effect.target) &&
    a.effect.getComputedTiming().endTime !== Infinity &&
    a.effect.getKeyframes().some((k) => Object.keys(k).some((property) => moves.test(property)));
});

// awaitsStyles says whether nothing has been drawn yet because a style sheet is on
// its way: what is measured until then moves when it comes. In a window that is
// covered nothing is ever drawn, and a sheet that failed is not awaited.
const awaitsStyles = () => performance.getEntriesByType('paint').length === 0 &&
  [...document.querySelectorAll('link[rel~="stylesheet"]')]
    .some((l) => !l.disabled && !l.sheet && performance.getEntriesByName(l.href).length === 0);

// clickPoint is the middle of an element that a person could click now.
const clickPoint = async (locator, why) => {
  const e = chooseVisible(locator, why);
  if (!e) return null;
  if (isDisabled(e)) return why(name(e) + ' is disabled');
  if (awaitsStyles()) return why(name(e) + ' is not drawn yet');
  e.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const before = e.getBoundingClientRect();
  await nextFrame();
  const box = e.getBoundingClientRect();
  if (isMoving(e) || ['x', 'y', 'width', 'height'].some((k) => before[k] !== box[k])) return why(name(e) + ' is moving');
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const hit = hitAt(x, y);
  if (!hit || !isWithin(hit, e)) return why(name(e) + ' is covered by ' + (hit ? name(hit) : 'nothing'));
  return { x, y };
};

// takeField focuses a field and selects what is in it.
const takeField = (locator, why) => {
  const e = chooseVisible(locator, why);
  if (!e) return null;
  if (isDisabled(e) || e.readOnly) return why(name(e) + ' cannot be edited');
  e.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  e.focus();
  if (e.getRootNode().activeElement !== e) return why(name(e) + ' does not take the focus');
  if (e.select) e.select();
  else getSelection().selectAllChildren(e);
  return true;
};
