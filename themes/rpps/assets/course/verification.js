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

  /** @param {HTMLElement} root */
  function run(root) {
    const known = readKnown(root);
    const words = /** @type {HTMLTemplateElement} */ (get(root, "template")).content;

    const say = speaker(root);
    /** @param {string} name */
    function word(name) {
      const found = words.querySelector('[data-word="' + name + '"]');
      return found ? found.textContent || "" : "";
    }

    // -------------------------------------------------------------- the result

    const place = document.createElement("div");

    /** @param {string} title @param {string} lead @param {HTMLElement} result */
    function show(title, lead, result) {
      const heading = /** @type {HTMLElement} */ (get(result, "h3"));
      heading.textContent = title;
      get(result, "[data-lead]").textContent = lead;
      place.textContent = "";
      place.append(result);
      heading.tabIndex = -1;
      heading.focus();
    }

    /** @param {Transcript} transcript @param {string} paper   the code on the sheet, when it was typed too */
    function report(transcript, paper) {
      const tomorrow = new Date(Date.now() + 86400000).toISOString().slice(0, 10);
      const out = JalonVerdict.verify(transcript, known, tomorrow);
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
      const result = say("result", {
        report: true,
        due,
        none: out.changes.length > 0 && !due && out.changes.every((one) => one.change !== "removed"),
      });
      result.classList.add("is-" + out.verdict);
      get(result, "dl").append(
        ...out.findings.map((one) => {
          const line = say("finding", {
            good: one.state === "good",
            note: one.state === "note",
            bad: one.state === "bad",
            value: one.value,
            label: word("label:" + one.field),
            why: word(one.why),
          });
          line.className = "is-" + one.state;
          return line;
        }),
      );
      get(result, ".verify-changes").append(
        ...out.changes
          .filter((one) => one.change !== "same")
          .map((one) => {
            return say("change", { title: one.title, why: word("change:" + one.change) });
          }),
      );
      show(word("verdict:" + out.verdict), word("lead:" + out.verdict), result);
    }

    /** @param {{transcript: Transcript | null, fault: string}} found @param {string} [paper] */
    function open(found, paper = "") {
      if (found.transcript) report(found.transcript, paper);
      else show(word("verdict:fault"), word("lead:" + found.fault), say("result"));
    }

    // -------------------------------------------------------------- a file or a link

    const file = /** @type {HTMLFormElement} */ (say("file")),
      typed = /** @type {HTMLFormElement} */ (say("typed"));
    /** @param {HTMLFormElement} form @param {string} name */
    const value = (form, name) => /** @type {HTMLInputElement} */ (get(form, '[name="' + name + '"]')).value;

    file.addEventListener("submit", (event) => {
      event.preventDefault();
      const input = /** @type {HTMLInputElement} */ (get(file, "[name=file]"));
      const chosen = input.files?.[0],
        link = value(file, "link").trim();
      /** @type {HTMLElement} */ (get(file, "[data-none]")).hidden = !!(chosen || link);
      if (!chosen) {
        if (link) open(JalonVerdict.readLink(link), value(file, "paper"));
        else input.focus();
      } else if (chosen.size > JalonVerdict.LIMIT) {
        open({ transcript: null, fault: "too-large" });
      } else {
        const reader = new FileReader();
        reader.onload = () => open(JalonVerdict.read(String(reader.result)), value(file, "paper"));
        reader.onerror = () => open({ transcript: null, fault: "not-json" });
        reader.readAsText(chosen);
      }
    });

    // -------------------------------------------------------------- the sheet, copied by hand

    const select = /** @type {HTMLSelectElement} */ (get(typed, "select")),
      rows = /** @type {HTMLElement} */ (get(typed, "[data-rows]"));
    select.append(...known.versions.map((version) => new Option(version.version, version.version)));

    function drawRows() {
      rows.textContent = "";
      known.versions[select.selectedIndex].modules.forEach((module) => {
        const row = say("row", { number: module.number, title: module.title });
        /** @type {HTMLInputElement} */ (get(row, "[name=module]")).value = module.version;
        const box = /** @type {HTMLInputElement} */ (get(row, "[type=checkbox]")),
          more = /** @type {HTMLElement} */ (get(row, ".verify-pair"));
        more.hidden = true;
        box.addEventListener("change", () => {
          more.hidden = !box.checked;
        });
        rows.append(row);
      });
    }

    /** What was typed, with the name cut after so many words: the sheet prints first and last name as one. @param {number} cut @returns {Sheet} */
    function sheet(cut) {
      const version = known.versions[select.selectedIndex],
        name = JalonText.clean(value(typed, "name")).split(" ");
      const id = JalonIdentifiers.structureId(value(typed, "id"));
      /** @param {Element} row @param {string} key */
      const cell = (row, key) => /** @type {HTMLInputElement} */ (get(row, '[name="' + key + '"]')).value.trim();
      return {
        publisher: version.publisher,
        first: name.slice(0, cut).join(" "),
        last: name.slice(cut).join(" "),
        role: value(typed, "role"),
        structure: value(typed, "structure"),
        siret: id.kind === "finess" ? "" : id.value,
        finess: id.kind === "finess" ? id.value : "",
        course: version.title,
        version: version.version,
        total: version.modules.length,
        pass: version.pass,
        duration: version.duration,
        mode: known.mode,
        from: value(typed, "from"),
        to: value(typed, "to"),
        place: value(typed, "place"),
        date: value(typed, "date"),
        modules: version.modules
          .map((module, at) => ({ module, row: rows.children[at] }))
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

    typed.addEventListener("submit", (event) => {
      event.preventDefault();
      const cuts = JalonText.clean(value(typed, "name"))
          .split(" ")
          .map((_, at) => at + 1),
        code = JalonControlCode.readCode(value(typed, "code"));
      const cut = cuts.filter((one) => JalonControlCode.controlCode(sheet(one)) === code)[0] || 1;
      report({ format: "", v: 1, course: known.course, code: value(typed, "code"), sheet: sheet(cut) }, "");
    });
    select.addEventListener("change", drawRows);

    // -------------------------------------------------------------- start

    get(root, "[data-static]").remove();
    root.prepend(file, typed, place);
    drawRows();

    function fromAddress() {
      if (window.location.hash.slice(0, 3) !== "#v=") return;
      const found = JalonVerdict.readLink(window.location.hash);
      // A name does not stay in the address bar, nor in the history.
      try {
        window.history.replaceState(null, "", window.location.href.split("#")[0]);
      } catch (error) {
        /* refused: it stays */
      }
      open(found);
    }
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
  }

  document.querySelectorAll("[data-verification][data-mode]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
