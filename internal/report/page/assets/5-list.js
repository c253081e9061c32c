// A list of cases that grows when asked to: 10,000 of them are never drawn at once,
// and what comes after the list stays within reach.
const step = 100;

const row = (n) => {
  const item = h('details', { class: 'case', id: 'case-' + n }, h('summary', {},
    h('span', { class: 'state' }, tag(text('class', n), text('sign', n), text('word', n))),
    h('span', { class: 'title' }, text('title', n)),
    h('span', { class: 'where' }, text('guide', n), ' on ', text('release', n)),
    h('span', { class: 'means' }, mark(n), ' ', h('span', { class: 'engine' }, text('engine', n)), catalogue.superseded[n] ? h('span', { class: 'engine' }, ' earlier') : ''),
    h('span', { class: 'time' }, took(catalogue.ms[n]))));
  item.addEventListener('toggle', () => {
    if (item.open && item.children.length === 1) item.append(drawCase(n));
  });
  return item;
};

const grow = (frame) => {
  let cases = [], shown = 0;
  const rows = h('div', {});
  const more = h('button', { type: 'button', class: 'more' });
  const add = (count) => {
    rows.append(...cases.slice(shown, shown + count).map(row));
    shown = Math.min(cases.length, shown + count);
    more.hidden = shown >= cases.length;
    more.textContent = `Show ${Math.min(step, cases.length - shown)} more of ${(cases.length - shown).toLocaleString('en')}`;
  };
  more.addEventListener('click', () => {
    const first = shown;
    add(step);
    rows.children[first].firstChild.focus();
  });
  frame.replaceChildren(rows, more);
  return (list) => {
    cases = list;
    shown = 0;
    rows.replaceChildren();
    add(step);
  };
};
