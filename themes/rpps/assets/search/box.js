// @ts-check
/*
 * Jalon, the search as one meets it: a dialog on every page, or the page of the search itself. Loaded only when someone
 * searches. What the reader types only ever becomes text.
 */

const JalonSearchBox = (() => {
  "use strict";
  const KEY = "jalon:recherche";
  const link = /** @type {HTMLElement} */ (document.querySelector("[data-search]"));
  const root = link.dataset.search || "";
  const SHOWN = 10,
    AROUND = 90,
    LONGEST = 240;
  /** How long extracts are waited for before results show without. */
  const PATIENCE = 40;

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} [children]
   */
  function make(tag, attributes = {}, children = []) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  /** A text whose found words are marked, cut around the first of them. @param {string} text @param {Set<string>} stems @param {boolean} cut */
  function marked(text, stems, cut) {
    const told = document.createDocumentFragment();
    const beginnings = new Set(Array.from(stems, (stem) => stem.slice(0, 2)));
    /** @type {[number, number][]} */
    const places = [];
    for (const match of text.matchAll(/[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)*/gu)) {
      const at = match.index || 0;
      // A stem begins as its word does: most words need not be cut to know that they are none of these.
      const begins = /^[^-‐‑]+$/.test(match[0]) ? JalonWords.fold(match[0].slice(0, 2)).slice(0, 2) : "";
      if (begins && !beginnings.has(begins)) continue;
      if (JalonWords.words(match[0]).some((word) => stems.has(word.stem))) places.push([at, at + match[0].length]);
    }
    let from = 0,
      to = text.length;
    if (cut && text.length > LONGEST) {
      from = places.length ? Math.max(0, places[0][0] - AROUND) : 0;
      if (from) from = text.indexOf(" ", from) + 1;
      to = Math.min(text.length, from + LONGEST);
      if (to < text.length) to = text.lastIndexOf(" ", to);
    }
    let at = from;
    if (from) told.append("… ");
    for (const [start, end] of places.filter((place) => place[0] >= from && place[1] <= to)) {
      told.append(text.slice(at, start), make("mark", {}, [text.slice(start, end)]));
      at = end;
    }
    told.append(text.slice(at, to));
    if (to < text.length) told.append(" …");
    return told;
  }

  /** @param {number} count */
  const counted = (count) => (count === 0 ? "Aucun résultat." : count === 1 ? "1 résultat." : `${count} résultats.`);

  /**
   * The field, its filters and its results.
   * @param {HTMLElement} place @param {{ said?: (query: string) => void, none?: () => void }} [to]
   */
  function build(place, to = {}) {
    const field = make("input", {
      class: "input",
      id: "recherche-mots",
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
    });
    const section = make("select", { class: "input", id: "recherche-rubrique" }, [
      make("option", { value: "" }, ["Toutes"]),
    ]);
    const who = make("select", { class: "input", id: "recherche-qui" }, [make("option", { value: "" }, ["Tous"])]);
    const status = make("p", { role: "status", class: "search-status" });
    const list = make("ol", { class: "search-results", role: "list" });
    const more = make("button", { type: "button", class: "btn btn-quiet", hidden: "" }, ["Voir plus de résultats"]);
    const slash = make("input", { type: "checkbox", id: "recherche-touche" });
    slash.checked = !off();
    slash.addEventListener("change", () => {
      try {
        if (slash.checked) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, "non");
      } catch (error) {
        /* storage refused: the key stays as it is */
      }
    });
    const form = make("form", { class: "search-form", role: "search", "aria-label": "Rechercher dans le site" }, [
      make("div", { class: "field search-field" }, [
        make("label", { for: field.id }, ["Mots à chercher, question ou sigle"]),
        field,
      ]),
      make("div", { class: "field" }, [make("label", { for: section.id }, ["Rubrique"]), section]),
      make("div", { class: "field" }, [make("label", { for: who.id }, ["Pour qui"]), who]),
    ]);
    const foot = make("p", { class: "search-foot" }, [
      slash,
      make("label", { for: slash.id }, ["La touche « / » ouvre la recherche"]),
    ]);
    const none = make("ul", { class: "search-none", hidden: "" });
    const wider = make("button", { type: "button", class: "btn btn-quiet" }, [
      "Chercher dans toutes les rubriques, pour tous",
    ]);
    place.append(form, status, none, list, more, foot);

    let limit = SHOWN,
      asked = 0;
    /** Entries that were there before more were asked for: they keep their places. @type {number[]} */
    let first = [];
    /** Entries that are shown. @type {number[]} */
    let listed = [];
    /** @type {number | undefined} */
    let saying;
    const links = () => /** @type {HTMLElement[]} */ (Array.from(list.querySelectorAll("a")));

    /** Shows what is found. @param {boolean} [again]  whether this is a second trial, the first having failed */
    async function show(again = false) {
      asked += 1;
      const query = field.value,
        mine = asked;
      if (to.said) to.said(query);
      // One letter is no word yet.
      if (query.trim().length < 2) {
        clear();
        status.textContent = "";
        return;
      }
      try {
        const map = await start();
        if (who.options.length === 1) {
          map.sections.forEach((name, at) => {
            if (name) section.append(make("option", { value: String(at) }, [name]));
          });
          map.who.forEach((name, at) => who.append(make("option", { value: String(at) }, [name])));
        }
        const options = {
          typing: true,
          limit,
          patience: PATIENCE,
          section: section.value ? Number(section.value) : undefined,
          audience: who.value ? Number(who.value) : undefined,
        };
        const { total, found, stems, late } = await JalonSearch.search(query, options);
        // Another search began while this one was waiting for its files.
        if (mine !== asked) return;
        const place = (/** @type {JalonFound} */ one) =>
          first.includes(one.entry) ? first.indexOf(one.entry) : first.length;
        if (first.length) found.sort((a, b) => place(a) - place(b));
        const kept = new Set(stems);
        if (put(found.map((one) => result(one, kept)))) listed = found.map((one) => one.entry);
        more.hidden = total <= found.length;
        none.hidden = total > 0;
        if (!total) advise();
        late?.then(() => {
          if (mine === asked) show();
        });
        clearTimeout(saying);
        saying = window.setTimeout(() => {
          status.textContent = counted(total);
        }, 250);
      } catch (error) {
        if (mine !== asked) return;
        // A site that was published again since this page was read has other files: the second trial asks for them.
        if (!again) {
          await show(true);
          return;
        }
        clear();
        status.textContent = "La recherche n’a pas pu se charger.";
        none.replaceChildren(make("li", {}, ["Réessayez dans un instant, ou rechargez la page."]), indexed());
        none.hidden = false;
        if (to.none) to.none();
      }
    }

    /** Takes away the results, and the count that was about to be said. */
    function clear() {
      if (!list.contains(document.activeElement)) list.textContent = "";
      none.hidden = more.hidden = true;
      clearTimeout(saying);
    }

    /** The way to the index. */
    const indexed = () =>
      make("li", {}, [
        "Ou parcourez ",
        make("a", { href: `${/** @type {HTMLAnchorElement} */ (link).href}#index` }, ["l’index de A à Z"]),
        ".",
      ]);

    /**
     * Shows results. Those that only got their extracts keep their links: one may be under a finger. Nothing moves under who is
     * in the list already: what came late waits for the next letter. @param {HTMLElement[]} items @returns {boolean}
     */
    function put(items) {
      const title = (/** @type {Element} */ item) => item.firstElementChild?.textContent;
      const old = Array.from(list.children);
      if (old.length !== items.length || items.some((item, at) => title(item) !== title(old[at]))) {
        if (list.contains(document.activeElement)) return false;
        list.replaceChildren(...items);
        return true;
      }
      items.forEach((item, at) => {
        const [before, now] = [old[at], item].map((one) => /** @type {HTMLAnchorElement} */ (one.querySelector("a")));
        before.href = now.href;
        before.replaceChildren(...now.childNodes);
        old[at].className = item.className;
        while (old[at].children.length > 1) old[at].lastElementChild?.remove();
        old[at].append(...Array.from(item.children).slice(1));
      });
      return true;
    }

    /** What to try when nothing is found. */
    function advise() {
      const chosen = section.value || who.value;
      none.replaceChildren(
        ...(chosen ? [make("li", {}, [wider])] : []),
        make("li", {}, ["Vérifiez l’orthographe, ou essayez un mot plus courant."]),
        make("li", {}, ["Écrivez moins de mots : un sigle, ou un seul mot, suffit souvent."]),
        indexed(),
      );
      if (to.none) to.none();
    }
    wider.addEventListener("click", () => {
      section.value = who.value = "";
      again();
      field.focus();
    });

    /** @param {JalonFound} one @param {Set<string>} stems */
    function result(one, stems) {
      const kind = one.direct ? (one.kind === "t" ? "Définition" : "Réponse") : one.section;
      const head = make("a", { href: root + one.href }, [marked(one.title, stems, false)]);
      const where = [kind, one.direct ? one.section : one.heading].filter((part) => part && part !== one.title);
      return make("li", { class: one.direct ? "search-result is-direct" : "search-result" }, [
        make("p", { class: "search-title" }, [head]),
        ...(where.length
          ? [
              make(
                "p",
                { class: "search-where" },
                one.direct
                  ? [make("span", { class: "search-kind" }, [where[0]]), ...where.slice(1)]
                  : [where.join(" › ")],
              ),
            ]
          : []),
        make("p", { class: "search-extract" }, [marked(one.text, stems, !one.direct)]),
      ]);
    }

    const again = () => {
      limit = SHOWN;
      first = [];
      show();
    };
    field.addEventListener("input", again);
    [section, who].forEach((one) => one.addEventListener("change", again));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      links()[0]?.focus();
    });
    more.addEventListener("click", async () => {
      const before = links().length;
      limit += SHOWN;
      first = listed;
      await show();
      links()[before]?.focus();
    });
    place.addEventListener("keydown", (event) => {
      if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.target instanceof HTMLSelectElement) return;
      const all = [field, ...links()],
        here = all.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
      const next = all[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (here < 0 || !next) return;
      event.preventDefault();
      next.focus();
    });
    return { field, again };
  }

  /** Whether the reader turned the key off. */
  function off() {
    try {
      return localStorage.getItem(KEY) === "non";
    } catch (error) {
      return false;
    }
  }

  // While a site is being written, its pages are changed in place, and so is what can be found.
  document.addEventListener("jalon-patched", () => JalonSearchIndex.forget());

  const start = () => JalonSearch.start({ root, map: link.dataset.map || "" });

  /** @type {HTMLDialogElement | null} */
  let dialog = null;
  /** @type {ReturnType<typeof build> | null} */
  let box = null;

  // On its own page the search is there from the start, with the words of the address.
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
  if (place) {
    const index = /** @type {HTMLElement} */ (document.querySelector("[data-search-index]"));
    box = build(place, {
      none() {
        index.hidden = false;
      },
      said(query) {
        index.hidden = query.trim().length > 1;
        const address = new URL(location.href);
        if (query) address.searchParams.set("q", query);
        else address.searchParams.delete("q");
        try {
          if (address.href !== location.href) history.replaceState(null, "", address.href);
        } catch (error) {
          /* Safari counts these calls; the address stays as it is */
        }
      },
    });
    box.field.value = new URLSearchParams(location.search).get("q") || "";
    if (box.field.value) box.again();
  }

  /** Opens the dialog, or goes to the field of the page. */
  function open() {
    if (!box) {
      const close = make("button", { type: "button", class: "btn btn-quiet search-close" }, ["Fermer"]);
      const title = make("h2", { id: "recherche-titre" }, ["Rechercher"]);
      const body = make("div", { class: "search-body" });
      dialog = make("dialog", { class: "search-dialog", "aria-labelledby": title.id }, [
        make("div", { class: "search-head" }, [title, close]),
        body,
      ]);
      document.body.append(dialog);
      box = build(body);
      close.addEventListener("click", () => dialog?.close());
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog) dialog?.close();
      });
      // A result on this very page is behind the dialog.
      body.addEventListener("click", (event) => {
        if (event.target instanceof Element && event.target.closest("a")) dialog?.close();
      });
      // In a field of this kind, Escape first empties it, in some browsers.
      box.field.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        dialog?.close();
      });
      start().catch(() => {
        /* told when something is searched */
      });
    }
    if (dialog && !dialog.open) dialog.showModal();
    box.field.focus();
    box.field.select();
  }

  return { open };
})();
