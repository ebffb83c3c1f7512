// @ts-check
/*
 * Jalon, a table to filter: the table is the data (templates/widgets/matrix.html). Rows and columns that are not asked for are
 * hidden; how many are left is said. When its author says which column answers, the answer comes first (answer.js), and the rows
 * of the title before those that are for everybody. Nothing is stored, nothing leaves the page.
 */
(() => {
  "use strict";

  const { get, speaker, announce, number, fold } = JalonTools;

  // Narrow windows show rows as cards: browsers that then forget what a table is are told again. HTML forbids to write it.
  const ROLES = {
    table: "table",
    thead: "rowgroup",
    tbody: "rowgroup",
    tr: "row",
    "thead th": "columnheader",
    "tbody th": "rowheader",
    td: "cell",
  };

  /** @param {HTMLElement} root */
  function keepTable(root) {
    Object.entries(ROLES).forEach(([selector, role]) =>
      root.querySelectorAll(selector).forEach((node) => node.setAttribute("role", role)),
    );
  }

  /** A table to filter. */
  class Matrix {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      keepTable(root);
      this.say = speaker(root);
      this.form = /** @type {HTMLFormElement} */ (this.say("tools"));
      this.bar = this.say("bar");
      this.table = /** @type {HTMLElement} */ (get(root, "table"));
      this.told = document.createElement("div");
      this.status = document.createElement("p");
      this.fields = /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ (
        Array.from(this.form.querySelectorAll("[data-filter]"))
      );
      this.rows = Array.from(root.querySelectorAll("tbody tr"), (node) => ({
        node: /** @type {HTMLElement} */ (node),
        title: node.getAttribute("data-row") || "",
        general: node.hasAttribute("data-general"),
        usual: node.hasAttribute("data-usual"),
        tags: (node.getAttribute("data-tags") || "").split(" "),
        cells: Array.from(node.querySelectorAll("td"), (cell) => ({
          column: cell.dataset.column || "",
          state: cell.dataset.state || "",
        })),
        text: fold(
          Array.from(
            node.querySelectorAll(".matrix-name, .matrix-note, .matrix-cell"),
            (part) => part.textContent || "",
          )
            .concat(node.getAttribute("data-also") || "")
            .join(" "),
        ),
        names: fold((node.getAttribute("data-row") || "") + " " + (node.getAttribute("data-also") || "")),
      }));
      this.body = get(root, "tbody");
      this.first = document.createElement("div");
      this.head = get(root, "thead th").textContent || "";
      this.status.className = "sr-only";
      this.status.setAttribute("role", "status");

      /** @param {string} name */
      this.values = (name) =>
        this.fields
          .filter((field) => field.dataset.filter === name)
          .map((field) => field.value)
          .filter(Boolean);

      this.waiting = 0;
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("change", () => this.filter(true));
      this.form.addEventListener("input", () => {
        window.clearTimeout(this.waiting);
        this.waiting = window.setTimeout(() => this.filter(true), 200);
      });
      get(this.bar, "[data-do=print]").addEventListener("click", () => window.print());
      get(this.bar, "[data-do=clear]").addEventListener("click", () => {
        this.fields.forEach((field) => {
          field.value = "";
        });
        this.filter(true);
        this.fields[0].focus();
      });
      // The browser may give back what was chosen before the page was left: the rows must agree with the fields.
      window.addEventListener("pageshow", () => this.filter(false));
      get(root, "[data-place=tools]").replaceWith(this.form, this.first, this.told, this.status, this.bar);
      this.filter(false);
    }

    /** What is asked for, in words: it is printed with the rows. */
    asked() {
      return this.fields
        .filter((field) => field.value.trim())
        .map((field) => {
          const chosen =
            field instanceof HTMLSelectElement ? field.options[field.selectedIndex].text : field.value.trim();
          return (
            this.say("asked", {
              title: get(this.form, 'label[for="' + field.id + '"]').textContent || this.head,
              value: chosen,
            }).textContent || ""
          );
        })
        .join("");
    }

    /** Whether a text holds a word. A short one that stands alone in some row is an acronym, not the beginning of a word. @param {string} text @param {string} word */
    holds(text, word) {
      if (word.length > 3) return text.includes(word);
      const alone = new RegExp("(^|[^a-z0-9])" + word.replace(/[^a-z0-9]/g, "\\$&") + "($|[^a-z0-9])");
      return this.rows.some((row) => alone.test(row.text)) ? alone.test(text) : text.includes(word);
    }

    /** The titles whose names hold these words. @param {string[]} words */
    titled(words) {
      const found = this.rows.filter(
        ({ general, names }) => !general && words.every((word) => this.holds(names, word)),
      );
      return Array.from(new Set(words.length ? found.map(({ title }) => title) : []));
    }

    /** The title that these words name, when they name one. @param {string[]} words */
    only(words) {
      const titles = this.titled(words),
        exact = titles.find((title) => fold(title) === words.join(" "));
      return exact || (titles.length === 1 ? titles[0] : "");
    }

    /** The answer before the table; the rows of the title come first in it. @param {string} title @param {string[]} words @param {string[]} tags */
    answer(title, words, tags) {
      const { answer, because } = this.root.dataset;
      this.first.textContent = "";
      if (!answer || !because) return;
      const fits = (/** @type {MatrixRow} */ row) => tags.every((tag) => row.tags.includes(tag));
      const mine = this.rows.filter((row) => !row.general && row.title === title),
        own = mine.filter(fits),
        general = this.rows.filter((row) => row.general && fits(row));
      this.body.append(
        ...mine.map(({ node }) => node),
        ...this.rows.filter((row) => !mine.includes(row)).map(({ node }) => node),
      );
      const titles = this.titled(words);
      // Who is registered elsewhere, or unknown, is so whatever the mission.
      const elsewhere = (/** @type {MatrixRow} */ row) =>
        !row.tags.some(Boolean) &&
        (!tags.length || row.cells.some((cell) => cell.column === answer && /^(no|unknown)$/.test(cell.state)));
      const alike = own.length ? own : mine.filter(elsewhere);
      if (title && (alike.length || general.length))
        this.first.append(JalonAnswer.card(this.say, { title, own: alike, general, answer, because }));
      else if (titles.length > 1 && titles.length < 9)
        this.first.append(
          JalonAnswer.which(this.say, titles, (chosen) => {
            this.fields.forEach((field) => {
              field.value = field.dataset.filter === "row" ? chosen : "";
            });
            this.filter(true);
            this.fields[0].focus();
          }),
        );
    }

    /** @param {boolean} spoken */
    filter(spoken) {
      const [row] = this.values("row"),
        [column] = this.values("column"),
        [state] = this.values("state"),
        tags = this.values("tag");
      const words = fold(this.values("text").join(" ")).split(/\s+/).filter(Boolean);
      let shown = 0;
      this.rows.forEach(({ node, title, general, tags: own, cells, text }) => {
        const fits =
          (!row || general || title === row) &&
          tags.every((tag) => own.includes(tag)) &&
          words.every((word) => this.holds(text, word)) &&
          (!state || cells.some((cell) => cell.state === state && (!column || cell.column === column)));
        node.hidden = !fits;
        if (fits) shown += 1;
      });
      this.root.querySelectorAll("[data-column]").forEach((cell) => {
        /** @type {HTMLElement} */ (cell).hidden = !!column && cell.getAttribute("data-column") !== column;
      });
      this.table.hidden = !shown;
      this.answer(row || this.only(words), words, tags);
      const all = shown === this.rows.length,
        line = this.say("count", {
          shown: number(shown),
          total: number(this.rows.length),
          all,
          none: !shown,
          one: shown === 1 && !all,
          many: shown > 1 && !all,
          asked: this.asked(),
        });
      this.told.replaceChildren(line);
      get(this.bar, "[data-do=clear]").toggleAttribute("hidden", !this.fields.some((field) => field.value));
      const first = (this.first.querySelector(".matrix-first") || this.first).textContent || "";
      if (spoken) announce(this.status, (first + " " + (line.textContent || "")).replace(/\s+/g, " ").trim());
    }
  }

  document.querySelectorAll("[data-matrix]").forEach((root) => new Matrix(/** @type {HTMLElement} */ (root)));
})();
