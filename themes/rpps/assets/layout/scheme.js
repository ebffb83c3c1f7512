// @ts-check
// Runs before the page is painted: applies the scheme that the reader chose. Stores nothing.
(() => {
  "use strict";
  var chosen = null;
  try {
    chosen = localStorage.getItem("jalon:scheme");
  } catch (e) {
    /* storage refused: follow the system */
  }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
