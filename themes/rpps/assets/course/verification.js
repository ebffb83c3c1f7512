// @ts-check
/*
 * Jalon, the verification page: what was typed, pasted or chosen → what it proves (verdict.js), in words (verdict-view.js), at the top.
 *   [data-verification][data-mode][data-banks]     the questions of today, as JSON (Replayable[] of verdict.js)
 *     [data-static]                 what is said without script: goes
 *     li[data-version]…             the known versions, today's first; li[data-module]… and [data-objective=…] in them
 *     template [data-say=x]         forms and results; {x} is a value, [data-if=x] kept when true; [data-word] the sentences
 * Who comes by a link sees the verdict and no form. Nothing is sent, stored or kept in the address. What was read only ever becomes text.
 */
(() => {
  "use strict";

  const { get, speaker } = JalonTemplate;
  const CODE = 20; // symbols

  /** @param {HTMLElement} root @returns {Known} */
  function readKnown(root) {
    /** @param {Element} node @param {string} name */
    const data = (node, name) => node.getAttribute("data-" + name) || "";
    const versions = Array.from(root.querySelectorAll("li[data-version]:not([data-module])"), (node) => ({
      version: data(node, "version"),
      publisher: data(node, "publisher"),
      title: data(node, "title"),
      duration: data(node, "duration"),
      pass: Number(data(node, "pass")),
      validity: Number(data(node, "validity")) || undefined,
      modules: Array.from(node.querySelectorAll("[data-module]"), (one) => ({
        id: data(one, "module"),
        number: data(one, "number"),
        title: data(one, "title"),
        version: data(one, "version"),
        objectives: Array.from(one.querySelectorAll("[data-objective]"), (text) => data(text, "objective")),
      })),
    }));
    return {
      course: data(root, "verification"),
      mode: data(root, "mode"),
      versions,
      banks: JSON.parse(data(root, "banks") || "[]"),
    };
  }

  /** The verification of the page. */
  class Verification {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.known = readKnown(root);
      this.say = speaker(root);
      this.view = new JalonVerdictView.View(root, this.say);
      this.forms = document.createElement("div");
      // The verdict stands under the title of the page, whatever stands above the forms.
      this.place = document.createElement("div");
      (document.querySelector(".page-head") || root).append(this.place);
      this.give = /** @type {HTMLFormElement} */ (this.say("give"));
      this.typed = new Typed(this);
      const fold = this.say("fold");
      fold.append(this.typed.form);
      this.forms.append(this.give, fold);
      this.fold = /** @type {HTMLDetailsElement} */ (fold);
      this.give.addEventListener("submit", (event) => {
        event.preventDefault();
        this.received();
      });
      get(root, "[data-static]").remove();
      root.prepend(this.forms);
      window.addEventListener("hashchange", () => this.fromAddress());
      this.fromAddress();
    }

    /** What was pasted, or chosen. */
    received() {
      const field = /** @type {HTMLTextAreaElement} */ (get(this.give, "[name=given]")),
        input = /** @type {HTMLInputElement} */ (get(this.give, "[name=file]")),
        text = field.value.trim(),
        chosen = input.files?.[0];
      /** @type {HTMLElement} */ (get(this.give, "[data-none]")).hidden = !!(chosen || text);
      if (JalonReceived.holds(text)) this.open(JalonReceived.readLink(text, this.known));
      else if (chosen) this.file(chosen, text);
      else if (text[0] === "{") this.open(JalonTranscript.read(text));
      else if (text) this.code(text);
      else field.focus();
    }

    /** @param {File} chosen @param {string} paper   the code on the sheet, when it was typed too */
    file(chosen, paper) {
      if (chosen.size > 20 * JalonTranscript.LIMIT) return this.open({ transcript: null, fault: "too-large" });
      const reader = new FileReader();
      reader.onload = () => void this.read(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)), paper);
      reader.onerror = () => this.open({ transcript: null, fault: "not-json" });
      reader.readAsArrayBuffer(chosen);
    }

    /** @param {Uint8Array} bytes @param {string} paper */
    async read(bytes, paper) {
      this.open(JalonReceived.readFile(await JalonPdfObjects.unpacked(bytes), this.known), paper);
    }

    /** A code alone: well or badly copied, and what to do with it. @param {string} text */
    code(text) {
      const symbols = JalonControlCode.typedSymbols(text).length,
        good = JalonControlCode.readCode(text);
      // A sentence is no code.
      if (!good && (symbols < CODE / 2 || symbols > 2 * CODE || (!/\d/.test(text) && /[a-z]/.test(text))))
        return this.open({ transcript: null, fault: "not-transcript" });
      if (good) {
        this.fold.open = true;
        this.typed.setCode(good);
      }
      this.show(this.view.plain(good ? "code" : "code-wrong", good ? "code" : "code-wrong", { symbols }));
    }

    /** @param {HTMLElement} result */
    show(result) {
      this.place.textContent = "";
      this.place.append(result);
      const heading = /** @type {HTMLElement} */ (get(result, "h2"));
      heading.tabIndex = -1;
      heading.focus();
    }

    /** @param {Transcript} transcript */
    judge(transcript) {
      const tomorrow = new Date(Date.now() + 86400000).toISOString().slice(0, 10);
      return JalonVerdict.verify(transcript, this.known, tomorrow);
    }

    /** @param {{transcript: Transcript | null, fault: string}} found @param {string} [paper] */
    open({ transcript, fault }, paper = "") {
      if (!transcript) return this.show(this.view.plain("fault", fault));
      const result = this.view.report(transcript.sheet, this.judge(transcript), { linked: true });
      const field = /** @type {HTMLInputElement | null} */ (result.querySelector("[name=paper]"));
      if (field) {
        const line = /** @type {HTMLElement} */ (get(result, "[data-live=paper]"));
        const compare = () => live(line, this.paper(field.value, transcript.sheet));
        field.addEventListener("input", compare);
        field.value = paper;
        compare();
      }
      this.show(result);
    }

    /** @param {string} typed @param {Sheet} sheet @returns {Live} */
    paper(typed, sheet) {
      const { state, text } = this.typed.codeState(typed);
      if (state !== "good") return { state, text };
      const good = JalonControlCode.readCode(typed) === JalonControlCode.controlCode(sheet);
      return { state: good ? "good" : "bad", text: this.view.word(good ? "live:paper-good" : "live:paper-bad") };
    }

    fromAddress() {
      if (!JalonReceived.holds(window.location.hash)) return;
      const found = JalonReceived.readLink(window.location.hash, this.known);
      // A name does not stay in the address bar, nor in the history.
      try {
        window.history.replaceState(null, "", window.location.href.split("#")[0]);
      } catch (error) {
        /* refused: it stays */
      }
      this.forms.hidden = true;
      this.open(found);
      const again = this.say("again");
      get(again, "button").addEventListener("click", () => {
        this.forms.hidden = false;
        this.place.textContent = "";
        /** @type {HTMLElement} */ (get(this.give, "[name=given]")).focus();
      });
      this.place.append(again);
    }
  }

  /** @typedef {{state: string, text: string}} Live   what is said of a field while it is filled */

  /** @param {HTMLElement} line @param {Live} said */
  function live(line, { state, text }) {
    if (line.textContent === text) return;
    line.textContent = text;
    line.className = "verify-live" + (state ? " is-" + state : "");
  }

  /** The sheet, copied by hand. */
  class Typed {
    /** @param {Verification} page */
    constructor(page) {
      this.page = page;
      this.form = /** @type {HTMLFormElement} */ (page.say("typed"));
      this.select = /** @type {HTMLSelectElement} */ (get(this.form, "select"));
      this.rows = /** @type {HTMLElement} */ (get(this.form, "[data-rows]"));
      this.select.append(...page.known.versions.map((version) => new Option(version.version, version.version)));
      this.select.addEventListener("change", () => this.drawRows());
      this.form.addEventListener("input", () => this.tell());
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.verify();
      });
      this.drawRows();
    }

    /** @param {string} name */
    value(name) {
      return /** @type {HTMLInputElement} */ (get(this.form, '[name="' + name + '"]')).value;
    }

    /** @param {string} code */
    setCode(code) {
      /** @type {HTMLInputElement} */ (get(this.form, "[name=code]")).value = code;
      this.tell();
    }

    /** @param {string} name @param {Record<string, number>} [values] */
    word(name, values) {
      return this.page.view.word("live:" + name, values);
    }

    /** @param {string} typed @returns {Live} */
    codeState(typed) {
      const symbols = JalonControlCode.typedSymbols(typed).length;
      if (!symbols) return { state: "", text: "" };
      if (symbols < CODE) return { state: "", text: this.word("code-short", { symbols }) };
      const good = JalonControlCode.readCode(typed);
      return { state: good ? "good" : "bad", text: this.word(good ? "code-good" : "code-bad") };
    }

    /** @returns {Live} */
    idState() {
      const id = JalonIdentifiers.structureId(this.value("id")),
        symbols = this.value("id").replace(/\s/g, "").length;
      if (!symbols) return { state: "", text: "" };
      if (!id.kind) return { state: "", text: this.word("id-short", { symbols }) };
      return { state: id.valid ? "good" : "bad", text: this.word(id.valid ? "id-good" : "id-bad") };
    }

    /** @returns {Live} */
    dayState() {
      const [from, to, date] = ["from", "to", "date"].map((name) => this.value(name));
      const wrong = from && to && from > to ? "days-order" : to && date && to > date ? "days-clock" : "";
      return { state: wrong && "bad", text: wrong && this.word(wrong) };
    }

    /** Says of each field what can be said while it is filled, and of the whole once it is. */
    tell() {
      /** @param {string} name */
      const line = (name) => /** @type {HTMLElement} */ (get(this.form, '[data-live="' + name + '"]'));
      const name = JalonText.clean(this.value("name"));
      live(line("name"), { state: "", text: name && name.indexOf(" ") < 0 ? this.word("name") : "" });
      live(line("id"), this.idState());
      live(line("days"), this.dayState());
      live(line("code"), this.codeState(this.value("code")));
      const code = JalonControlCode.readCode(this.value("code")),
        filled = ["name", "role", "structure", "from", "to", "place", "date"].every((one) => this.value(one).trim()),
        ticked = this.rows.querySelector("input:checked");
      if (!code || !filled || !ticked) return live(line("whole"), { state: "", text: "" });
      const good = !!this.matching(code);
      live(line("whole"), { state: good ? "good" : "bad", text: this.word(good ? "whole-good" : "whole-bad") });
    }

    /** The sheet whose code this is, the name cut after as many words as it takes. @param {string} code */
    matching(code) {
      const words = JalonText.clean(this.value("name")).split(" ");
      return words
        .map((_, at) => this.sheet(at + 1))
        .filter((sheet) => JalonControlCode.controlCode(sheet) === code)[0];
    }

    verify() {
      const { known, view } = this.page,
        typed = this.value("code"),
        code = JalonControlCode.readCode(typed),
        found = code ? this.matching(code) : null,
        sheet = found || this.sheet(1);
      const out = this.page.judge({ format: "", v: 1, course: known.course, code: typed, sheet });
      const slip =
        code && !found && sheet.from && sheet.to && sheet.date
          ? JalonRetyped.slip(
              sheet,
              code,
              this.version().modules.map((one) => this.module(one, null)),
            )
          : null;
      this.page.show(view.report(sheet, out, { linked: false, slip }));
    }

    version() {
      return this.page.known.versions[this.select.selectedIndex];
    }

    drawRows() {
      this.rows.textContent = "";
      this.version().modules.forEach((module) => {
        const row = this.page.say("row", { number: module.number, title: module.title });
        /** @type {HTMLInputElement} */ (get(row, "[name=module]")).value = module.version;
        const box = /** @type {HTMLInputElement} */ (get(row, "[type=checkbox]")),
          more = /** @type {HTMLElement} */ (get(row, ".verify-pair"));
        more.hidden = true;
        box.addEventListener("change", () => {
          more.hidden = !box.checked;
        });
        this.rows.append(row);
      });
    }

    /** @param {KnownModule} module @param {Element | null} row @returns {SheetModule} */
    module(module, row) {
      /** @param {string} key */
      const cell = (key) =>
        row ? /** @type {HTMLInputElement} */ (get(row, '[name="' + key + '"]')).value.trim() : "";
      return {
        number: module.number,
        title: module.title,
        version: cell("module").toLowerCase() || module.version,
        score: cell("score") === "" ? null : Number(cell("score").replace("%", "")),
        objectives: module.objectives,
      };
    }

    /** What was typed, with the name cut after so many words: the sheet prints first and last name as one. @param {number} cut @returns {Sheet} */
    sheet(cut) {
      const version = this.version(),
        name = JalonText.clean(this.value("name")).split(" "),
        id = JalonIdentifiers.structureId(this.value("id")),
        [from, to, date] = ["from", "to", "date"].map((one) => this.value(one));
      return {
        publisher: version.publisher,
        first: name.slice(0, cut).join(" "),
        last: name.slice(cut).join(" "),
        role: this.value("role"),
        structure: this.value("structure"),
        siret: id.kind === "finess" ? "" : id.value,
        finess: id.kind === "finess" ? id.value : "",
        course: version.title,
        version: version.version,
        total: version.modules.length,
        pass: version.pass,
        duration: version.duration,
        mode: this.page.known.mode,
        from,
        to,
        place: this.value("place"),
        date,
        review: version.validity && to ? JalonText.later(to, version.validity) : "",
        modules: version.modules
          .map((module, at) => ({ module, row: this.rows.children[at] }))
          .filter((one) => /** @type {HTMLInputElement} */ (get(one.row, "[type=checkbox]")).checked)
          .map((one) => this.module(one.module, one.row)),
      };
    }
  }

  document
    .querySelectorAll("[data-verification][data-mode]")
    .forEach((root) => new Verification(/** @type {HTMLElement} */ (root)));
})();
