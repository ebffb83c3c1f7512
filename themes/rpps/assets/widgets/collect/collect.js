// @ts-check
/*
 * Jalon, data to gather: prints the sheet, hands out the table to fill in, checks the rows that come back (rules.js) and lets
 * each fault be mended in place. In: pasted text or a file, read in the page. Out: a corrected file. Nothing is stored, nothing leaves.
 */
(() => {
  "use strict";

  const { get, speaker, focus, announce, download, number } = JalonTools;
  const PAGE = 100,
    LINKS = 8;

  /** @typedef {{fault: CollectFault, done: boolean, row: HTMLElement | null}} CollectRemark */

  /** A table of people to gather. */
  class Collect {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.say = speaker(root);
      this.rules = /** @type {CollectRules} */ (JSON.parse(root.dataset.rules || "{}"));
      this.file = root.dataset.file || "";
      this.sheet = get(root, "[data-sheet]");
      this.sheetBar = this.say("sheet-bar");
      this.table = this.say("table");
      /** @param {string} name */
      this.place = (name) => /** @type {HTMLElement} */ (get(this.table, '[data-place="' + name + '"]'));
      this.result = this.place("result");
      this.status = this.place("status");
      this.fault = this.place("fault");
      this.form = this.place("form");
      this.area = /** @type {HTMLTextAreaElement} */ (get(this.form, "textarea"));
      this.input = /** @type {HTMLInputElement} */ (get(this.form, "input"));
      /** @param {string} name @param {Values} [values] */
      this.words = (name, values) => (this.say(name, values).textContent || "").replace(/[ \t\r\n]+/g, " ").trim();

      /** @type {CollectTable | null} */
      this.read = null;
      /** @type {string[][]} */
      this.values = [];
      /** @type {CollectFault[]} */
      this.faults = [];
      /** @type {CollectRemark[]} */
      this.remarks = [];

      /** @param {CollectFault} one */
      this.placeOf = (one) => one.row * this.rules.columns.length + one.column;
      /** @param {CollectFault} one */
      this.why = (one) => this.words("why-" + one.code, one.values);
      this.left = () => this.faults.filter((one) => one.level === "error").length;

      /** @param {CollectFault} one */
      this.lineOf = (one) => (this.read ? this.read.rows[one.row].line : 0);
      /** @param {CollectFault} one */
      this.idOf = (one) => root.id + "-l" + this.lineOf(one) + "-" + this.rules.columns[one.column].id;
      /** @param {CollectFault} one */
      this.whoOf = (one) =>
        this.rules.same
          .slice(0, 2)
          .map((id) => this.values[one.row][this.rules.columns.findIndex((column) => column.id === id)])
          .join(" ")
          .trim();

      this.listen();
      this.sheet.id = root.id + "-fiche";
      get(this.sheetBar, '[data-do="toggle"]').setAttribute("aria-controls", this.sheet.id);
      this.sheet.classList.add("is-folded");
      this.sheet.before(this.sheetBar);
      root.append(this.table);
      root.classList.add("has-script");
    }

    listen() {
      window.addEventListener("afterprint", () => {
        document.documentElement.classList.remove("collect-remarks", "collect-alone");
        this.root.classList.remove("is-printed");
      });

      this.on(this.sheetBar, "print", () => this.print("collect-alone"));
      this.on(this.sheetBar, "toggle", () => {
        const folded = this.sheet.classList.toggle("is-folded"),
          button = get(this.sheetBar, '[data-do="toggle"]');
        button.setAttribute("aria-expanded", String(!folded));
        button.textContent = this.words(folded ? "show" : "hide");
      });
      this.on(this.table, "template", () => {
        download(this.file + "-modele.csv", "text/csv", JalonCollect.template(this.rules));
        announce(this.status, this.words("template-saved"));
      });
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (this.area.value.trim()) this.take(this.area.value);
        else if (this.input.files?.[0]) this.load(this.input.files[0]);
        else this.refuse("empty");
        if (this.fault.textContent) this.area.focus();
      });
      this.input.addEventListener("change", () => this.load(this.input.files?.[0]));
      this.form.addEventListener("dragover", (event) => {
        event.preventDefault();
        this.form.classList.add("is-over");
      });
      this.form.addEventListener("dragleave", () => this.form.classList.remove("is-over"));
      this.form.addEventListener("drop", (event) => {
        event.preventDefault();
        this.form.classList.remove("is-over");
        const moved = event.dataTransfer;
        if (!moved) return;
        if (moved.files.length) this.load(moved.files[0]);
        else {
          this.area.value = moved.getData("text/plain");
          this.take(this.area.value);
        }
      });
    }

    /** @param {ParentNode} near @param {string} name @param {() => void} action */
    on(near, name, action) {
      near.querySelectorAll('[data-do="' + name + '"]').forEach((button) => button.addEventListener("click", action));
    }

    /** The day here, as a day in UTC. */
    today() {
      const now = new Date();
      return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
    }

    examine() {
      if (!this.read) return;
      const found = JalonCollect.check(this.read, this.rules, this.today());
      this.values = found.values;
      this.faults = found.faults;
    }

    /** @param {string} name */
    refuse(name) {
      this.clear();
      this.fault.textContent = this.words("fault-" + name);
      this.area.setAttribute("aria-invalid", String(name === "empty" || name === "no-header" || name === "no-row"));
    }

    clear() {
      this.read = null;
      this.remarks = this.faults = [];
      this.result.textContent = "";
      this.fault.textContent = "";
      this.area.removeAttribute("aria-invalid");
      this.root.classList.remove("has-result");
    }

    /** @param {string} text @param {string} [name]   of the file */
    take(text, name) {
      const found = JalonCollect.read(text, this.rules);
      if (found.fault) return this.refuse(found.fault);
      this.clear();
      this.read = found;
      this.examine();
      this.draw(name || "");
    }

    /** @param {File | undefined | null} chosen */
    load(chosen) {
      if (!chosen) return;
      const reader = new FileReader();
      reader.onerror = () => this.refuse("unreadable");
      reader.onload = () => {
        const { text, fault: why } = JalonCollect.decode(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)));
        if (why) this.refuse(why);
        else this.take(text, chosen.name);
      };
      reader.readAsArrayBuffer(chosen);
    }

    /** @param {string} name */
    draw(name) {
      const shown = this.say("result");
      this.result.textContent = "";
      this.result.append(shown);
      this.root.classList.add("has-result");
      this.remarks = this.faults.map((one) => ({ fault: one, done: false, row: null }));
      this.on(shown, "save", () => this.save());
      this.on(shown, "print", () => this.print("collect-remarks"));
      this.on(shown, "clear", () => {
        this.clear();
        this.area.value = this.input.value = "";
        this.area.focus();
        announce(this.status, this.words("cleared"));
      });
      this.verdict(shown, name);
      this.notes(shown);
      this.list(shown);
      if (this.remarks.length) {
        const faultTable = this.say("faults");
        get(shown, '[data-place="faults"]').append(faultTable);
        this.more(get(faultTable, '[data-place="rows"]'), PAGE);
      }
      focus(get(shown, "[data-focus]"));
    }

    /** @param {ParentNode} shown @param {string} [name] */
    verdict(shown, name) {
      if (!this.read) return;
      const box = get(shown, '[data-place="verdict"]'),
        rows = this.read.rows.length,
        held = box.getAttribute("data-file") || "";
      const wrong = new Set(this.faults.filter((one) => one.level === "error").map((one) => one.row)),
        all = new Set(this.faults.map((one) => one.row));
      if (name !== undefined) box.setAttribute("data-file", name);
      box.textContent = "";
      box.append(
        this.say("verdict", {
          rows: number(rows),
          one: rows < 2,
          many: rows > 1,
          file: name === undefined ? held : name,
          good: number(rows - all.size),
          bad: wrong.size && number(wrong.size),
          doubt: all.size > wrong.size && number(all.size - wrong.size),
        }),
      );
    }

    /** @param {ParentNode} shown */
    notes(shown) {
      if (!this.read) return;
      const box = get(shown, '[data-place="notes"]'),
        { found, extra, guessed } = this.read;
      /** @param {string} name @param {string[]} titles */
      const note = (name, titles) => {
        if (titles.length)
          box.append(
            this.say(name, {
              count: number(titles.length),
              one: titles.length === 1,
              many: titles.length > 1,
              list: titles.map((one) => one || "–").join(", "),
            }),
          );
      };
      if (guessed) box.append(this.say("guessed"));
      const absent = this.rules.columns.filter((_, at) => !found[at]);
      note(
        "needed",
        absent.filter((column) => column.required).map((column) => column.label),
      );
      note(
        "absent",
        absent.filter((column) => !column.required).map((column) => column.label),
      );
      note("extra", extra.filter(Boolean));
    }

    /** How many remarks for each kind of data, with links to the first ones. @param {ParentNode} shown */
    list(shown) {
      if (!this.read || !this.remarks.length) return;
      const box = this.say("list");
      this.rules.columns.forEach((column, at) => {
        const mine = this.remarks.filter((one) => one.fault.column === at);
        if (!mine.length) return;
        const line = this.say("by-column", {
          label: column.label,
          count: number(mine.length),
          one: mine.length === 1,
          many: mine.length > 1,
        });
        mine.slice(0, LINKS).forEach((one, rank) => {
          const link = this.say("to-line", { line: this.lineOf(one.fault), label: column.label });
          link.setAttribute("href", "#" + this.idOf(one.fault));
          link.addEventListener("click", (event) => {
            event.preventDefault();
            this.reach(one);
          });
          line.append(...(rank ? [" ", link] : [link]));
        });
        line.append(mine.length > LINKS ? "…" : "");
        get(box, '[data-place="list"]').append(line);
      });
      get(shown, '[data-place="columns"]').append(box);
    }

    /** @param {Element} body @param {number} count   how many more rows */
    more(body, count) {
      const old = this.root.querySelector(".collect-more");
      if (old) old.remove();
      this.remarks
        .filter((one) => !one.row)
        .slice(0, count)
        .forEach((one) => {
          one.row = this.draft(one);
          body.append(one.row);
          this.state(one);
        });
      const rest = this.remarks.filter((one) => !one.row).length;
      if (!rest) return;
      const bar = this.say("more", { count: number(rest) });
      bar.classList.add("collect-more");
      this.on(bar, "more", () => {
        const next = /** @type {CollectRemark} */ (this.remarks.find((one) => !one.row));
        this.more(body, PAGE);
        this.reach(next);
      });
      get(this.root, ".collect-faults").after(bar);
    }

    /** @param {CollectRemark} one */
    reach(one) {
      if (!one.row) this.more(get(this.root, ".collect-faults tbody"), this.remarks.indexOf(one) + 1);
      const field = one.row?.querySelector("input, select");
      if (!field || !one.row) return;
      one.row.scrollIntoView({ block: "center" });
      /** @type {HTMLElement} */ (field).focus({ preventScroll: true });
    }

    /** @param {CollectRemark} one @returns {HTMLElement} */
    draft(one) {
      const column = this.rules.columns[one.fault.column],
        id = this.idOf(one.fault);
      const row = this.say("fault", {
        id,
        level: one.fault.level,
        line: this.lineOf(one.fault),
        who: this.whoOf(one.fault),
        label: column.label,
      });
      const held = this.read ? this.read.rows[one.fault.row].cells[one.fault.column] : "";
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
      field.addEventListener("change", () => this.mend(one, field.value));
      return row;
    }

    /** Shows what is now known of a remark. @param {CollectRemark} one */
    state(one) {
      if (!one.row) return;
      const what = get(one.row, '[data-place="state"]'),
        field = get(one.row, "input, select");
      one.row.className = one.done ? "is-done" : "is-" + one.fault.level;
      what.textContent = "";
      what.append(this.say(one.done ? "state-done" : "state-" + one.fault.level));
      get(one.row, '[data-place="why"]').textContent = one.done ? "" : this.why(one.fault);
      field.setAttribute("aria-invalid", String(!one.done && one.fault.level === "error"));
    }

    /** A value was mended: everything is checked again, as one value may settle another. @param {CollectRemark} changed @param {string} value */
    mend(changed, value) {
      if (!this.read) return;
      this.read.rows[changed.fault.row].cells[changed.fault.column] = value;
      this.examine();
      const now = new Map(this.faults.map((one) => [this.placeOf(one), one]));
      this.remarks.forEach((one) => {
        const found = now.get(this.placeOf(one.fault));
        now.delete(this.placeOf(one.fault));
        if (found) one.fault = found;
        one.done = !found;
        this.state(one);
      });
      now.forEach((one) => this.remarks.push({ fault: one, done: false, row: null }));
      if (now.size) this.more(get(this.root, ".collect-faults tbody"), now.size);
      this.verdict(this.result);
      const bad = this.left(),
        column = this.rules.columns[changed.fault.column];
      announce(
        this.status,
        this.words("told", {
          line: this.lineOf(changed.fault),
          label: column.label,
          done: changed.done,
          again: !changed.done,
          why: changed.done ? "" : this.why(changed.fault),
          bad: bad && number(bad),
          clean: !bad,
        }),
      );
    }

    save() {
      if (!this.read) return;
      /** @type {string[][]} */
      const told = this.read.rows.map(() => []);
      this.faults.forEach((one) =>
        told[one.row].push(this.words("remark", { label: this.rules.columns[one.column].label, why: this.why(one) })),
      );
      download(
        this.file + "-corrige.csv",
        "text/csv",
        JalonCollect.write(
          this.read,
          this.rules,
          this.values,
          told.map((one) => one.join(" ")),
        ),
      );
      announce(this.status, this.words("saved", { bad: this.faults.length > 0 }));
    }

    /** @param {string} what   a class of the document while it is printed */
    print(what) {
      document.documentElement.classList.add(what);
      this.root.classList.add("is-printed");
      window.print();
    }
  }

  document.querySelectorAll("[data-collect]").forEach((root) => new Collect(/** @type {HTMLElement} */ (root)));
})();
