// @ts-check
/*
 * Jalon, the attestation. The sheet is in the page (templates/widgets/attestation.html), blank:
 *   [data-attestation][data-version][data-title][data-pass][data-duration][data-publisher][data-mode][data-validity?][data-verification?]
 *     [data-static]                   what is said without script
 *     [data-sheet]                    the A4 sheet; [data-field=x] is filled as text, [data-blank] goes, [data-live] shows;
 *                                     [data-unfinished] shows, and [data-whole] goes, while a module is missing
 *       [data-module][data-number][data-title][data-version][data-quiz?]   kept when acquired; [data-objective=…] in it
 *     template [data-say=x]           the form and the words, as in quiz.js
 * What is acquired comes from attested.js. Everything printed is covered by the control code (rules/control-code.js). Values come
 * from attributes: what is shown may be translated by the browser. The transcript is that of SPEC transcript/1; the link and its
 * QR code are in sheet-proof.js. Nothing is written unless the learner ticks « Retenir » (sheet-form.js).
 */
(() => {
  "use strict";

  const { get, speaker } = JalonTemplate;
  const { day } = JalonAttested;

  /** The attestation of the page. */
  class Attestation {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.data = root.dataset;
      this.sheet = /** @type {HTMLElement} */ (get(root, "[data-sheet]"));
      this.eitherId = get(this.sheet, "[data-field=id-kind]").textContent || "";
      this.store = JalonProgress.openStore(
        () => window.localStorage,
        () => window.sessionStorage,
      );
      this.say = speaker(root);
      this.learner = new JalonLearner(this.store);
      const { state, lost } = JalonAttested.progress(this.store);
      this.state = state;
      // A file on a disk has no address to give.
      const { verification } = this.data;
      this.address =
        verification && /^https?:$/.test(location.protocol) ? new URL(verification, location.href).href : "";
      this.all = JalonAttested.modules(this.sheet, state, this.data.attestation || "");
      this.acquired = this.all.filter((module) => module.best);
      const [from, to] = JalonAttested.period(this.all);
      this.from = from;
      this.to = to;
      const local = this.store.where() === "local" && !this.store.refused();
      this.form = /** @type {HTMLFormElement} */ (this.say("form", { local }));
      this.fields = new JalonSheetForm(this.form);
      get(root, "[data-static]").remove();
      root.classList.add("is-live");
      this.drawModules(lost);
      if (!this.acquired.length) {
        this.sheet.hidden = true;
        return;
      }
      this.drawSheet();
      this.sheet.before(this.learner.node, this.form, this.say("preview"));
      this.learner.draw();
      this.fields.recall();
      this.listen();
      this.update();
    }

    /** What is acquired and what is not, above the sheet. @param {boolean} lost */
    drawModules(lost) {
      // Who holds only the paper must find where to check it.
      const where = this.sheet.querySelector("[data-where]");
      if (where && this.address) where.textContent = this.address;
      const list = this.say("modules", {
        lost,
        none: !this.acquired.length,
        some: this.acquired.length && this.acquired.length < this.all.length,
        all: this.acquired.length === this.all.length,
        passed: this.acquired.length,
        total: this.all.length,
      });
      get(list, "ul").append(
        ...this.all.map((module) => {
          const line = this.say("module", {
            good: !!module.best,
            todo: !module.best && module.quiz,
            soon: !module.best && !module.quiz,
            old: module.old,
            number: module.number,
            title: module.title,
            percent: module.best?.done ? module.best.done.percent : 0,
          });
          if (module.best) line.className = "is-good";
          return line;
        }),
      );
      this.sheet.before(list);
      this.sheet.after(this.say("unready"));
    }

    /** What the sheet says of the modules. */
    drawSheet() {
      this.sheet.querySelectorAll("[data-blank]").forEach((node) => node.remove());
      this.sheet.querySelectorAll("[data-live]").forEach((node) => node.removeAttribute("hidden"));
      this.all.forEach((module) => {
        if (!module.best) module.node.remove();
      });
      const missing = this.all.filter((module) => !module.best).map((module) => module.title);
      this.sheet.querySelectorAll("[data-unfinished]").forEach((node) => {
        /** @type {HTMLElement} */ (node).hidden = !missing.length;
      });
      if (missing.length) get(this.sheet, "[data-whole]").remove();
      this.fill("passed", this.passed());
      this.fill("missing", missing.join(" ; "));
      get(this.form, "[data-passed]").textContent = this.passed();
      const digests = this.acquired.map((module) =>
        this.word("digest", { number: module.number, version: module.best ? module.best.version : "" }),
      );
      this.fill("digests", digests.join(" · "));
      if (this.data.validity) this.fill("review", JalonText.frenchDay(this.review()));
      this.sheet.classList.toggle("is-many", this.acquired.length > 3);
      this.fill("count", this.word("count", { passed: this.acquired.length, total: this.all.length }));
      const [from, to] = [this.from, this.to].map(JalonText.frenchDay);
      this.fill("period", this.word(from === to ? "one-day" : "days", { from, to }));
    }

    /** How much of the course is on the sheet, in words. */
    passed() {
      const passed = this.acquired.length;
      return this.word("passed", { passed, s: passed > 1 ? "s" : "", total: this.all.length });
    }

    /** The day from which it is to be done again, or "". */
    review() {
      return this.data.validity ? JalonText.later(this.to, Number(this.data.validity)) : "";
    }

    listen() {
      this.form.addEventListener("input", (event) => {
        /** @type {HTMLElement} */ (get(this.form, "[data-link]")).hidden = true;
        get(this.form, "[data-said]").textContent = "";
        /** @type {HTMLElement} */ (get(this.form, "[data-ask]")).hidden = true;
        this.fields.changed(/** @type {HTMLInputElement} */ (event.target));
        this.update();
      });
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.complete(() => this.print());
      });
      get(this.form, "[data-do=anyway]").addEventListener("click", () => this.complete(() => window.print()));
      get(this.form, "[data-do=save]").addEventListener("click", () => this.complete(() => this.saveFile()));
      const copy = this.form.querySelector("[data-do=link]");
      if (copy) copy.addEventListener("click", () => this.complete(() => this.giveLink()));
      // A page brought back by « Back » holds what was true when it was left.
      window.addEventListener("pageshow", (event) => {
        if (event.persisted) window.location.reload();
      });
      this.listenPrint();
    }

    /** Whatever makes the page print. */
    listenPrint() {
      const title = document.title;
      window.addEventListener("beforeprint", () => {
        if (!this.root.isConnected) return;
        this.update();
        // Somebody else's results are printed under no other name.
        this.root.classList.toggle("is-anothers", this.learner.isAnothers(this.fields.value("first")));
        // The name of the file which « Enregistrer au format PDF » proposes.
        if (!this.fields.wrong().length) document.title = this.named("printed");
      });
      window.addEventListener("afterprint", () => {
        this.root.classList.remove("is-anothers");
        document.title = title;
      });
    }

    /** Hands out the transcript as a file. */
    saveFile() {
      const name = this.named("saved-as").replace(/[^\p{L}\p{N}]+/gu, "-") + ".json";
      JalonSheetProof.hand(name, JSON.stringify(this.transcript(), null, 1) + "\n");
      this.fields.tell("saved");
    }

    /** Shows the link by which the sheet is verified. */
    giveLink() {
      const address = new URL(this.data.verification || "", window.location.href).href,
        now = this.values(),
        link =
          address +
          "#v=" +
          JalonSheetProof.data(now, JalonControlCode.controlCode(now), this.all, this.data.attestation || "");
      const input = /** @type {HTMLInputElement} */ (get(this.form, "#a-link"));
      /** @type {HTMLElement} */ (get(this.form, "[data-link]")).hidden = false;
      input.value = link;
      const select = () => {
        input.focus();
        input.select();
        this.fields.tell("select");
      };
      // Only secure pages may write to the clipboard; elsewhere the reader copies.
      if (navigator.clipboard) navigator.clipboard.writeText(link).then(() => this.fields.tell("copied"), select);
      else select();
    }

    /** Words of the template, alone. @param {string} name @param {Values} [values] */
    word(name, values) {
      return this.say(name, values).textContent || "";
    }

    /** The name of what is printed or saved. @param {string} name */
    named(name) {
      return this.word(name, {
        last: this.fields.value("last"),
        first: this.fields.value("first"),
        date: day(Date.now()),
      });
    }

    /** @param {string} name @param {string} text @param {ParentNode} [near] */
    fill(name, text, near = this.sheet) {
      get(near, '[data-field="' + name + '"]').textContent = text;
    }

    /** Everything printed. @returns {Sheet} */
    values() {
      const id = this.fields.structure();
      return {
        publisher: this.data.publisher || "",
        first: this.fields.value("first"),
        last: this.fields.value("last"),
        role: this.fields.value("role"),
        structure: this.fields.value("structure"),
        siret: id.valid && id.kind === "siret" ? id.value : "",
        finess: id.valid && id.kind === "finess" ? id.value : "",
        course: this.data.title || "",
        version: this.data.version || "",
        total: this.all.length,
        pass: Number(this.data.pass),
        duration: this.data.duration || "",
        mode: this.data.mode || "",
        from: this.from,
        to: this.to,
        place: this.fields.value("place"),
        date: day(Date.now()),
        review: this.review(),
        modules: this.acquired.map((module) => ({
          number: module.number,
          title: module.title,
          version: module.best ? module.best.version : "",
          score: this.fields.field("score").checked && module.best?.done ? module.best.done.percent : null,
          objectives: Array.from(
            module.node.querySelectorAll("[data-objective]"),
            (node) => node.getAttribute("data-objective") || "",
          ),
        })),
      };
    }

    /** An unfinished course prints once that was said. */
    print() {
      const ask = /** @type {HTMLElement} */ (get(this.form, "[data-ask]"));
      if (this.acquired.length === this.all.length) return window.print();
      ask.hidden = false;
      /** @type {HTMLElement} */ (get(ask, "button")).focus();
    }

    /** Draws the sheet from the form; only a complete one gets a code, and prints. */
    update() {
      const now = this.values(),
        ready = !this.fields.wrong().length;
      this.fill("name", (now.first + " " + now.last).trim());
      this.fill("role", now.role);
      this.fill("structure", now.structure);
      this.fill("id-kind", now.siret ? "SIRET" : now.finess ? "FINESS" : this.eitherId);
      // What is left out is said, so that nobody adds it by hand under the code.
      this.fill(
        "id",
        now.siret
          ? now.siret.replace(/^(...)(...)(...)/, "$1\u00a0$2\u00a0$3\u00a0")
          : now.finess || (ready ? this.word("no-id") : ""),
      );
      this.fill("place", now.place);
      this.fill("date", JalonText.frenchDay(now.date));
      this.acquired.forEach((module, at) => {
        const score = now.modules[at].score;
        this.fill("score", score === null ? "" : this.word("score", { score }), module.node);
      });
      const code = ready ? JalonControlCode.controlCode(now) : "";
      this.fill("code", code);
      JalonSheetProof.draw(this.sheet, ready && this.address ? this.address + "#v=" : "", now, code, this.all);
      /** @type {HTMLElement} */ (get(this.sheet, "[data-control]")).hidden = !ready;
      // The printed page is the sheet alone: its ancestors are marked, all the rest is hidden by the style sheet.
      for (let node = this.sheet.parentElement; node; node = node.parentElement)
        node.classList.toggle("sheet-path", ready);
    }

    /** Says what is missing, or does what was asked. @param {() => void} action */
    complete(action) {
      const bad = this.fields.check();
      this.update();
      if (bad.length) bad[0].focus();
      else this.learner.confirm(this.fields.value("first"), get(this.form, ".btn-row"), action);
    }

    /** The sheet, its code, and the attempts that count. */
    transcript() {
      const now = this.values();
      return {
        format: "jalon-transcription",
        v: 1,
        course: this.data.attestation,
        code: JalonControlCode.controlCode(now),
        sheet: now,
        attempts: this.acquired.reduce(
          (/** @type {Attempt[]} */ all, module) =>
            all.concat(JalonProgress.lineage(this.state.attempts, /** @type {Attempt} */ (module.best))),
          [],
        ),
      };
    }
  }

  document.querySelectorAll("[data-attestation]").forEach((root) => {
    JalonSheetFollows.follow(/** @type {HTMLElement} */ (root), (live) => new Attestation(live));
  });
})();
