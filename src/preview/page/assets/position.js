// @ts-check
/*
 * Where the reader was in the page: kept over a reload. In: the page. Out: the same disclosures open, the same focus,
 * the same scroll position.
 */

/** @typedef {{path: string, top: number, open: Record<string, boolean>, focus: string}} ReadingPosition */

// generated from rules/keys.txt by rules/twins.mjs: do not edit
/** Holds where the writer was in the page. */
const POSITION = "jalon:apercu";
// end of what is generated

/**
 * The disclosures of a page by name: their id, or the words of their summary.
 * @param {Document} page
 */
function disclosures(page) {
  /** @type {Map<string, HTMLDetailsElement>} */
  const found = new Map();
  page.querySelectorAll("details").forEach((details) => {
    const summary = details.querySelector("summary");
    let name = details.id || (summary?.textContent || "").trim();
    while (found.has(name)) name += "+";
    found.set(name, details);
  });
  return found;
}

/** @param {Document} page */
function openings(page) {
  /** @type {Record<string, boolean>} */
  const open = {};
  disclosures(page).forEach((details, name) => {
    open[name] = details.open;
  });
  return open;
}

/** @param {Document} page @param {Record<string, boolean>} open */
function keepOpen(page, open) {
  disclosures(page).forEach((details, name) => {
    if (name in open) details.open = open[name];
  });
}

function reload() {
  const active = document.activeElement;
  /** @type {ReadingPosition} */
  const position = {
    path: location.pathname,
    top: scrollY,
    open: openings(document),
    focus: active?.id || "",
  };
  try {
    sessionStorage.setItem(POSITION, JSON.stringify(position));
  } catch (error) {
    /* refused: the page starts at its top */
  }
  location.reload();
}

/** Takes the reader back to where a reload found them. */
function comeBack() {
  /** @type {ReadingPosition | null} */
  let position = null;
  try {
    position = JSON.parse(sessionStorage.getItem(POSITION) || "null");
    sessionStorage.removeItem(POSITION);
  } catch (error) {
    /* refused: nothing was kept */
  }
  if (!position || position.path !== location.pathname) return;
  const { top, open, focus: id } = position;
  keepOpen(document, open);
  if (id) focusOn(id);
  const scroll = () => scrollTo({ top: top, behavior: "instant" });
  scroll();
  if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
}

/** @param {string} id */
function focusOn(id) {
  const element = document.getElementById(id);
  if (element) element.focus({ preventScroll: true });
}
