// The filters of the scenarios. They stand in the address, so that a view can be sent.
const form = document.getElementById('filters');
const fields = ['text', 'guide', 'release', 'verdict', 'stack'];
const every = [...Array(size).keys()];

const byRelease = (a, b) => a.localeCompare(b, 'en', { numeric: true });
const offer = (name, field) => {
  const values = [...new Set(every.filter((n) => !catalogue.observed[n]).map((n) => text(field, n)))].sort(byRelease);
  form.elements[name].append(...values.map((value) => h('option', { value }, value)));
  form.elements[name].parentElement.hidden = values.length < 2 && name === 'stack';
};

const matches = (want) => {
  const parts = want.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (n) => !catalogue.observed[n] && (want.superseded || !catalogue.superseded[n]) &&
    (!want.guide || text('guide', n) === want.guide) && (!want.release || text('release', n) === want.release) &&
    (!want.verdict || text('word', n) === want.verdict) && (!want.stack || text('stack', n) === want.stack) &&
    parts.every((one) => haystack(n).includes(one));
};

const chosen = () => ({ ...Object.fromEntries(fields.map((name) => [name, form.elements[name].value.trim()])), superseded: form.elements.superseded.checked });

const filters = () => {
  const show = grow(document.getElementById('list'));
  const count = document.getElementById('count');
  const apply = () => {
    const found = every.filter(matches(chosen()));
    const all = every.filter((n) => !catalogue.observed[n] && (form.elements.superseded.checked || !catalogue.superseded[n])).length;
    count.textContent = `${found.length.toLocaleString('en')} of ${all.toLocaleString('en')} scenarios, the worst first`;
    show(found);
  };
  const keep = () => {
    const query = new URLSearchParams(Object.entries(chosen()).filter(([name, value]) => value && name !== 'superseded')).toString();
    history.replaceState(null, '', query ? '#scenarios?' + query : '#scenarios');
  };
  const follow = () => {
    const [part, query] = location.hash.slice(1).split('?');
    if (part !== 'scenarios' || query === undefined) return;
    const want = new URLSearchParams(query);
    for (const name of fields) form.elements[name].value = want.get(name) || '';
    apply();
    document.getElementById('scenarios').scrollIntoView();
  };
  offer('guide', 'guide'); offer('release', 'release'); offer('verdict', 'word'); offer('stack', 'stack');
  document.getElementById('earlier').hidden = !catalogue.superseded.includes(1);
  form.hidden = false;
  form.addEventListener('submit', (e) => e.preventDefault());
  form.addEventListener('input', () => { apply(); keep(); });
  form.addEventListener('reset', () => setTimeout(() => { apply(); keep(); }));
  addEventListener('hashchange', follow);
  apply();
  follow();
};
