// @ts-check
/*
 * Jalon, data to gather: prints the sheet, hands out the table to fill in, checks the rows that come back (rules.js) and lets
 * each fault be mended in place, by hand or by what is proposed (proposals.js). In: pasted text or a file, read in the page. Out: a
 * corrected file, where what nobody changed is as it was. Nothing is stored, nothing leaves; leaving with unsaved changes is warned of.
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
      /** @type {CollectTidy[]} */
      this.tidy = [];
      /** @type {boolean[]} */
      this.lacking = [];
      /** What the last press of a button changed, as it was. @type {CollectChange[]} */
      this.changed = [];
      this.unsaved = false;
      this.asked = 0;
      this.leaving = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();

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
        else this.refuse("fault-empty");
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
      Object.assign(this, { values: found.values, faults: found.faults, tidy: found.tidy, lacking: found.lacking });
    }

    /** Whether leaving the page would lose something. @param {boolean} some */
    hold(some) {
      if (some === this.unsaved) return;
      this.unsaved = some;
      if (some) window.addEventListener("beforeunload", this.leaving);
      else window.removeEventListener("beforeunload", this.leaving);
    }

    /** @param {string} name */
    refuse(name) {
      this.clear();
      this.fault.textContent = this.words(name);
      this.area.setAttribute("aria-invalid", String(/^fault-(empty|no-header|no-row)$/.test(name)));
    }

    clear() {
      this.read = null;
      this.remarks = this.faults = this.changed = [];
      this.hold(false);
      this.result.textContent = "";
      this.fault.textContent = "";
      this.area.removeAttribute("aria-invalid");
      this.root.classList.remove("has-result");
    }

    /** @param {string} text @param {TableFile & {name: string}} [file]   the one it comes from */
    take(text, file) {
      const why = JalonTableFile.refused(text);
      if (why) return this.refuse("file-" + why);
      const found = JalonCollect.read(text, this.rules);
      if (found.fault) return this.refuse("fault-" + found.fault);
      this.clear();
      this.read = found;
      this.examine();
      this.draw(file);
      // What was typed or pasted is nowhere else for sure; a file is where it was.
      this.hold(!file);
    }

    /** @param {File | undefined | null} chosen */
    load(chosen) {
      if (!chosen) return;
      this.asked += 1;
      const rank = this.asked;
      JalonTableFile.open(chosen).then((found) => {
        if (rank !== this.asked) return;
        if (found.fault) this.refuse("file-" + found.fault);
        else this.take(found.text, { ...found, name: chosen.name });
      });
    }

    /** @param {TableFile & {name: string}} [file] */
    draw(file) {
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
      this.verdict(shown, file ? file.name : "");
      this.fileNotes(shown, file);
      this.notes(shown);
      this.list(shown);
      this.propose();
      if (this.remarks.length) this.more(this.faultRows(), PAGE);
      focus(get(shown, "[data-focus]"));
    }

    /** @param {ParentNode} shown @param {string} [name] */
    verdict(shown, name) {
      if (!this.read) return;
      const box = get(shown, '[data-place="verdict"]'),
        rows = this.read.rows.length,
        held = box.getAttribute("data-file") || "";
      const wrong = new Set(this.faults.filter((one) => one.level === "error").map((one) => one.row)),
        all = new Set(this.faults.map((one) => one.row)),
        short = this.lacking.filter((lacks, row) => lacks && !wrong.has(row)).length,
        good = this.lacking.filter((lacks, row) => !lacks && !all.has(row)).length,
        doubt = this.lacking.filter((lacks, row) => !lacks && all.has(row) && !wrong.has(row)).length;
      if (name !== undefined) box.setAttribute("data-file", name);
      box.textContent = "";
      box.append(
        this.say("verdict", {
          rows: number(rows),
          one: rows < 2,
          many: rows > 1,
          file: name === undefined ? held : name,
          good: number(good),
          bad: wrong.size && number(wrong.size),
          short: short && number(short),
          doubt: doubt && number(doubt),
        }),
      );
    }

    /** How the file was read, when that was not as it should be. @param {ParentNode} shown @param {TableFile} [file] */
    fileNotes(shown, file) {
      const box = get(shown, '[data-place="notes"]');
      if (file?.way) box.append(this.say("file-way-" + file.way));
      if (file?.others.length)
        box.append(this.say("file-sheet", { sheet: file.sheet, others: file.others.join(", ") }));
    }

    /** @param {ParentNode} shown */
    notes(shown) {
      if (!this.read) return;
      const box = get(shown, '[data-place="notes"]'),
        { found, extra, guessed, above, again, titles } = this.read;
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
      note(
        "above",
        above.map((one) => "«\u00a0" + one.slice(0, 80) + "\u00a0»"),
      );
      note("again", again.map(String));
      ["spoiled", "more"].forEach((why) =>
        note(
          "titles-" + why,
          titles
            .filter((one) => one.why === why)
            .map(
              (one) => "«\u00a0" + one.title + "\u00a0» → «\u00a0" + this.rules.columns[one.column].label + "\u00a0»",
            ),
        ),
      );
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
      if (!one.row) this.more(this.faultRows(), this.remarks.indexOf(one) + 1);
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
      if (!one.row || !this.read) return;
      const what = get(one.row, '[data-place="state"]'),
        { row, column } = one.fault,
        field = /** @type {HTMLInputElement | HTMLSelectElement} */ (get(one.row, "input, select")),
        held = this.read.rows[row].cells[column];
      one.row.className = one.done ? "is-done" : "is-" + one.fault.level;
      what.textContent = "";
      what.append(this.say(one.done ? "state-done" : "state-" + one.fault.level));
      get(one.row, '[data-place="why"]').textContent = one.done ? "" : this.why(one.fault);
      field.setAttribute("aria-invalid", String(!one.done && one.fault.level === "error"));
      if (field instanceof HTMLSelectElement && !Array.from(field.options, (option) => option.value).includes(held))
        field.prepend(new Option(held, held));
      if (field.value !== held) field.value = held;
      const old = one.row.querySelector(".collect-accept"),
        values = { line: this.lineOf(one.fault), label: this.rules.columns[column].label };
      if (old) old.remove();
      const button = one.done
        ? null
        : JalonProposals.button(this.say, one.fault, values, (to) => {
            this.mend(one, to);
            field.focus();
          });
      if (button) get(one.row, ".collect-fix").append(button);
    }

    /** What can be changed at once. */
    propose() {
      const place = get(this.result, '[data-place="proposals"]'),
        { faults, tidy, changed } = this;
      const box = JalonProposals.box(
        this.say,
        { faults, tidy, undo: changed.length },
        {
          label: (column) => this.rules.columns[column].label,
          held: (row, column) => (this.read ? this.read.rows[row].cells[column] : ""),
          accept: (changes) => this.change(changes, "changed"),
          undo: () => this.change(this.changed, "undone"),
        },
      );
      place.textContent = "";
      if (box) place.append(box);
    }

    /** Puts values in cells, all at once, and remembers what was there. @param {CollectChange[]} changes @param {"changed" | "undone"} word */
    change(changes, word) {
      const { read } = this;
      if (!read) return;
      const before = changes.map(({ row, column }) => ({ row, column, to: read.rows[row].cells[column] }));
      changes.forEach(({ row, column, to }) => {
        read.rows[row].cells[column] = to;
      });
      this.settle();
      this.changed = word === "changed" ? before : [];
      this.propose();
      focus(get(this.result, "[data-place=proposals]"));
      const count = changes.length;
      announce(this.status, this.words(word, { count: number(count), one: count === 1, many: count > 1 }));
    }

    /** Everything is checked again, as one value may settle another. */
    settle() {
      this.examine();
      this.hold(true);
      const now = new Map(this.faults.map((one) => [this.placeOf(one), one]));
      this.remarks.forEach((one) => {
        const found = now.get(this.placeOf(one.fault));
        now.delete(this.placeOf(one.fault));
        if (found) one.fault = found;
        one.done = !found;
        this.state(one);
      });
      now.forEach((one) => this.remarks.push({ fault: one, done: false, row: null }));
      if (now.size) this.more(this.faultRows(), now.size);
      this.verdict(this.result);
    }

    /** Where remarks are written; made when the first comes. @returns {Element} */
    faultRows() {
      const place = get(this.result, '[data-place="faults"]');
      if (!place.firstChild) place.append(this.say("faults"));
      return get(place, '[data-place="rows"]');
    }

    /** A value was mended by hand. @param {CollectRemark} changed @param {string} value */
    mend(changed, value) {
      if (!this.read) return;
      this.read.rows[changed.fault.row].cells[changed.fault.column] = value;
      this.changed = [];
      this.settle();
      this.propose();
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
          short: !bad && this.lacking.some(Boolean),
          clean: !bad && !this.lacking.some(Boolean),
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
      this.hold(false);
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
