// Elements are made one by one: no text of a case is ever read as markup.
const fill = (e, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) e.setAttribute(name, '');
    else if (value !== undefined && value !== false && value !== null) e.setAttribute(name, value);
  }
  e.append(...children.flat().filter(Boolean)); // what is empty is left out
  return e;
};
const h = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
const s = (name, attributes, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
const sign = (character) => h('span', { 'aria-hidden': 'true' }, character + ' ');
const spoken = (words) => h('span', { class: 'vh' }, words);
const tag = (style, character, word) => h('span', { class: 'tag ' + style }, sign(character), word);
const mark = (n) => h('span', { class: catalogue.simulated[n] ? 'mark sim' : 'mark' }, text('mark', n));
const took = (ms) => ms < 1000 ? ms + ' ms' : (ms / 1000).toFixed(1) + ' s';
// link leads below the folder of evidence: each part of the path is escaped.
const link = (path) => catalogue.evidence + path.split('/').map(encodeURIComponent).join('/');

const copied = async (button, words) => {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const field = h('textarea', { class: 'vh', 'aria-hidden': 'true' });
    field.value = words;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
    button.focus();
  }
  button.textContent = 'Copied';
};
const arm = (button, words) => {
  button.hidden = false;
  button.addEventListener('click', () => copied(button, words));
  return button;
};
const repeat = (words) => h('div', { class: 'repeat' }, h('code', {}, words),
  arm(h('button', { type: 'button', class: 'copy' }, 'Copy'), words));
