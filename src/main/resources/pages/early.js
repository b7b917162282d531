// Before anything is drawn: who comes with a token needs no field to paste a link into, and one that
// vanished later would move the page.
if (/[#&](?:token|dispute)=[A-Za-z0-9_-]+/.test(location.hash)) {
  document.documentElement.classList.add('with-token');
}
