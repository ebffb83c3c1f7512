// @ts-check
/*
 * Jalon, the verification page: what was typed, pasted or chosen → what it proves (verdict.js), in words.
 *   [data-verification][data-mode][data-banks]     the questions of today, as JSON (Replayable[] of verdict.js)
 *     [data-static]                 what is said without script: goes
 *     li[data-version]…             the known versions, today's first; li[data-module]… and [data-objective] in them
 *     template [data-say=x]         forms and results; {x} is a value, [data-if=x] kept when true; [data-word] the sentences
 * Nothing is sent, stored or kept in the address. What was read only ever becomes text.
 */
(() => {
  "use strict";

  const { get, speaker } = JalonTemplate;

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
      modules: Array.from(node.querySelectorAll("[data-module]"), (one) => ({
        id: data(one, "module"),
        number: data(one, "number"),
        title: data(one, "title"),
        version: data(one, "version"),
        objectives: Array.from(one.querySelectorAll("[data-objective]"), (text) => text.textContent || ""),
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
      this.known = readKnown(root);
      this.words = /** @type {HTMLTemplateElement} */ (get(root, "template")).content;

      this.say = speaker(root);

      this.place = document.createElement("div");

      this.file = /** @type {HTMLFormElement} */ (this.say("file"));
      this.typed = /** @type {HTMLFormElement} */ (this.say("typed"));
      /** @param {HTMLFormElement} form @param {string} name */
      this.value = (form, name) => /** @type {HTMLInputElement} */ (get(form, '[name="' + name + '"]')).value;

      this.file.addEventListener("submit", (event) => {
        event.preventDefault();
        const input = /** @type {HTMLInputElement} */ (get(this.file, "[name=file]"));
        const chosen = input.files?.[0],
          link = this.value(this.file, "link").trim();
        /** @type {HTMLElement} */ (get(this.file, "[data-none]")).hidden = !!(chosen || link);
        if (!chosen) {
          if (link) this.open(JalonTranscript.readLink(link), this.value(this.file, "paper"));
          else input.focus();
        } else if (chosen.size > JalonTranscript.LIMIT) {
          this.open({ transcript: null, fault: "too-large" });
        } else {
          const reader = new FileReader();
          reader.onload = () => this.open(JalonTranscript.read(String(reader.result)), this.value(this.file, "paper"));
          reader.onerror = () => this.open({ transcript: null, fault: "not-json" });
          reader.readAsText(chosen);
        }
      });

      this.select = /** @type {HTMLSelectElement} */ (get(this.typed, "select"));
      this.rows = /** @type {HTMLElement} */ (get(this.typed, "[data-rows]"));
      this.select.append(...this.known.versions.map((version) => new Option(version.version, version.version)));

      this.typed.addEventListener("submit", (event) => {
        event.preventDefault();
        const cuts = JalonText.clean(this.value(this.typed, "name"))
            .split(" ")
            .map((_, at) => at + 1),
          code = JalonControlCode.readCode(this.value(this.typed, "code"));
        const cut = cuts.filter((one) => JalonControlCode.controlCode(this.sheet(one)) === code)[0] || 1;
        this.report(
          { format: "", v: 1, course: this.known.course, code: this.value(this.typed, "code"), sheet: this.sheet(cut) },
          "",
        );
      });
      this.select.addEventListener("change", () => this.drawRows());

      get(root, "[data-static]").remove();
      root.prepend(this.file, this.typed, this.place);
      this.drawRows();

      window.addEventListener("hashchange", () => this.fromAddress());
      this.fromAddress();
    }

    /** @param {string} name */
    word(name) {
      const found = this.words.querySelector('[data-word="' + name + '"]');
      return found ? found.textContent || "" : "";
    }

    /** @param {string} title @param {string} lead @param {HTMLElement} result */
    show(title, lead, result) {
      const heading = /** @type {HTMLElement} */ (get(result, "h3"));
      heading.textContent = title;
      get(result, "[data-lead]").textContent = lead;
      this.place.textContent = "";
      this.place.append(result);
      heading.tabIndex = -1;
      heading.focus();
    }

    /** @param {Transcript} transcript @param {string} paper   the code on the sheet, when it was typed too */
    report(transcript, paper) {
      const tomorrow = new Date(Date.now() + 86400000).toISOString().slice(0, 10);
      const out = JalonVerdict.verify(transcript, this.known, tomorrow);
      if (JalonText.clean(paper)) {
        const code = JalonControlCode.readCode(paper),
          good = !!code && code === JalonControlCode.controlCode(transcript.sheet);
        out.findings.splice(1, 0, {
          field: "paper",
          value: JalonText.clean(paper),
          state: good ? "good" : "bad",
          why: good ? "match" : code ? "mismatch" : "malformed",
        });
        if (!good) out.verdict = "altered";
      }
      const due = out.changes.some((one) => one.change === "changed");
      const result = this.say("result", {
        report: true,
        due,
        none: out.changes.length > 0 && !due && out.changes.every((one) => one.change !== "removed"),
      });
      result.classList.add("is-" + out.verdict);
      get(result, "dl").append(
        ...out.findings.map((one) => {
          const line = this.say("finding", {
            good: one.state === "good",
            note: one.state === "note",
            bad: one.state === "bad",
            value: one.value,
            label: this.word("label:" + one.field),
            why: this.word(one.why),
          });
          line.className = "is-" + one.state;
          return line;
        }),
      );
      get(result, ".verify-changes").append(
        ...out.changes
          .filter((one) => one.change !== "same")
          .map((one) => {
            return this.say("change", { title: one.title, why: this.word("change:" + one.change) });
          }),
      );
      this.show(this.word("verdict:" + out.verdict), this.word("lead:" + out.verdict), result);
    }

    /** @param {{transcript: Transcript | null, fault: string}} found @param {string} [paper] */
    open(found, paper = "") {
      if (found.transcript) this.report(found.transcript, paper);
      else this.show(this.word("verdict:fault"), this.word("lead:" + found.fault), this.say("result"));
    }

    drawRows() {
      this.rows.textContent = "";
      this.known.versions[this.select.selectedIndex].modules.forEach((module) => {
        const row = this.say("row", { number: module.number, title: module.title });
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

    /** What was typed, with the name cut after so many words: the sheet prints first and last name as one. @param {number} cut @returns {Sheet} */
    sheet(cut) {
      const version = this.known.versions[this.select.selectedIndex],
        name = JalonText.clean(this.value(this.typed, "name")).split(" ");
      const id = JalonIdentifiers.structureId(this.value(this.typed, "id"));
      /** @param {Element} row @param {string} key */
      const cell = (row, key) => /** @type {HTMLInputElement} */ (get(row, '[name="' + key + '"]')).value.trim();
      return {
        publisher: version.publisher,
        first: name.slice(0, cut).join(" "),
        last: name.slice(cut).join(" "),
        role: this.value(this.typed, "role"),
        structure: this.value(this.typed, "structure"),
        siret: id.kind === "finess" ? "" : id.value,
        finess: id.kind === "finess" ? id.value : "",
        course: version.title,
        version: version.version,
        total: version.modules.length,
        pass: version.pass,
        duration: version.duration,
        mode: this.known.mode,
        from: this.value(this.typed, "from"),
        to: this.value(this.typed, "to"),
        place: this.value(this.typed, "place"),
        date: this.value(this.typed, "date"),
        modules: version.modules
          .map((module, at) => ({ module, row: this.rows.children[at] }))
          .filter((one) => /** @type {HTMLInputElement} */ (get(one.row, "[type=checkbox]")).checked)
          .map((one) => ({
            number: one.module.number,
            title: one.module.title,
            version: cell(one.row, "module").toLowerCase(),
            score: cell(one.row, "score") === "" ? null : Number(cell(one.row, "score").replace("%", "")),
            objectives: one.module.objectives,
          })),
      };
    }

    fromAddress() {
      if (window.location.hash.slice(0, 3) !== "#v=") return;
      const found = JalonTranscript.readLink(window.location.hash);
      // A name does not stay in the address bar, nor in the history.
      try {
        window.history.replaceState(null, "", window.location.href.split("#")[0]);
      } catch (error) {
        /* refused: it stays */
      }
      this.open(found);
    }
  }

  document
    .querySelectorAll("[data-verification][data-mode]")
    .forEach((root) => new Verification(/** @type {HTMLElement} */ (root)));
})();
