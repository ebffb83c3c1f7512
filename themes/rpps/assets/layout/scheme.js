// @ts-check
// Runs before the page is painted: applies the scheme that the reader chose. Stores nothing.
(() => {
  "use strict";

  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Holds light or dark; nothing when the page follows the system. */
  const KEY = "jalon:scheme";
  // end of what is generated

  var chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch (e) {
    /* storage refused: follow the system */
  }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
