// @ts-check
/*
 * Jalon, the search as one meets it: a dialog on every page, or the page of the search itself. Loaded only when someone
 * searches. What the reader types only ever becomes text.
 */

const JalonSearchBox = (() => {
  "use strict";

  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Holds non: the key « / » does not open the search. */
  const KEY = "jalon:recherche";
  // end of what is generated

  const link = /** @type {HTMLElement} */ (document.querySelector("[data-search]"));
  const root = link.dataset.search || "";
  const SHOWN = 10,
    AROUND = 90,
    LONGEST = 240,
    MANY = 20;
  /** How long extracts are waited for before results show without. */
  const PATIENCE = 40;
  /** How long a second trial waits for what the first one asked for. */
  const SETTLING = 5000;

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
      const begins = JalonWords.HYPHEN.test(match[0]) ? "" : JalonWords.fold(match[0].slice(0, 2)).slice(0, 2);
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

  /** What is said of an answer. Past some results their number says nothing. @param {JalonAnswer} answer */
  function counted({ total, stems, unknown }) {
    if (!stems.length && !unknown.length)
      return "Ces mots sont trop courants : ajoutez-en un qui dise de quoi il s’agit.";
    const count =
      total === 0
        ? "Aucun résultat."
        : total === 1
          ? "1 résultat."
          : total > MANY
            ? `Plus de ${MANY} résultats.`
            : `${total} résultats.`;
    const passed = unknown.map((word) => `« ${word} »`).join(", ");
    return passed ? `${count} Ce site n’emploie pas ${passed}${total ? " : c’est cherché sans" : ""}.` : count;
  }

  /** The field, its filters and its results. */
  class SearchBox {
    /** @param {HTMLElement} place @param {{ said?: (query: string) => void, none?: () => void }} [to] */
    constructor(place, to = {}) {
      this.place = place;
      this.to = to;
      this.field = make("input", {
        class: "input",
        id: "recherche-mots",
        type: "search",
        autocomplete: "off",
        spellcheck: "false",
        enterkeyhint: "search",
      });
      this.section = make("select", { class: "input", id: "recherche-rubrique" }, [
        make("option", { value: "" }, ["Toutes"]),
      ]);
      this.who = make("select", { class: "input", id: "recherche-qui" }, [make("option", { value: "" }, ["Tous"])]);
      this.status = make("p", { role: "status", class: "search-status" });
      this.list = make("ol", { class: "search-results", role: "list" });
      this.more = make("button", { type: "button", class: "btn btn-quiet", hidden: "" }, ["Voir plus de résultats"]);
      this.slash = make("input", { type: "checkbox", id: "recherche-touche" });
      this.slash.checked = !off();
      this.form = make("form", { class: "search-form", role: "search", "aria-label": "Rechercher dans le site" }, [
        make("div", { class: "field search-field" }, [
          make("label", { for: this.field.id }, ["Mots à chercher, question ou sigle"]),
          this.field,
        ]),
        make("div", { class: "field" }, [make("label", { for: this.section.id }, ["Rubrique"]), this.section]),
        make("div", { class: "field" }, [make("label", { for: this.who.id }, ["Pour qui"]), this.who]),
      ]);
      this.foot = make("p", { class: "search-foot" }, [
        this.slash,
        make("label", { for: this.slash.id }, ["La touche « / » ouvre la recherche"]),
      ]);
      this.none = make("ul", { class: "search-none", hidden: "" });
      this.wider = make("button", { type: "button", class: "btn btn-quiet" }, [
        "Chercher dans toutes les rubriques, pour tous",
      ]);
      place.append(this.form, this.status, this.none, this.list, this.more, this.foot);

      this.limit = SHOWN;
      this.asked = 0;
      /** Entries that were there before more were asked for: they keep their places. @type {number[]} */
      this.first = [];
      /** Entries that are shown. @type {number[]} */
      this.listed = [];
      /** @type {number | undefined} */
      this.saying = undefined;
      this.links = () => /** @type {HTMLElement[]} */ (Array.from(this.list.querySelectorAll("a")));

      /** The way to the index. */
      this.indexed = () =>
        make("li", {}, [
          "Ou parcourez ",
          make("a", { href: `${/** @type {HTMLAnchorElement} */ (link).href}#index` }, ["l’index de A à Z"]),
          ".",
        ]);
      this.listen();
    }

    /** Searches anew, from the first results. */
    again() {
      this.limit = SHOWN;
      this.first = [];
      this.show();
    }

    listen() {
      const again = () => this.again();
      this.slash.addEventListener("change", () => {
        try {
          if (this.slash.checked) localStorage.removeItem(KEY);
          else localStorage.setItem(KEY, "non");
        } catch (error) {
          /* storage refused: the key stays as it is */
        }
      });
      this.wider.addEventListener("click", () => {
        this.section.value = this.who.value = "";
        this.again();
        this.field.focus();
      });
      this.field.addEventListener("input", again);
      [this.section, this.who].forEach((one) => one.addEventListener("change", again));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.links()[0]?.focus();
      });
      this.more.addEventListener("click", async () => {
        const before = this.links().length;
        this.limit += SHOWN;
        this.first = this.listed;
        await this.show();
        this.links()[before]?.focus();
      });
      this.place.addEventListener("keydown", (event) => {
        if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.target instanceof HTMLSelectElement) return;
        const all = [this.field, ...this.links()],
          here = all.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
        const next = all[here + (event.key === "ArrowDown" ? 1 : -1)];
        if (here < 0 || !next) return;
        event.preventDefault();
        next.focus();
      });
    }

    /** Shows what is found. @param {boolean} [again]  whether this is a second trial, the first having failed */
    async show(again = false) {
      this.asked += 1;
      const query = this.field.value,
        mine = this.asked;
      if (this.to.said) this.to.said(query);
      // One letter is no word yet.
      if (query.trim().length < 2) {
        this.clear();
        this.status.textContent = "";
        return;
      }
      try {
        const map = await start();
        if (this.who.options.length === 1) {
          map.sections.forEach((name, at) => {
            if (name) this.section.append(make("option", { value: String(at) }, [name]));
          });
          map.who.forEach((name, at) => this.who.append(make("option", { value: String(at) }, [name])));
        }
        const options = {
          typing: true,
          limit: this.limit,
          patience: PATIENCE,
          section: this.section.value ? Number(this.section.value) : undefined,
          audience: this.who.value ? Number(this.who.value) : undefined,
        };
        const answer = await JalonSearch.search(query, options);
        const { total, found, stems, late } = answer;
        // Another search began while this one was waiting for its files.
        if (mine !== this.asked) return;
        const place = (/** @type {JalonFound} */ one) =>
          this.first.includes(one.entry) ? this.first.indexOf(one.entry) : this.first.length;
        if (this.first.length) found.sort((a, b) => place(a) - place(b));
        const kept = new Set(stems);
        if (this.put(found.map((one) => this.result(one, kept)))) this.listed = found.map((one) => one.entry);
        this.more.hidden = total <= found.length;
        this.none.hidden = total > 0;
        if (!total) this.advise(map.help);
        late?.then(() => {
          if (mine === this.asked) this.show();
        });
        clearTimeout(this.saying);
        this.saying = window.setTimeout(() => {
          this.status.textContent = counted(answer);
        }, 250);
      } catch (error) {
        if (mine !== this.asked) return;
        // A site that was published again since this page was read has other files: the second trial asks for them.
        if (!again) {
          await JalonSearchIndex.settled(SETTLING);
          if (mine === this.asked) await this.show(true);
          return;
        }
        this.clear();
        this.status.textContent = "La recherche n’a pas pu se charger.";
        this.none.replaceChildren(make("li", {}, ["Réessayez dans un instant, ou rechargez la page."]), this.indexed());
        this.none.hidden = false;
        if (this.to.none) this.to.none();
      }
    }

    /** Takes away the results, and the count that was about to be said. */
    clear() {
      if (!this.list.contains(document.activeElement)) this.list.textContent = "";
      this.none.hidden = this.more.hidden = true;
      clearTimeout(this.saying);
    }

    /**
     * Shows results. Those that only got their extracts keep their links: one may be under a finger. Nothing moves under who is
     * in the list already: what came late waits for the next letter. @param {HTMLElement[]} items @returns {boolean}
     */
    put(items) {
      const title = (/** @type {Element} */ item) => item.firstElementChild?.textContent;
      const old = Array.from(this.list.children);
      if (old.length !== items.length || items.some((item, at) => title(item) !== title(old[at]))) {
        if (this.list.contains(document.activeElement)) return false;
        this.list.replaceChildren(...items);
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

    /** What to try when nothing is found. @param {[string, string] | null} help  the page for who finds nothing */
    advise(help) {
      const chosen = this.section.value || this.who.value;
      this.none.replaceChildren(
        ...(chosen ? [make("li", {}, [this.wider])] : []),
        ...(help ? [make("li", {}, ["Voyez ", make("a", { href: root + help[0] }, [help[1]])])] : []),
        make("li", {}, ["Vérifiez l’orthographe, ou essayez un mot plus courant."]),
        make("li", {}, ["Écrivez moins de mots : un sigle, ou un seul mot, suffit souvent."]),
        this.indexed(),
      );
      if (this.to.none) this.to.none();
    }

    /** @param {JalonFound} one @param {Set<string>} stems */
    result(one, stems) {
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
  /** @type {SearchBox | null} */
  let box = null;

  // On its own page the search is there from the start, with the words of the address.
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
  if (place) {
    const index = /** @type {HTMLElement} */ (document.querySelector("[data-search-index]"));
    box = new SearchBox(place, {
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
      box = new SearchBox(body);
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
