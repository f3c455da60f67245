// Runs before the first paint, so that a dark screen never flashes light. A file of its own because inline scripts are forbidden.
(function () {
  var stored = null;
  try {
    stored = localStorage.getItem('ripen-scheme');
  } catch (blocked) {
    stored = null;
  }
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
