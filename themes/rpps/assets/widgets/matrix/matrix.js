// @ts-check
/*
 * Jalon, a table to filter: the table is the data (templates/widgets/matrix.html). Rows and columns that are not asked for are
 * hidden; how many are left is said. Nothing is stored, nothing leaves the page.
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
        tags: (node.getAttribute("data-tags") || "").split(" "),
        cells: Array.from(node.querySelectorAll("td"), (cell) => ({
          column: cell.dataset.column || "",
          state: cell.dataset.state || "",
        })),
        text: fold(
          Array.from(
            node.querySelectorAll(".matrix-name, .matrix-note, .matrix-cell"),
            (part) => part.textContent || "",
          ).join(" "),
        ),
      }));
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
      get(root, "[data-place=tools]").replaceWith(this.form, this.told, this.status, this.bar);
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
          words.every((word) => text.includes(word)) &&
          (!state || cells.some((cell) => cell.state === state && (!column || cell.column === column)));
        node.hidden = !fits;
        if (fits) shown += 1;
      });
      this.root.querySelectorAll("[data-column]").forEach((cell) => {
        /** @type {HTMLElement} */ (cell).hidden = !!column && cell.getAttribute("data-column") !== column;
      });
      this.table.hidden = !shown;
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
      if (spoken) announce(this.status, line.textContent || "");
    }
  }

  document.querySelectorAll("[data-matrix]").forEach((root) => new Matrix(/** @type {HTMLElement} */ (root)));
})();
