// Runs before the first paint and hides the field for a pasted link if the URL or this entry of the
// history contains a token. Hiding it later would shift the layout.
if (/[#&](?:token|dispute)=[A-Za-z0-9_-]+/.test(location.hash) || history.state?.token) {
  document.documentElement.classList.add('with-token');
}
