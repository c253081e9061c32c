// What the page was given. Texts are places in a table of words; 0 is the empty one.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const catalogue = read('catalogue');
const size = catalogue.title.length;
const text = (field, n) => catalogue.words[catalogue[field][n]];
const texts = (field, n) => catalogue[field][n].map((at) => catalogue.words[at]);

const blocks = new Map();
// details reads the block of a case when the first of its cases is opened.
const details = (n) => {
  const number = Math.floor(n / catalogue.portion);
  if (!blocks.has(number)) blocks.set(number, read('details-' + number));
  const block = blocks.get(number);
  return { of: block.cases[n % catalogue.portion], word: (at) => block.words[at || 0] };
};

// haystack is what the text filter looks through, made once for a case.
const haystacks = [];
const haystack = (n) => haystacks[n] ??= [
  ...['title', 'scenario', 'guide', 'release', 'mark', 'engine', 'word', 'reason', 'mend'].map((field) => text(field, n)),
  ...texts('asserts', n), ...texts('findings', n),
].join('\n').toLowerCase();
