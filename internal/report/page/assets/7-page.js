// What the page can do besides: colours, copying, narrowing, the observed cases.
const theme = () => {
  const choice = document.getElementById('theme');
  const set = (name) => name ? document.documentElement.setAttribute('data-theme', name) : document.documentElement.removeAttribute('data-theme');
  let kept = '';
  try { kept = localStorage.getItem('gonogo-theme') || ''; } catch { /* a page may be refused its storage */ }
  choice.value = kept;
  set(kept);
  choice.addEventListener('change', () => {
    set(choice.value);
    try { localStorage.setItem('gonogo-theme', choice.value); } catch { /* likewise */ }
  });
  choice.parentElement.hidden = false;
};

const narrow = () => {
  for (const box of document.querySelectorAll('.guide .wrong')) {
    box.addEventListener('change', () => box.closest('.guide').querySelector('table').classList.toggle('only', box.checked));
  }
};

const observe = () => {
  const frame = document.getElementById('observed-cases');
  if (!frame) return;
  frame.addEventListener('toggle', () => {
    if (frame.open) grow(frame.querySelector('.cases'))(every.filter((n) => catalogue.observed[n] && !catalogue.superseded[n]));
  }, { once: true });
};

theme();
for (const e of document.querySelectorAll('.js')) e.hidden = false;
for (const button of document.querySelectorAll('.change .copy')) arm(button, button.previousElementSibling.textContent);
narrow();
observe();
filters();
