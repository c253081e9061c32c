// The way of a login as a sequence diagram: browser, Rocket.Chat, provider, and other
// hosts as they appear. It is drawn again when its width changes.
const names = { browser: 'browser', rocketchat: 'Rocket.Chat', provider: 'provider' };
const glyph = 7.25; // width of a character of the labels, in pixels

const parties = (hops) => {
  const seen = hops.flatMap((hop) => [hop.from, hop.to]);
  return [...new Set([...Object.keys(names).filter((name) => seen.includes(name)), ...seen])];
};
const cut = (words, width) => {
  const room = Math.max(4, Math.floor(width / glyph));
  return words.length > room ? words.slice(0, room - 1) + '…' : words;
};
const label = (x, y, width, words, style) =>
  s('text', { x, y, class: style }, cut(words, width), s('title', {}, words));

// arrow points from one lane to another; one to itself goes out and back.
const arrow = (from, to, y, style) => {
  const quiet = style.includes('answer') ? 'tip quiet' : 'tip';
  if (from === to) {
    return [s('path', { d: `M${from} ${y - 5}h26v10h-20`, fill: 'none', class: style }),
      s('path', { d: `M${from + 1} ${y + 5}l8 -4v8z`, class: quiet })];
  }
  const back = to > from ? -8 : 8;
  return [s('line', { x1: from, y1: y, x2: to, y2: y, class: style }),
    s('path', { d: `M${to} ${y}l${back} -4v8z`, class: quiet })];
};

const answer = (hop) => hop.error || `${hop.status || 'no answer'}${hop.location ? ' → ' + hop.location : ''}`;

// drawHop draws the question and its answer, and tells where the next one begins.
const drawHop = (into, hop, lane, y, width) => {
  const [from, to] = [lane(hop.from), lane(hop.to)];
  const left = Math.min(from, to) + (from === to ? 34 : 8);
  const room = width - left - 4;
  into.push(label(left, y + 12, room, `${hop.method} ${hop.path}`));
  y += 19;
  if (hop.parameters.length) {
    into.push(label(left, y + 11, room, hop.parameters.join('  '), 'quiet'));
    y += 17;
  }
  into.push(...arrow(from, to, y, 'ask'));
  const bad = hop.error || !hop.status || hop.status >= 400;
  into.push(label(left, y + 18, room, answer(hop), bad ? 'bad' : 'quiet'));
  into.push(...arrow(to, from, y + 25, bad ? 'answer bad' : 'answer'));
  return y + 44;
};

const diagram = (hops, width) => {
  const all = parties(hops);
  const gap = Math.min(380, (width - 100) / Math.max(1, all.length - 1));
  const lane = (name) => 42 + all.indexOf(name) * gap;
  const level = (i) => gap < 100 && i % 2 ? 18 : 0; // names that have no room stand on two levels
  const marks = [];
  let y = gap < 100 ? 58 : 40;
  for (const hop of hops) y = drawHop(marks, hop, lane, y, width);
  const lanes = all.map((name) => s('line', { x1: lane(name), y1: gap < 100 ? 44 : 28, x2: lane(name), y2: y, class: 'lane' }));
  const heads = all.map((name, i) => s('text', { x: lane(name), y: 16 + level(i), 'text-anchor': 'middle', class: 'head' },
    cut(names[name] || name, Math.max(86, gap - 8)), s('title', {}, name)));
  return s('svg', { width, height: y + 4, viewBox: `0 0 ${width} ${y + 4}`, role: 'img',
    'aria-label': `${hops.length} requests between ${all.map((name) => names[name] || name).join(', ')}; the table below has them in words` },
  lanes, heads, marks);
};

const hopTable = (hops) => h('details', {}, h('summary', {}, 'The same as a table'), h('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Requests' },
  h('table', { class: 'sheet' }, h('caption', { class: 'vh' }, 'Requests in their order'),
    h('thead', {}, h('tr', {}, ['After', 'From', 'To', 'Request', 'Answer'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, hops.map((hop) => h('tr', {}, h('td', {}, took(hop.at)), h('td', {}, names[hop.from] || hop.from, hop.window && ` (${hop.window})`),
      h('td', {}, names[hop.to] || hop.to), h('td', {}, h('code', {}, `${hop.method} ${hop.path} ${hop.parameters.join(' ')}`)), h('td', {}, h('code', {}, answer(hop)))))))));

const drawHops = (hops) => {
  const frame = h('div', { class: 'hops' });
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.min(1000, Math.floor(frame.clientWidth));
    if (width > 0 && width !== drawn) frame.replaceChildren(diagram(hops, drawn = width));
  }).observe(frame);
  return [frame, hopTable(hops)];
};
