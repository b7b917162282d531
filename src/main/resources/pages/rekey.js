// Progressive enhancement: all pages work without this script.

// Prevents double submission while the answer is slow: the second one would find a used link. A form
// can be submitted again when the browser restores the page, and after a minute, since a visitor may
// have stopped the first one.
const sent = new Set();
addEventListener('submit', (submit) => {
  if (sent.has(submit.target)) {
    submit.preventDefault();
  }
  sent.add(submit.target);
  setTimeout(() => sent.delete(submit.target), 60000);
  submit.submitter?.setAttribute('aria-busy', 'true');
});
addEventListener('pageshow', () => {
  sent.clear();
  document.querySelectorAll('[aria-busy]').forEach((button) => button.removeAttribute('aria-busy'));
});

for (const button of document.querySelectorAll('[data-peek]')) {
  const field = document.getElementById(button.dataset.peek);
  const name = button.getAttribute('aria-label').replace(button.dataset.show, '');
  const show = (shown) => {
    field.type = shown ? 'text' : 'password';
    const word = shown ? button.dataset.hide : button.dataset.show;
    button.firstElementChild.textContent = word;
    button.setAttribute('aria-label', word + name);
  };
  button.addEventListener('click', () => show(field.type === 'password'));
  // browsers store the input of text fields for autocompletion
  field.form.addEventListener('submit', () => show(false));
}

// Moves the token of a mailed link from the fragment to the form at once. The token must not stay
// in the address bar. It stays in the state of this entry of the history, so that a reload or a tab
// that the browser discarded does not lose it.
for (const form of document.querySelectorAll('[data-reset]')) {
  const token = form.elements.token;
  const paste = form.querySelector('.paste');
  const take = () => {
    const found = /[#&](?:token|dispute)=([A-Za-z0-9_-]+)/.exec(location.hash);
    if (found) {
      history.replaceState({ token: found[1] }, '', location.pathname + location.search);
      token.value = found[1];
    } else {
      token.value ||= history.state?.token ?? '';
    }
    if (paste) {
      paste.hidden = Boolean(token.value);
    }
  };
  take();
  addEventListener('hashchange', take);
  for (const link of document.querySelectorAll('.languages a')) {
    link.addEventListener('click', (click) => {
      if (token.value) {
        click.preventDefault();
        location.assign(link.href + '#token=' + token.value);
      }
    });
  }
}

// Same rules as on the server: lengths count code points, white space is Unicode White_Space.
const classes = [/\p{Lowercase}/u, /\p{Uppercase}/u, /\p{Nd}/u, /[^\p{Lowercase}\p{Uppercase}\p{Nd}]/u];
const checks = {
  'minimum-length': (typed, bound) => [...typed].length >= bound,
  'spaces': (typed) => !/\p{White_Space}/u.test(typed),
  'character-classes': (typed, bound) => classes.filter((one) => one.test(typed)).length >= bound,
  'confirmation': (typed, bound, repeated) => typed === repeated,
};

for (const rules of document.querySelectorAll('.rules')) {
  const form = rules.closest('form');
  const fields = [form.elements['new-password'], form.elements['repeat-password']];
  const verdict = form.querySelector('[data-verdict]');
  const items = [...rules.querySelectorAll('[data-rule]')].map((item) => {
    const word = document.createElement('span');
    word.className = 'heard';
    item.prepend(word);
    return { item, word, text: item.textContent };
  });
  let pause;
  const look = () => {
    const [typed, repeated] = fields.map((field) => field.value.normalize('NFC'));
    const open = [];
    for (const { item, word, text } of items) {
      const { rule, bound } = item.dataset;
      const asked = rule === 'confirmation' ? repeated : typed;
      const met = checks[rule](typed, Number(bound), repeated);
      item.dataset.state = asked ? (met ? 'met' : 'open') : '';
      word.textContent = asked ? (met ? rules.dataset.met : rules.dataset.open) + ' ' : '';
      if (!met && asked) {
        open.push(text);
      }
    }
    // debounced, so that a screen reader announces the result after a pause and not at every key
    clearTimeout(pause);
    pause = setTimeout(() => {
      const said = open.length ? rules.dataset.open + ' ' + open.join(' ') : verdict.dataset.verdict;
      verdict.textContent = typed && repeated || open.length ? said : '';
    }, 800);
  };
  fields.forEach((field) => field.addEventListener('input', look));
}
