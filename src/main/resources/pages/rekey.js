// Makes the pages better; without it they do all they have to.

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
  // a browser keeps what was typed into a field for text
  field.form.addEventListener('submit', () => show(false));
}
