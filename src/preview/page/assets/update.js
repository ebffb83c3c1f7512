// @ts-check
/*
 * Brings the page up to date when the site changes. The files of this folder are served as one script, in an order
 * that `inject.rs` gives. In: the number of a version. Out: the page as it is in that version.
 */

const OURS = "/_jalon/";

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
let version = Number(own.dataset.version);
let digest = own.dataset.page || "";

/**
 * The page as it was served, before any script changed it. Where it differs from the next one, its author changed
 * something; nothing else is touched.
 * @type {Document | null}
 */
let served = null;
let wanted = version;
let busy = false;

/** @param {number} next */
async function update(next) {
  wanted = Math.max(wanted, next);
  if (busy) return;
  busy = true;
  try {
    while (version < wanted) await refresh(wanted);
  } catch (error) {
    // The server stopped while it answered: the stream of events comes back with it, and announces the version again.
  }
  busy = false;
}

/** @param {number} goal */
async function refresh(goal) {
  const next = await load();
  version = next.version || goal;
  if (next.digest && next.digest === digest) return;
  if (!next.good || isFailure(document) || isFailure(next.page) || !(await patch(next.page))) return reload();
  served = next.page;
  digest = next.digest;
}

async function load() {
  const response = await fetch(location.pathname + location.search, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const tag = page.querySelector('script[src="' + OURS + 'live.js"]');
  const of = (/** @type {string} */ name) => tag?.getAttribute(name) || "";
  return { page: page, good: response.ok, version: Number(of("data-version")), digest: of("data-page") };
}

async function remember() {
  try {
    const now = await load();
    if (!served && now.digest === digest) served = now.page;
  } catch (error) {
    /* the first change will reload the page */
  }
}

/** @param {Document} page */
function isFailure(page) {
  return page.documentElement.hasAttribute("data-jalon-failure");
}

/**
 * Makes this page like another one; `false` when only a reload can.
 * @param {Document} next
 */
async function patch(next) {
  if (!served || code(served) !== code(next)) return false;
  await restyle(served, next);
  const focused = document.activeElement;
  if (!merge(document.body, served.body, next.body)) return false;
  if (focused?.id && !focused.isConnected) focusOn(focused.id);
  document.title = next.title;
  document.dispatchEvent(new Event("jalon-patched"));
  return true;
}
