// @ts-check
/*
 * The panel of diagnostics, and the button that counts them. In: each state that the server sends. Out: both, built by
 * textContent only, so that text from files never becomes markup.
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
 */

const host = element("div", "");
const count = element("button", "jalon-count");
const panel = element("div", "jalon-panel");
const heading = element("h2", "jalon-heading");
const closeButton = element("button", "jalon-close", "Fermer");
const list = element("ol", "jalon-list");
const statusLine = element("p", "jalon-status");

/**
 * The errors that the author has dismissed: they do not open the panel again as long as they last.
 * @type {string[]}
 */
let dismissed = [];
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

function buildPanel() {
  host.id = "jalon-live";
  count.type = closeButton.type = "button";
  panel.id = "jalon-panel";
  heading.id = "jalon-heading";
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-modal", "false");
  panel.setAttribute("aria-labelledby", heading.id);
  panel.tabIndex = -1;
  list.setAttribute("role", "list");
  count.setAttribute("aria-controls", panel.id);
  count.setAttribute("aria-expanded", "false");
  statusLine.setAttribute("role", "status");
  const head = element("div", "jalon-head");
  head.append(heading, closeButton);
  panel.append(head, list);
  count.hidden = panel.hidden = true;
  count.addEventListener("click", () => {
    chosen = true;
    openPanel(true);
    panel.focus();
  });
  closeButton.addEventListener("click", dismiss);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !panel.hidden) dismiss();
  });
  host.append(statusLine, count, panel);
  document.body.append(host);
}

/** @param {boolean} opened */
function openPanel(opened) {
  panel.hidden = !opened;
  count.hidden = opened || !count.textContent;
  count.setAttribute("aria-expanded", String(opened));
}

function dismiss() {
  const inside = panel.contains(document.activeElement);
  dismissed = dismissed.concat(errors);
  chosen = false;
  openPanel(false);
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
  if (text) statusLine.textContent = text;
  else if (state.verifie && statusLine.textContent) statusLine.textContent = "Plus rien à signaler";
  errors = state.diagnostics.filter((notice) => notice.gravite === "erreur").map((notice) => JSON.stringify(notice));
  // Before the check, an error that is absent may just not have been found again yet.
  if (state.verifie) dismissed = dismissed.filter((error) => errors.indexOf(error) >= 0);
  // The page shown on a failure lists its errors itself.
  const opens = !isFailure(document) && errors.some((error) => dismissed.indexOf(error) < 0);
  chosen = chosen && text !== "";
  openPanel(opens || chosen);
}

/** @param {State} state */
function words(state) {
  const parts = [];
  if (state.erreurs) parts.push(state.erreurs + (state.erreurs > 1 ? " erreurs" : " erreur"));
  if (state.avertissements)
    parts.push(state.avertissements + (state.avertissements > 1 ? " avertissements" : " avertissement"));
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
    const [from, to] = notice.marque,
      line = notice.extrait;
    const code = element("code", "");
    code.append(line.slice(0, from), element("mark", "", line.slice(from, to)), line.slice(to));
    const source = element("pre", "jalon-source");
    source.append(code);
    made.append(source);
  }
  if (notice.conseil) made.append(element("p", "jalon-hint", "À faire : " + notice.conseil));
  return made;
}
