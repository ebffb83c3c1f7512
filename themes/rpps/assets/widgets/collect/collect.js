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

  /** @param {HTMLElement} root */
  function run(root) {
    const say = speaker(root),
      rules = /** @type {CollectRules} */ (JSON.parse(root.dataset.rules || "{}")),
      file = root.dataset.file || "";
    const sheet = get(root, "[data-sheet]"),
      sheetBar = say("sheet-bar"),
      table = say("table");
    /** @param {string} name */
    const place = (name) => /** @type {HTMLElement} */ (get(table, '[data-place="' + name + '"]'));
    const result = place("result"),
      status = place("status"),
      fault = place("fault"),
      form = place("form");
    const area = /** @type {HTMLTextAreaElement} */ (get(form, "textarea")),
      input = /** @type {HTMLInputElement} */ (get(form, "input"));
    /** @param {ParentNode} near @param {string} name @param {() => void} action */
    function on(near, name, action) {
      near.querySelectorAll('[data-do="' + name + '"]').forEach((button) => button.addEventListener("click", action));
    }
    /** @param {string} name @param {Values} [values] */
    const words = (name, values) => (say(name, values).textContent || "").replace(/[ \t\r\n]+/g, " ").trim();

    /** @type {CollectTable | null} */
    let read = null;
    /** @type {string[][]} */
    let values = [];
    /** @type {CollectFault[]} */
    let faults = [];
    /** @type {CollectRemark[]} */
    let remarks = [];

    /** The day here, as a day in UTC. */
    function today() {
      const now = new Date();
      return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
    }

    /** @param {CollectFault} one */
    const placeOf = (one) => one.row * rules.columns.length + one.column;
    /** @param {CollectFault} one */
    const why = (one) => words("why-" + one.code, one.values);
    const left = () => faults.filter((one) => one.level === "error").length;

    function examine() {
      if (!read) return;
      const found = JalonCollect.check(read, rules, today());
      values = found.values;
      faults = found.faults;
    }

    // ------------------------------------------------------------ reading

    /** @param {string} name */
    function refuse(name) {
      clear();
      fault.textContent = words("fault-" + name);
      area.setAttribute("aria-invalid", String(name === "empty" || name === "no-header" || name === "no-row"));
    }

    function clear() {
      read = null;
      remarks = faults = [];
      result.textContent = "";
      fault.textContent = "";
      area.removeAttribute("aria-invalid");
      root.classList.remove("has-result");
    }

    /** @param {string} text @param {string} [name]   of the file */
    function take(text, name) {
      const found = JalonCollect.read(text, rules);
      if (found.fault) return refuse(found.fault);
      clear();
      read = found;
      examine();
      draw(name || "");
    }

    /** @param {File | undefined | null} chosen */
    function load(chosen) {
      if (!chosen) return;
      const reader = new FileReader();
      reader.onerror = () => refuse("unreadable");
      reader.onload = () => {
        const { text, fault: why } = JalonCollect.decode(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)));
        if (why) refuse(why);
        else take(text, chosen.name);
      };
      reader.readAsArrayBuffer(chosen);
    }

    // ------------------------------------------------------------ result

    /** @param {string} name */
    function draw(name) {
      const shown = say("result");
      result.textContent = "";
      result.append(shown);
      root.classList.add("has-result");
      remarks = faults.map((one) => ({ fault: one, done: false, row: null }));
      on(shown, "save", save);
      on(shown, "print", () => print("collect-remarks"));
      on(shown, "clear", () => {
        clear();
        area.value = input.value = "";
        area.focus();
        announce(status, words("cleared"));
      });
      verdict(shown, name);
      notes(shown);
      list(shown);
      if (remarks.length) {
        const faultTable = say("faults");
        get(shown, '[data-place="faults"]').append(faultTable);
        more(get(faultTable, '[data-place="rows"]'), PAGE);
      }
      focus(get(shown, "[data-focus]"));
    }

    /** @param {ParentNode} shown @param {string} [name] */
    function verdict(shown, name) {
      if (!read) return;
      const box = get(shown, '[data-place="verdict"]'),
        rows = read.rows.length,
        held = box.getAttribute("data-file") || "";
      const wrong = new Set(faults.filter((one) => one.level === "error").map((one) => one.row)),
        all = new Set(faults.map((one) => one.row));
      if (name !== undefined) box.setAttribute("data-file", name);
      box.textContent = "";
      box.append(
        say("verdict", {
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
    function notes(shown) {
      if (!read) return;
      const box = get(shown, '[data-place="notes"]'),
        { found, extra, guessed } = read;
      /** @param {string} name @param {string[]} titles */
      const note = (name, titles) => {
        if (titles.length)
          box.append(
            say(name, {
              count: number(titles.length),
              one: titles.length === 1,
              many: titles.length > 1,
              list: titles.map((one) => one || "–").join(", "),
            }),
          );
      };
      if (guessed) box.append(say("guessed"));
      const absent = rules.columns.filter((_, at) => !found[at]);
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
    function list(shown) {
      if (!read || !remarks.length) return;
      const box = say("list");
      rules.columns.forEach((column, at) => {
        const mine = remarks.filter((one) => one.fault.column === at);
        if (!mine.length) return;
        const line = say("by-column", {
          label: column.label,
          count: number(mine.length),
          one: mine.length === 1,
          many: mine.length > 1,
        });
        mine.slice(0, LINKS).forEach((one, rank) => {
          const link = say("to-line", { line: lineOf(one.fault), label: column.label });
          link.setAttribute("href", "#" + idOf(one.fault));
          link.addEventListener("click", (event) => {
            event.preventDefault();
            reach(one);
          });
          line.append(...(rank ? [" ", link] : [link]));
        });
        line.append(mine.length > LINKS ? "…" : "");
        get(box, '[data-place="list"]').append(line);
      });
      get(shown, '[data-place="columns"]').append(box);
    }

    /** @param {CollectFault} one */
    const lineOf = (one) => (read ? read.rows[one.row].line : 0);
    /** @param {CollectFault} one */
    const idOf = (one) => root.id + "-l" + lineOf(one) + "-" + rules.columns[one.column].id;
    /** @param {CollectFault} one */
    const whoOf = (one) =>
      rules.same
        .slice(0, 2)
        .map((id) => values[one.row][rules.columns.findIndex((column) => column.id === id)])
        .join(" ")
        .trim();

    /** @param {Element} body @param {number} count   how many more rows */
    function more(body, count) {
      const old = root.querySelector(".collect-more");
      if (old) old.remove();
      remarks
        .filter((one) => !one.row)
        .slice(0, count)
        .forEach((one) => {
          one.row = draft(one);
          body.append(one.row);
          state(one);
        });
      const rest = remarks.filter((one) => !one.row).length;
      if (!rest) return;
      const bar = say("more", { count: number(rest) });
      bar.classList.add("collect-more");
      on(bar, "more", () => {
        const next = /** @type {CollectRemark} */ (remarks.find((one) => !one.row));
        more(body, PAGE);
        reach(next);
      });
      get(root, ".collect-faults").after(bar);
    }

    /** @param {CollectRemark} one */
    function reach(one) {
      if (!one.row) more(get(root, ".collect-faults tbody"), remarks.indexOf(one) + 1);
      const field = one.row?.querySelector("input, select");
      if (!field || !one.row) return;
      one.row.scrollIntoView({ block: "center" });
      /** @type {HTMLElement} */ (field).focus({ preventScroll: true });
    }

    /** @param {CollectRemark} one @returns {HTMLElement} */
    function draft(one) {
      const column = rules.columns[one.fault.column],
        id = idOf(one.fault);
      const row = say("fault", {
        id,
        level: one.fault.level,
        line: lineOf(one.fault),
        who: whoOf(one.fault),
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
      field.addEventListener("change", () => mend(one, field.value));
      return row;
    }

    /** Shows what is now known of a remark. @param {CollectRemark} one */
    function state(one) {
      if (!one.row) return;
      const what = get(one.row, '[data-place="state"]'),
        field = get(one.row, "input, select");
      one.row.className = one.done ? "is-done" : "is-" + one.fault.level;
      what.textContent = "";
      what.append(say(one.done ? "state-done" : "state-" + one.fault.level));
      get(one.row, '[data-place="why"]').textContent = one.done ? "" : why(one.fault);
      field.setAttribute("aria-invalid", String(!one.done && one.fault.level === "error"));
    }

    /** A value was mended: everything is checked again, as one value may settle another. @param {CollectRemark} changed @param {string} value */
    function mend(changed, value) {
      if (!read) return;
      read.rows[changed.fault.row].cells[changed.fault.column] = value;
      examine();
      const now = new Map(faults.map((one) => [placeOf(one), one]));
      remarks.forEach((one) => {
        const found = now.get(placeOf(one.fault));
        now.delete(placeOf(one.fault));
        if (found) one.fault = found;
        one.done = !found;
        state(one);
      });
      now.forEach((one) => remarks.push({ fault: one, done: false, row: null }));
      if (now.size) more(get(root, ".collect-faults tbody"), now.size);
      verdict(result);
      const bad = left(),
        column = rules.columns[changed.fault.column];
      announce(
        status,
        words("told", {
          line: lineOf(changed.fault),
          label: column.label,
          done: changed.done,
          again: !changed.done,
          why: changed.done ? "" : why(changed.fault),
          bad: bad && number(bad),
          clean: !bad,
        }),
      );
    }

    // ------------------------------------------------------------ files, paper

    function save() {
      if (!read) return;
      /** @type {string[][]} */
      const told = read.rows.map(() => []);
      faults.forEach((one) =>
        told[one.row].push(words("remark", { label: rules.columns[one.column].label, why: why(one) })),
      );
      download(
        file + "-corrige.csv",
        "text/csv",
        JalonCollect.write(
          read,
          rules,
          values,
          told.map((one) => one.join(" ")),
        ),
      );
      announce(status, words("saved", { bad: faults.length > 0 }));
    }

    /** @param {string} what   a class of the document while it is printed */
    function print(what) {
      document.documentElement.classList.add(what);
      root.classList.add("is-printed");
      window.print();
    }
    window.addEventListener("afterprint", () => {
      document.documentElement.classList.remove("collect-remarks", "collect-alone");
      root.classList.remove("is-printed");
    });

    on(sheetBar, "print", () => print("collect-alone"));
    on(sheetBar, "toggle", () => {
      const folded = sheet.classList.toggle("is-folded"),
        button = get(sheetBar, '[data-do="toggle"]');
      button.setAttribute("aria-expanded", String(!folded));
      button.textContent = words(folded ? "show" : "hide");
    });
    on(table, "template", () => {
      download(file + "-modele.csv", "text/csv", JalonCollect.template(rules));
      announce(status, words("template-saved"));
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (area.value.trim()) take(area.value);
      else if (input.files?.[0]) load(input.files[0]);
      else refuse("empty");
      if (fault.textContent) area.focus();
    });
    input.addEventListener("change", () => load(input.files?.[0]));
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
    form.addEventListener("dragleave", () => form.classList.remove("is-over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("is-over");
      const moved = event.dataTransfer;
      if (!moved) return;
      if (moved.files.length) load(moved.files[0]);
      else {
        area.value = moved.getData("text/plain");
        take(area.value);
      }
    });

    sheet.id = root.id + "-fiche";
    get(sheetBar, '[data-do="toggle"]').setAttribute("aria-controls", sheet.id);
    sheet.classList.add("is-folded");
    sheet.before(sheetBar);
    root.append(table);
    root.classList.add("has-script");
  }

  document.querySelectorAll("[data-collect]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
