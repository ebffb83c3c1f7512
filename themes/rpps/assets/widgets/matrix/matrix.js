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

  /** @param {HTMLElement} root */
  function run(root) {
    keepTable(root);
    const say = speaker(root),
      form = /** @type {HTMLFormElement} */ (say("tools"));
    const bar = say("bar"),
      table = /** @type {HTMLElement} */ (get(root, "table")),
      told = document.createElement("div"),
      status = document.createElement("p");
    const fields = /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ (
      Array.from(form.querySelectorAll("[data-filter]"))
    );
    const rows = Array.from(root.querySelectorAll("tbody tr"), (node) => ({
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
    const head = get(root, "thead th").textContent || "";
    status.className = "sr-only";
    status.setAttribute("role", "status");

    /** @param {string} name */
    const values = (name) =>
      fields
        .filter((field) => field.dataset.filter === name)
        .map((field) => field.value)
        .filter(Boolean);

    /** What is asked for, in words: it is printed with the rows. */
    function asked() {
      return fields
        .filter((field) => field.value.trim())
        .map((field) => {
          const chosen =
            field instanceof HTMLSelectElement ? field.options[field.selectedIndex].text : field.value.trim();
          return (
            say("asked", { title: get(form, 'label[for="' + field.id + '"]').textContent || head, value: chosen })
              .textContent || ""
          );
        })
        .join("");
    }

    /** @param {boolean} spoken */
    function filter(spoken) {
      const [row] = values("row"),
        [column] = values("column"),
        [state] = values("state"),
        tags = values("tag");
      const words = fold(values("text").join(" ")).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach(({ node, title, general, tags: own, cells, text }) => {
        const fits =
          (!row || general || title === row) &&
          tags.every((tag) => own.includes(tag)) &&
          words.every((word) => text.includes(word)) &&
          (!state || cells.some((cell) => cell.state === state && (!column || cell.column === column)));
        node.hidden = !fits;
        if (fits) shown += 1;
      });
      root.querySelectorAll("[data-column]").forEach((cell) => {
        /** @type {HTMLElement} */ (cell).hidden = !!column && cell.getAttribute("data-column") !== column;
      });
      table.hidden = !shown;
      const all = shown === rows.length,
        line = say("count", {
          shown: number(shown),
          total: number(rows.length),
          all,
          none: !shown,
          one: shown === 1 && !all,
          many: shown > 1 && !all,
          asked: asked(),
        });
      told.replaceChildren(line);
      get(bar, "[data-do=clear]").toggleAttribute("hidden", !fields.some((field) => field.value));
      if (spoken) announce(status, line.textContent || "");
    }

    let waiting = 0;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => filter(true));
    form.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => filter(true), 200);
    });
    get(bar, "[data-do=print]").addEventListener("click", () => window.print());
    get(bar, "[data-do=clear]").addEventListener("click", () => {
      fields.forEach((field) => {
        field.value = "";
      });
      filter(true);
      fields[0].focus();
    });
    // The browser may give back what was chosen before the page was left: the rows must agree with the fields.
    window.addEventListener("pageshow", () => filter(false));
    get(root, "[data-place=tools]").replaceWith(form, told, status, bar);
    filter(false);
  }

  document.querySelectorAll("[data-matrix]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
