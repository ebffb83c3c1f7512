// @ts-check
/*
 * Jalon, data to gather: prints the sheet, hands out the table to fill in, checks the rows that come back (rules.js), says how they are
 * (summary.js) and lets each fault be mended in place (remarks.js), by hand or by what is proposed (proposals.js). In: pasted text or a
 * file, read in the page. Out: a corrected file, where what nobody changed is as it was. Nothing is stored, nothing leaves; leaving with
 * unsaved changes is warned of.
 */
(() => {
  "use strict";

  const { get, speaker, focus, announce, download, number } = JalonTools;

  /** A table of people to gather: a CollectDesk for its remarks. */
  class Collect {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.say = speaker(root);
      /** @type {CollectRules} */
      this.rules = JSON.parse(root.dataset.rules || "{}");
      this.file = root.dataset.file || "";
      this.sheet = get(root, "[data-sheet]");
      this.sheetBar = this.say("sheet-bar");
      this.table = this.say("table");
      /** @param {string} name @returns {HTMLElement} */
      this.place = (name) => get(this.table, '[data-place="' + name + '"]');
      this.result = this.place("result");
      this.status = this.place("status");
      this.fault = this.place("fault");
      this.form = this.place("form");
      /** @type {HTMLTextAreaElement} */
      this.area = get(this.form, "textarea");
      /** @type {HTMLInputElement} */
      this.input = get(this.form, "input");
      /** @param {string} name @param {Values} [values] */
      this.words = (name, values) => (this.say(name, values).textContent || "").replace(/[ \t\r\n]+/g, " ").trim();

      /** @type {CollectTable | null} */
      this.read = null;
      /** @type {string[][]} */
      this.values = [];
      /** @type {CollectFault[]} */
      this.faults = [];
      this.remarks = new JalonCollectRemarks.Remarks(this);
      /** @type {CollectTidy[]} */
      this.tidy = [];
      /** @type {boolean[]} */
      this.lacking = [];
      /** What the last press of a button changed, as it was. @type {CollectChange[]} */
      this.changed = [];
      this.unsaved = false;
      this.asked = 0;
      /** @param {BeforeUnloadEvent} event */
      this.leaving = (event) => event.preventDefault();

      /** @param {CollectFault} one */
      this.why = (one) => this.words("why-" + one.code, one.values);

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
      this.listenForm();
    }

    /** A table is pasted, chosen as a file, or dropped. */
    listenForm() {
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

    examine() {
      if (!this.read) return;
      const now = new Date(),
        // The day here, as a day in UTC.
        today = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())),
        { values, faults, tidy, lacking } = JalonCollect.check(this.read, this.rules, today);
      Object.assign(this, { values, faults, tidy, lacking });
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
      this.faults = this.changed = this.remarks.all = [];
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
      this.on(shown, "save", () => this.save());
      this.on(shown, "print", () => this.print("collect-remarks"));
      this.on(shown, "clear", () => {
        this.clear();
        this.area.value = this.input.value = "";
        this.area.focus();
        announce(this.status, this.words("cleared"));
      });
      this.verdict(file ? file.name : "");
      if (this.read)
        get(shown, '[data-place="notes"]').append(
          ...JalonCollectSummary.notes(this.say, this.read, this.rules.columns, file),
        );
      this.remarks.draw(this.faults);
      this.propose();
      focus(get(shown, "[data-focus]"));
    }

    /** @param {string} [name]   of the file; without it, the one already told */
    verdict(name) {
      if (!this.read) return;
      const { faults, lacking } = this,
        box = get(this.result, '[data-place="verdict"]'),
        file = name ?? box.getAttribute("data-file") ?? "";
      box.setAttribute("data-file", file);
      box.textContent = "";
      box.append(JalonCollectSummary.verdict(this.say, { rows: this.read.rows.length, faults, lacking, file }));
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
      this.remarks.renew(this.faults);
      this.verdict();
    }

    /** A value was mended by hand. @param {CollectRemark} changed @param {string} value */
    mend(changed, value) {
      if (!this.read) return;
      this.read.rows[changed.fault.row].cells[changed.fault.column] = value;
      this.changed = [];
      this.settle();
      this.propose();
      const bad = this.faults.filter((one) => one.level === "error").length,
        short = this.lacking.some(Boolean),
        column = this.rules.columns[changed.fault.column];
      announce(
        this.status,
        this.words("told", {
          line: this.remarks.lineOf(changed.fault),
          label: column.label,
          done: changed.done,
          again: !changed.done,
          why: changed.done ? "" : this.why(changed.fault),
          bad: bad && number(bad),
          short: !bad && short,
          clean: !bad && !short,
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
