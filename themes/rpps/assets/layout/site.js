// @ts-check
// What scripts add to every page: the colour scheme, the page's tools, the place one has reached in it.
// Nothing is stored before the reader chooses a scheme.
(() => {
  "use strict";
  const root = document.documentElement;

  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Holds light or dark; nothing when the page follows the system. */
  const SCHEME = "jalon:scheme";
  /** Holds non: the key « / » does not open the search. */
  const SLASH = "jalon:recherche";
  // end of what is generated

  /** @param {string} drawing */
  const icon = (drawing) =>
    `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`;

  // generated from themes/rpps/assets/icons/ by rules/twins.mjs: do not edit
  const SUN =
    '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>';
  const MOON = '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>';
  const BOTH = '<circle cx="12" cy="12" r="9"/><path d="M12 3v18M12 7l5-1.5M12 11.5h8.5M12 16l6.5 1"/>';
  const PRINT =
    '<path d="M7 8.5V3h10v5.5M7 17H4.5A1.5 1.5 0 0 1 3 15.5V10a1.5 1.5 0 0 1 1.5-1.5h15A1.5 1.5 0 0 1 21 10v5.5a1.5 1.5 0 0 1-1.5 1.5H17"/><path d="M7 14h10v7H7z"/>';
  const LINK =
    '<path d="M10 14a4.2 4.2 0 0 0 6 0l3.5-3.5a4.24 4.24 0 0 0-6-6L12 6"/><path d="M14 10a4.2 4.2 0 0 0-6 0l-3.5 3.5a4.24 4.24 0 0 0 6 6L12 18"/>';
  const MAIL = '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="m3.5 6.5 8.5 7 8.5-7"/>';
  // end of what is generated

  // ── The colour scheme ──────────────────────────────────────────────────
  function scheme() {
    const top = document.querySelector(".site-tools");
    const foot = document.querySelector("[data-tools-foot]");
    if (!top || !foot) return;
    const field = document.createElement("fieldset");
    field.className = "scheme";
    const current = root.dataset.theme || "auto";
    field.innerHTML =
      '<legend class="sr-only">Apparence</legend>' +
      [
        ["light", "Clair", SUN],
        ["auto", "Auto", BOTH],
        ["dark", "Sombre", MOON],
      ]
        .map(
          ([value, word, drawing]) =>
            `<input type="radio" name="jalon-scheme" id="scheme-${value}" value="${value}"${value === current ? " checked" : ""}><label for="scheme-${value}">${icon(drawing)}${word}</label>`,
        )
        .join("");
    field.addEventListener("change", (event) => {
      const value = /** @type {HTMLInputElement} */ (event.target).value;
      if (value === "auto") delete root.dataset.theme;
      else root.dataset.theme = value;
      try {
        if (value === "auto") localStorage.removeItem(SCHEME);
        else localStorage.setItem(SCHEME, value);
      } catch (error) {
        /* storage refused: the choice holds for this page */
      }
    });
    const wide = matchMedia("(min-width: 48rem)");
    const place = () => (wide.matches ? top : foot).append(field);
    wide.addEventListener("change", place);
    place();
  }

  // ── Folded lists: Escape closes the one that holds the focus ───────────
  function folds() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !(event.target instanceof Element)) return;
      const fold = event.target.closest("nav")?.querySelector("details.fold[open]");
      if (!fold) return;
      fold.removeAttribute("open");
      fold.querySelector("summary")?.focus();
    });
  }

  // ── Copy the link, send it, print ──────────────────────────────────────
  function tools() {
    const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-page-tools]"));
    if (!place) return;
    const shared = location.protocol !== "file:";
    const address = location.href.split("#")[0];
    const poster = place.querySelector("[data-poster]");
    /** @param {string} drawing @param {string} word @param {() => void} act */
    const button = (drawing, word, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn-quiet";
      made.innerHTML = `${icon(drawing)}<span>${word}</span>`;
      made.addEventListener("click", act);
      return made;
    };
    const print = button(PRINT, "Imprimer", () => window.print());
    place.insertBefore(print, poster);
    // Where the site does not know its own address, the reader's browser does.
    const above = document.querySelector("[data-address-above]");
    if (above && shared) above.textContent = new URL("../", location.href).href;
    if (!shared || place.dataset.pageTools === "print") return;
    const printed = document.querySelector("[data-address]");
    if (printed && !printed.textContent) printed.textContent = address;
    let mail = /** @type {HTMLAnchorElement | null} */ (place.querySelector("[data-mail]"));
    if (!mail) {
      mail = document.createElement("a");
      mail.className = "btn btn-quiet";
      mail.href = `mailto:?subject=${encodeURIComponent(document.title)}&body=${encodeURIComponent(`${document.title}\r\n${address}\r\n`)}`;
      mail.innerHTML = `${icon(MAIL)}<span>Envoyer par courriel</span>`;
      place.insertBefore(mail, print);
    } else if (mail.hasAttribute("data-mail-open")) {
      mail.href += encodeURIComponent(`${address}\r\n`);
    }
    if (!navigator.clipboard) return;
    const status = document.createElement("span");
    status.className = "soft";
    status.setAttribute("role", "status");
    // Emptied first, so that the same words are announced again.
    const say = (/** @type {string} */ words) => {
      status.textContent = "";
      setTimeout(() => {
        status.textContent = words;
      }, 50);
    };
    const copy = () =>
      navigator.clipboard.writeText(address).then(
        () => say("Lien copié."),
        () => say(`Copie refusée par le navigateur. L’adresse : ${address}`),
      );
    place.insertBefore(button(LINK, "Copier le lien", copy), mail);
    place.append(status);
  }

  // ── Where one stands in the page ───────────────────────────────────────
  function place() {
    const links = /** @type {HTMLAnchorElement[]} */ (Array.from(document.querySelectorAll(".toc a")));
    const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    if (!links.length) return;
    const mark = () => {
      let here = -1;
      heads.forEach((head, index) => {
        if (head && head.getBoundingClientRect().top < innerHeight / 3) here = index;
      });
      links.forEach((link, index) => {
        if (index === here) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
    };
    let waiting = false;
    addEventListener(
      "scroll",
      () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          mark();
        });
      },
      { passive: true },
    );
    mark();
  }

  /** In a long menu of its own height, the page one reads must be in sight. */
  function menu() {
    const side = /** @type {HTMLElement | null} */ (document.querySelector(".side"));
    const here = side && /** @type {HTMLElement | null} */ (side.querySelector('.path [aria-current="page"]'));
    if (!side || !here || side.scrollHeight <= side.clientHeight) return;
    side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 2;
  }

  // ── The search: its scripts come when someone searches ─────────────────
  function search() {
    const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-search]"));
    if (!link) return;
    let asked = false;
    // Only known once box.js is there.
    const ready = () => {
      const there = typeof JalonSearchBox !== "undefined";
      if (there) JalonSearchBox.open();
      return there;
    };
    const open = () => {
      if (asked ? ready() : ready() || document.querySelector("[data-search-page]")) return;
      if (asked) return;
      asked = true;
      // The index comes at once with the scripts that read it.
      const head = (/** @type {Partial<HTMLLinkElement>} */ given) =>
        document.head.append(Object.assign(document.createElement("link"), given));
      head({ rel: "stylesheet", href: link.dataset.styles });
      head({ rel: "preload", as: "script", href: link.dataset.map });
      const names = (link.dataset.scripts || "").split(" ");
      names.forEach((name, at) => {
        const script = document.createElement("script");
        script.src = name;
        script.async = false;
        // Without them the link still leads to the index.
        script.onerror = () => location.assign(link.href);
        if (at === names.length - 1) script.onload = ready;
        document.head.append(script);
      });
    };
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        open();
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      // A dialog just closed keeps the focus until the page is drawn again.
      const busy =
        event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [contenteditable]");
      if (busy && !busy.closest("dialog:not([open])")) return;
      try {
        if (localStorage.getItem(SLASH) === "non") return;
      } catch (error) {
        /* storage refused: the key works */
      }
      event.preventDefault();
      open();
    });
  }

  scheme();
  search();
  folds();
  menu();
  tools();
  place();
})();
