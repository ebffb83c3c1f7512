// @ts-check
/*
 * What the preview adds to a page: it listens to the server, brings the page up to date when the site changes, and
 * shows what is wrong with it. Text that comes from files never becomes markup: everything is built by textContent.
 */

/**
 * @typedef {"erreur" | "avertissement" | "note"} Severity
 * @typedef {object} Notice
 * @property {Severity} gravite
 * @property {string} code
 * @property {string} message
 * @property {string} fichier      empty when no file is meant
 * @property {number} [ligne]
 * @property {number} [colonne]
 * @property {string} [extrait]    the line of the file
 * @property {[number, number]} [marque]  the part of it that is meant
 * @property {string} [conseil]
 *
 * @typedef {object} State
 * @property {number} version
 * @property {boolean} verifie       the whole site was checked in this version
 * @property {number} erreurs
 * @property {number} avertissements
 * @property {Notice[]} diagnostics  the worst first
 * @property {number} reste          how many more there are
 *
 * @typedef {{path: string, top: number, open: Record<string, boolean>, focus: string}} Place
 */

(() => {
  "use strict";

  const PLACE = "jalon:apercu";
  /** What a script may hold: taken out of the page, it would leave the script with nothing. */
  const HELD = "form, button, input:not([disabled]), select, textarea, [data-quiz]";
  const OURS = "/_jalon/";

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  let version = Number(own.dataset.version);
  let digest = own.dataset.page || "";

  // ---------------------------------------------------------------- bringing the page up to date

  /**
   * The page as it was served, before any script touched it: what differs between it and the next one is what its
   * author changed, and nothing else is touched.
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
      // The server left while answering: the stream of events comes back with it, and tells again.
    }
    busy = false;
  }

  /** @param {number} goal */
  async function refresh(goal) {
    const next = await load();
    version = next.version || goal;
    if (next.digest && next.digest === digest) return;
    if (!next.good || isFailure(document) || isFailure(next.page) || !await patch(next.page)) return reload();
    served = next.page;
    digest = next.digest;
  }

  async function load() {
    const response = await fetch(location.pathname + location.search, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const tag = page.querySelector('script[src="' + OURS + 'live.js"]');
    const of = (/** @type {string} */ name) => tag && tag.getAttribute(name) || "";
    return { page: page, good: response.ok, version: Number(of("data-version")), digest: of("data-page") };
  }

  async function remember() {
    try {
      const now = await load();
      if (!served && now.digest === digest) served = now.page;
    } catch (error) { /* the first change will take a reload */ }
  }

  /** @param {Document} page */
  function isFailure(page) {
    return page.documentElement.hasAttribute("data-jalon-failure");
  }

  /**
   * Makes this page like another one; `false` when that takes a reload.
   * @param {Document} next
   */
  async function patch(next) {
    if (!served || code(served) !== code(next)) return false;
    await restyle(served, next);
    const focused = document.activeElement;
    if (!merge(document.body, served.body, next.body)) return false;
    if (focused && focused.id && !focused.isConnected) focus(focused.id);
    document.title = next.title;
    document.dispatchEvent(new Event("jalon-patched"));
    return true;
  }

  /**
   * All that scripts have read already: themselves, their data, their templates.
   * @param {Document} page
   */
  function code(page) {
    const parts = Array.from(page.querySelectorAll('script:not([src^="' + OURS + '"]), template'));
    return parts.map((part) => part.outerHTML).join("\n");
  }

  /**
   * Puts the style sheets of the next page in place of those of the last, once they are there, so that nothing flashes.
   * @param {Document} last
   * @param {Document} next
   */
  async function restyle(last, next) {
    const old = sheets(last), fresh = sheets(next);
    if (old.join() === fresh.join()) return;
    const stale = Array.from(document.querySelectorAll('link[rel="stylesheet"]'))
      .filter((link) => old.indexOf(link.getAttribute("href") || "") >= 0);
    await Promise.all(fresh.map((address) => new Promise((resolve) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = address;
      link.onload = link.onerror = resolve;
      setTimeout(resolve, 2000);
      document.head.insertBefore(link, stale[0] && stale[0].parentNode === document.head ? stale[0] : null);
    })));
    stale.forEach((link) => link.remove());
  }

  /** @param {Document} page */
  function sheets(page) {
    return Array.from(page.querySelectorAll('link[rel="stylesheet"]'))
      .map((link) => link.getAttribute("href") || "")
      .filter((address) => address.indexOf(OURS) !== 0);
  }

  /**
   * Carries to a node what changed between two others: the one that was served in its place, and the next one.
   * `false` when scripts have made something else of it, which only they could make again.
   * @param {Element} live
   * @param {Element} old
   * @param {Element} next
   * @returns {boolean}
   */
  function merge(live, old, next) {
    if (old.isEqualNode(next)) return true;
    const held = align(live, old);
    if (!held) return false;
    attributes(live, old, next);
    const a = Array.from(old.childNodes), b = Array.from(next.childNodes);
    let start = 0, endA = a.length, endB = b.length;
    while (start < endA && start < endB && a[start].isEqualNode(b[start])) start += 1;
    while (endA > start && endB > start && a[endA - 1].isEqualNode(b[endB - 1])) { endA -= 1; endB -= 1; }
    const after = held.get(a[endA]) || null;
    for (let i = start; i < Math.max(endA, endB); i += 1) {
      const from = i < endA ? a[i] : null, to = i < endB ? b[i] : null;
      if (!change(live, from && held.get(from) || null, from, to, after)) return false;
    }
    return true;
  }

  /**
   * One child: `here` is what became of `from`, in whose place `to` now stands; without it, `to` comes before `after`.
   * @param {Element} live
   * @param {ChildNode | null} here
   * @param {ChildNode | null} from
   * @param {ChildNode | null} to
   * @param {ChildNode | null} after
   */
  function change(live, here, from, to, after) {
    if (from && to && from.isEqualNode(to)) return true;
    if (here instanceof Element && isElement(from) && isElement(to) && alike(from, to)) return merge(here, from, to);
    if (here && from && !here.isEqualNode(from) || isHeld(here) || isHeld(to)) return false;
    if (to) live.insertBefore(document.importNode(to, true), here || after);
    if (here) here.remove();
    return true;
  }

  /**
   * What became of each child of a node, as it was served; `null` when one of them is gone.
   * @param {Element} live
   * @param {Element} old
   */
  function align(live, old) {
    /** @type {Map<ChildNode, ChildNode>} */
    const held = new Map();
    let at = live.firstChild;
    for (const child of Array.from(old.childNodes)) {
      while (at && !(isElement(child) && isElement(at) ? alike(at, child) : at.isEqualNode(child))) at = at.nextSibling;
      if (!at) return null;
      held.set(child, at);
      at = at.nextSibling;
    }
    return held;
  }

  /** @param {Node | null} node @returns {node is Element} */
  function isElement(node) {
    return !!node && node.nodeType === Node.ELEMENT_NODE;
  }

  /** @param {Element} a @param {Element} b */
  function alike(a, b) {
    return a.nodeName === b.nodeName && a.id === b.id;
  }

  /** @param {Node | null} node */
  function isHeld(node) {
    return isElement(node) && (node.matches(HELD) || node.querySelector(HELD) !== null);
  }

  /** @param {Element} live @param {Element} old @param {Element} next */
  function attributes(live, old, next) {
    Array.from(old.attributes).forEach((one) => { if (!next.hasAttribute(one.name)) live.removeAttribute(one.name); });
    Array.from(next.attributes).forEach((one) => {
      if (old.getAttribute(one.name) !== one.value) live.setAttribute(one.name, one.value);
    });
  }

  // ---------------------------------------------------------------- what the reader had open

  /**
   * The disclosures of a page by name: their id, or the words of their summary.
   * @param {Document} page
   */
  function disclosures(page) {
    /** @type {Map<string, HTMLDetailsElement>} */
    const found = new Map();
    page.querySelectorAll("details").forEach((details) => {
      const summary = details.querySelector("summary");
      let name = details.id || (summary && summary.textContent || "").trim();
      while (found.has(name)) name += "+";
      found.set(name, details);
    });
    return found;
  }

  /** @param {Document} page */
  function openings(page) {
    /** @type {Record<string, boolean>} */
    const open = {};
    disclosures(page).forEach((details, name) => { open[name] = details.open; });
    return open;
  }

  /** @param {Document} page @param {Record<string, boolean>} open */
  function keepOpen(page, open) {
    disclosures(page).forEach((details, name) => { if (name in open) details.open = open[name]; });
  }

  function reload() {
    const active = document.activeElement;
    /** @type {Place} */
    const place = { path: location.pathname, top: scrollY, open: openings(document), focus: active && active.id || "" };
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(place));
    } catch (error) { /* refused: the page starts at its top */ }
    location.reload();
  }

  /** Takes the reader back to where a reload found them. */
  function comeBack() {
    /** @type {Place | null} */
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(PLACE) || "null");
      sessionStorage.removeItem(PLACE);
    } catch (error) { /* refused: nothing was kept */ }
    if (!place || place.path !== location.pathname) return;
    const { top, open, focus: id } = place;
    keepOpen(document, open);
    if (id) focus(id);
    const scroll = () => scrollTo({ top: top, behavior: "instant" });
    scroll();
    if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
  }

  /** @param {string} id */
  function focus(id) {
    const element = document.getElementById(id);
    if (element) element.focus({ preventScroll: true });
  }

  // ---------------------------------------------------------------- what is wrong

  const host = element("div", "");
  const count = element("button", "jalon-count");
  const panel = element("div", "jalon-panel");
  const heading = element("h2", "jalon-heading");
  const close = element("button", "jalon-close", "Fermer");
  const list = element("ol", "jalon-list");
  const status = element("p", "jalon-status");

  /**
   * The errors that the reader has closed: they do not open again by themselves, as long as they last.
   * @type {string[]}
   */
  let closed = [];
  /** @type {string[]} */
  let errors = [];
  let chosen = false;
  let shown = "";

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} name
   * @param {string} style
   * @param {string} [text]
   * @returns {HTMLElementTagNameMap[K]}
   */
  function element(name, style, text) {
    const made = document.createElement(name);
    if (style) made.className = style;
    if (text) made.textContent = text;
    return made;
  }

  function build() {
    host.id = "jalon-live";
    count.type = close.type = "button";
    panel.id = "jalon-panel";
    heading.id = "jalon-heading";
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "false");
    panel.setAttribute("aria-labelledby", heading.id);
    panel.tabIndex = -1;
    list.setAttribute("role", "list");
    count.setAttribute("aria-controls", panel.id);
    count.setAttribute("aria-expanded", "false");
    status.setAttribute("role", "status");
    const head = element("div", "jalon-head");
    head.append(heading, close);
    panel.append(head, list);
    count.hidden = panel.hidden = true;
    count.addEventListener("click", () => {
      chosen = true;
      open(true);
      panel.focus();
    });
    close.addEventListener("click", dismiss);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !panel.hidden) dismiss();
    });
    host.append(status, count, panel);
    document.body.append(host);
  }

  /** @param {boolean} opened */
  function open(opened) {
    panel.hidden = !opened;
    count.hidden = opened || !count.textContent;
    count.setAttribute("aria-expanded", String(opened));
  }

  function dismiss() {
    const inside = panel.contains(document.activeElement);
    closed = closed.concat(errors);
    chosen = false;
    open(false);
    if (inside && !count.hidden) count.focus();
  }

  /** @param {State} state */
  function show(state) {
    const told = JSON.stringify([state.diagnostics, state.reste, state.verifie]);
    if (told === shown) return;
    shown = told;
    const text = words(state);
    const worst = state.diagnostics.length ? state.diagnostics[0].gravite : "";
    heading.textContent = text;
    count.textContent = state.erreurs || state.avertissements ? text : "";
    count.dataset.worst = panel.dataset.worst = worst;
    list.replaceChildren(...state.diagnostics.map(item));
    if (state.reste) list.append(element("li", "jalon-item", "… et " + state.reste + " de plus, dans le terminal."));
    if (text) status.textContent = text;
    else if (state.verifie && status.textContent) status.textContent = "Plus rien à signaler";
    errors = state.diagnostics.filter((notice) => notice.gravite === "erreur").map((notice) => JSON.stringify(notice));
    // Before the check, an error that is not there may only not have been found again yet.
    if (state.verifie) closed = closed.filter((error) => errors.indexOf(error) >= 0);
    // The page shown for want of another already lists its errors.
    const opens = !isFailure(document) && errors.some((error) => closed.indexOf(error) < 0);
    chosen = chosen && text !== "";
    open(opens || chosen);
  }

  /** @param {State} state */
  function words(state) {
    const parts = [];
    if (state.erreurs) parts.push(state.erreurs + (state.erreurs > 1 ? " erreurs" : " erreur"));
    if (state.avertissements) parts.push(state.avertissements + (state.avertissements > 1 ? " avertissements" : " avertissement"));
    return parts.join(", ");
  }

  /** @type {Record<Severity, string>} */
  const STYLES = { erreur: "jalon-error", avertissement: "jalon-warning", note: "jalon-note" };

  // The same markup is written by `item` in failure.rs.
  /** @param {Notice} notice */
  function item(notice) {
    const made = element("li", "jalon-item " + STYLES[notice.gravite]);
    const message = element("p", "jalon-message");
    message.append(element("strong", "", notice.gravite), " " + notice.message + " ", element("code", "", notice.code));
    made.append(message);
    if (notice.fichier) {
      const place = notice.ligne ? ":" + notice.ligne + ":" + notice.colonne : "";
      made.append(element("p", "jalon-place", notice.fichier + place));
    }
    if (notice.extrait !== undefined && notice.marque) {
      const [from, to] = notice.marque, line = notice.extrait;
      const code = element("code", "");
      code.append(line.slice(0, from), element("mark", "", line.slice(from, to)), line.slice(to));
      const source = element("pre", "jalon-source");
      source.append(code);
      made.append(source);
    }
    if (notice.conseil) made.append(element("p", "jalon-hint", "À faire : " + notice.conseil));
    return made;
  }

  // ---------------------------------------------------------------- listening

  /** @type {EventSource | null} */
  let source = null;
  let retry = 0;

  /** A browser opens six connections to a server: a page that nobody sees must not hold one. */
  function listen() {
    clearTimeout(retry);
    if (document.hidden) return quiet();
    if (source && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource(OURS + "events");
    source.addEventListener("state", (event) => {
      /** @type {State} */
      const state = JSON.parse(event.data);
      show(state);
      void update(state.version);
    });
    source.onerror = () => {
      if (source && source.readyState === EventSource.CLOSED) retry = setTimeout(listen, 2000);
    };
  }

  function quiet() {
    if (source) source.close();
    source = null;
  }

  build();
  comeBack();
  void remember();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", quiet);
  addEventListener("pageshow", listen);
  listen();
})();
