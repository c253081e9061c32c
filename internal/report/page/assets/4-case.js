// One case, opened: what was done and seen, and how to repeat it.
const part = (title, ...content) => [h('h3', {}, title), ...content];
const list = (items) => h('ul', { class: 'notes' }, items.map((item) => h('li', { class: 'note' }, h('p', {}, item))));

const steps = (story, word) => h('ol', { class: 'steps' }, story.steps.map(([sentence, ms, failure]) => h('li', {},
  h('span', { class: failure ? 'broken' : 'kept' }, h('span', { 'aria-hidden': 'true' }, failure ? '✗' : '✓'), spoken(failure ? 'did not hold' : 'held')),
  h('span', {}, word(sentence)), h('span', { class: 'time soft' }, took(ms)),
  failure ? h('span', { class: 'failure' }, word(failure)) : ''))) ;

const hopsOf = (story, word) => story.hops.map((hop) => ({
  at: hop.at, from: word(hop.from), to: word(hop.to), window: word(hop.window), method: word(hop.method), path: word(hop.path),
  parameters: (hop.parameters || []).map(word), status: hop.status || 0, location: word(hop.location), error: word(hop.error),
}));

const profileTable = (profile, word) => h('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Profile of ' + word(profile.who) },
  h('table', { class: 'sheet' }, h('caption', {}, word(profile.who), profile.new ? ', a new account' : ''),
    h('thead', {}, h('tr', {}, ['Field', 'Before', 'After', ''].map((name) => name ? h('th', { scope: 'col' }, name) : h('td', {}, spoken('changed'))))),
    h('tbody', {}, profile.fields.map(([name, before, after]) => h('tr', { class: before === after ? '' : 'changed' },
      h('th', { scope: 'row' }, word(name)), h('td', {}, word(before) || '–'), h('td', {}, word(after) || '–'),
      h('td', { class: 'drift' }, before === after ? '' : [sign('≠'), spoken('changed')]))))));

const picture = (folder, [file, shows], word) => h('figure', {}, h('a', { href: link(folder + '/' + word(file)) },
  h('img', { src: link(folder + '/' + word(file)), alt: word(shows), loading: 'lazy' })), h('figcaption', {}, word(shows)));

const known = (pairs) => h('dl', { class: 'known' }, pairs.filter(([, value]) => value).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

const facts = (n, one, word) => known([
  ['Guide', text('guide', n)], ['Release', h('span', {}, 'Rocket.Chat ' + text('release', n) + ' ', mark(n))],
  ['Stack', text('stack', n)], ['Engine', text('engine', n)], ['Outcome', word(one.outcome)], ['Scenario', text('scenario', n)],
  ['Statements', catalogue.asserts[n].length && h('span', {}, texts('asserts', n).flatMap((id, i) => [i ? ', ' : '', h('a', { href: '#' + id }, id)]))],
  ['Test', h('code', {}, word(one.package) + ' ' + word(one.test))], ['Run', word(one.run)], ['Commit', word(one.commit)], ['Go', word(one.go)],
  ['Started', word(one.started)], ['Took', took(catalogue.ms[n])],
]);

const why = (n, one, word) => [
  text('reason', n) && h('p', {}, tag(text('class', n), text('sign', n), text('word', n)), ' ', text('reason', n),
    one.statement && [' ', h('a', { href: '#' + word(one.statement) }, word(one.statement))]),
  text('mend', n) && h('p', { class: 'mend' }, h('b', {}, 'Fix '), text('mend', n)),
];

const troubleOf = (one, word) => one.trouble && part('Trouble', known([
  ['Symptom', word(one.trouble[0])], ['Cause', word(one.trouble[1]) || 'nothing is wrong'], ['Diagnosis', word(one.trouble[2])], ['Cure', word(one.trouble[3])]]));

const told = (story, one, word) => [
  story.steps && part('What was done', steps(story, word)),
  story.hops && part('The way of the login', drawHops(hopsOf(story, word))),
  story.pictures && one.artifacts && part('Screenshots', story.pictures.map((p) => picture(word(one.artifacts), p, word))),
  story.profiles && part('Profiles, before and after', story.profiles.map((p) => profileTable(p, word))),
  story.log && story.log.length && part('Rocket.Chat’s log', h('pre', { tabindex: 0 }, story.log.map(word).join('\n'))),
];

const evidence = (one, word) => one.artifacts && part('Evidence', h('p', {},
  h('a', { href: link(word(one.artifacts)) + '/' }, 'everything that was kept'), one.story && [' · ', h('a', { href: link(word(one.artifacts) + '/story.json') }, 'story.json')]));

const drawCase = (n) => {
  const { of: one, word } = details(n);
  return h('div', { class: 'body' }, [
    why(n, one, word),
    one.repeat && part('Repeat it', repeat(word(one.repeat))),
    told(one.story || {}, one, word),
    troubleOf(one, word),
    catalogue.findings[n].length && part('Findings', list(texts('findings', n))),
    (one.unobserved || []).length && part('Unobserved: checks that could not be made', list(one.unobserved.map(word))),
    one.output && part('What the test printed', h('pre', { tabindex: 0 }, word(one.output))),
    part('About this case', facts(n, one, word)), evidence(one, word),
  ].flat(3));
};
