// @ts-check
/*
 * Jalon, the faults of a table of people, one row each: what is wrong, and a field where it is mended. Many faults come by pages.
 * In: the table as it is, faults of rules.js. Out: nodes in the result of the page; a value that was mended is handed back.
 */

/**
 * What the remarks know of the table.
 * @typedef {object} CollectDesk
 * @property {HTMLElement} root
 * @property {HTMLElement} result
 * @property {Say} say
 * @property {CollectRules} rules
 * @property {CollectTable | null} read
 * @property {string[][]} values
 * @property {(one: CollectFault) => string} why   in words
 * @property {(one: CollectRemark, value: string) => void} mend
 *
 * @typedef {{fault: CollectFault, done: boolean, row: HTMLElement | null}} CollectRemark
 */

const JalonCollectRemarks = (() => {
  "use strict";

  const { get, number } = JalonTools;
  const PAGE = 100,
    LINKS = 8;

  /** The remarks of a table. */
  class Remarks {
    /** @param {CollectDesk} desk */
    constructor(desk) {
      this.desk = desk;
      /** @type {CollectRemark[]} */
      this.all = [];
    }

    /** @param {CollectFault} one */
    lineOf(one) {
      return this.desk.read ? this.desk.read.rows[one.row].line : 0;
    }

    /** @param {CollectFault} one */
    idOf(one) {
      return this.desk.root.id + "-l" + this.lineOf(one) + "-" + this.desk.rules.columns[one.column].id;
    }

    /** Whose row it is: its first two columns that tell people apart. @param {CollectFault} one */
    whoOf(one) {
      const { rules, values } = this.desk;
      return rules.same
        .slice(0, 2)
        .map((id) => values[one.row][rules.columns.findIndex((column) => column.id === id)])
        .join(" ")
        .trim();
    }

    /** @param {CollectFault[]} faults */
    draw(faults) {
      this.all = faults.map((one) => ({ fault: one, done: false, row: null }));
      if (!this.all.length) return;
      this.list();
      this.more(PAGE);
    }

    /** How many remarks for each kind of data, with links to the first ones. */
    list() {
      const { say, rules, result } = this.desk,
        box = say("list");
      rules.columns.forEach((column, at) => {
        const mine = this.all.filter((one) => one.fault.column === at);
        if (!mine.length) return;
        const line = say("by-column", {
          label: column.label,
          count: number(mine.length),
          one: mine.length === 1,
          many: mine.length > 1,
        });
        mine.slice(0, LINKS).forEach((one, rank) => {
          const link = this.link(one, column.label);
          line.append(...(rank ? [" ", link] : [link]));
        });
        line.append(mine.length > LINKS ? "…" : "");
        get(box, '[data-place="list"]').append(line);
      });
      get(result, '[data-place="columns"]').append(box);
    }

    /** @param {CollectRemark} one @param {string} label */
    link(one, label) {
      const link = this.desk.say("to-line", { line: this.lineOf(one.fault), label });
      link.setAttribute("href", "#" + this.idOf(one.fault));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.reach(one);
      });
      return link;
    }

    /** Where remarks are written; made when the first comes. @returns {Element} */
    body() {
      const place = get(this.desk.result, '[data-place="faults"]');
      if (!place.firstChild) place.append(this.desk.say("faults"));
      return get(place, '[data-place="rows"]');
    }

    /** @param {number} count   how many more rows */
    more(count) {
      const { root, say } = this.desk,
        body = this.body(),
        old = root.querySelector(".collect-more");
      if (old) old.remove();
      this.all
        .filter((one) => !one.row)
        .slice(0, count)
        .forEach((one) => {
          one.row = this.draft(one);
          body.append(one.row);
          this.state(one);
        });
      const rest = this.all.filter((one) => !one.row).length;
      if (!rest) return;
      const bar = say("more", { count: number(rest) });
      bar.classList.add("collect-more");
      get(bar, '[data-do="more"]').addEventListener("click", () => {
        const next = /** @type {CollectRemark} */ (this.all.find((one) => !one.row));
        this.more(PAGE);
        this.reach(next);
      });
      get(root, ".collect-faults").after(bar);
    }

    /** @param {CollectRemark} one */
    reach(one) {
      if (!one.row) this.more(this.all.indexOf(one) + 1);
      /** @type {HTMLElement | null | undefined} */
      const field = one.row?.querySelector("input, select");
      if (!field || !one.row) return;
      one.row.scrollIntoView({ block: "center" });
      field.focus({ preventScroll: true });
    }

    /** @param {CollectRemark} one @returns {HTMLElement} */
    draft(one) {
      const { say, rules, read } = this.desk,
        column = rules.columns[one.fault.column],
        id = this.idOf(one.fault);
      const row = say("fault", {
        id,
        level: one.fault.level,
        line: this.lineOf(one.fault),
        who: this.whoOf(one.fault),
        label: column.label,
      });
      const held = read ? read.rows[one.fault.row].cells[one.fault.column] : "";
      const field = document.createElement(column.kind === "choice" ? "select" : "input");
      if (field instanceof HTMLSelectElement) {
        field.append(
          ...[held, ...column.choices.filter((choice) => choice !== held)].map((choice) => new Option(choice, choice)),
        );
      } else {
        field.type = "text";
        field.spellcheck = false;
        field.autocomplete = "off";
      }
      field.value = held;
      field.className = "input";
      field.id = id + "-valeur";
      get(row, ".collect-fix").append(field);
      field.addEventListener("change", () => this.desk.mend(one, field.value));
      return row;
    }

    /** Shows what is now known of a remark. @param {CollectRemark} one */
    state(one) {
      const { say, read, why } = this.desk;
      if (!one.row || !read) return;
      /** @type {HTMLInputElement | HTMLSelectElement} */
      const field = get(one.row, "input, select");
      const what = get(one.row, '[data-place="state"]'),
        { row, column, level } = one.fault,
        held = read.rows[row].cells[column],
        state = one.done ? "done" : level;
      one.row.className = "is-" + state;
      what.textContent = "";
      what.append(say("state-" + state));
      get(one.row, '[data-place="why"]').textContent = one.done ? "" : why(one.fault);
      field.setAttribute("aria-invalid", String(state === "error"));
      if (field instanceof HTMLSelectElement && !Array.from(field.options, (option) => option.value).includes(held))
        field.prepend(new Option(held, held));
      if (field.value !== held) field.value = held;
      this.offer(one, one.row, field);
    }

    /** The button that puts what may have been meant in the cell. @param {CollectRemark} one @param {HTMLElement} row @param {HTMLElement} field */
    offer(one, row, field) {
      /** @type {HTMLElement | null} */
      const old = row.querySelector(".collect-accept");
      const { say, rules } = this.desk,
        wanted = one.done ? undefined : one.fault.to,
        values = { line: this.lineOf(one.fault), label: rules.columns[one.fault.column].label };
      // Leaving a field checks again: the button that the finger is on must stay.
      if (old && old.dataset.to === wanted) return;
      if (old) old.remove();
      const button = one.done
        ? null
        : JalonProposals.button(say, one.fault, values, (to) => {
            this.desk.mend(one, to);
            field.focus();
          });
      if (!button) return;
      button.dataset.to = wanted;
      get(row, ".collect-fix").append(button);
    }

    /** Takes in what a new check found: what is mended stays, and says so; what is new comes last. @param {CollectFault[]} faults */
    renew(faults) {
      /** @param {CollectFault} one */
      const placeOf = (one) => one.row * this.desk.rules.columns.length + one.column;
      const now = new Map(faults.map((one) => [placeOf(one), one]));
      this.all.forEach((one) => {
        const found = now.get(placeOf(one.fault));
        now.delete(placeOf(one.fault));
        if (found) one.fault = found;
        one.done = !found;
        this.state(one);
      });
      now.forEach((one) => this.all.push({ fault: one, done: false, row: null }));
      if (now.size) this.more(now.size);
    }
  }

  return { Remarks };
})();
