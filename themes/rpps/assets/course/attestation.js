// @ts-check
/*
 * Jalon, the attestation. The sheet is in the page (templates/widgets/attestation.html), blank:
 *   [data-attestation][data-version][data-title][data-pass][data-duration][data-publisher][data-verification?]
 *     [data-static]                   what is said without script
 *     [data-sheet]                    the A4 sheet; [data-field=x] is filled as text, [data-blank] goes, [data-live] shows
 *       [data-module][data-number][data-title][data-version][data-quiz?]   kept when acquired; [data-objective] in it
 *     template [data-say=x]           the form and the words, as in quiz.js
 * Results come from the stored progress, and from the fragment #parcours=… when nothing could be stored. Everything
 * printed is covered by the control code (rules/control-code.js). The transcript and the verification link are those of
 * SPEC transcript/1 (rules/verdict.js). Nothing is written unless the learner ticks « Retenir ».
 */
(() => {
  "use strict";

  const MODE = "en ligne, en autonomie, sans limite de temps";
  const NAMES = ["first", "last", "role", "structure", "id", "place"];

  /**
   * @typedef {{node: HTMLElement, number: string, title: string, quiz: boolean, best: Attempt | null, old: boolean}} Module
   */

  const { get, speaker } = JalonTemplate;

  /** A moment as a day of this computer, YYYY-MM-DD. @param {number} time */
  function day(time) {
    const date = new Date(time);
    return [String(date.getFullYear()).padStart(4, "0")]
      .concat([date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")))
      .join("-");
  }

  /** @param {HTMLElement} root */
  function run(root) {
    const data = root.dataset;
    const sheet = /** @type {HTMLElement} */ (get(root, "[data-sheet]"));
    const store = JalonProgress.openStore(
      () => window.localStorage,
      () => window.sessionStorage,
    );

    const say = speaker(root);

    /** @param {string} name @param {string} text @param {ParentNode} [near] */
    function fill(name, text, near = sheet) {
      get(near, '[data-field="' + name + '"]').textContent = text;
    }

    // -------------------------------------------------------------- what was acquired

    /** The stored progress, and what the address carries. */
    function progress() {
      const read = store.read();
      const carried = /^#parcours=(.+)$/.exec(window.location.hash);
      if (!carried) return read;
      let raw = "";
      try {
        raw = decodeURIComponent(carried[1]);
      } catch (error) {
        /* left empty: unreadable */
      }
      const more = JalonProgress.readState(raw);
      return { state: JalonProgress.merge(read.state, more.state), lost: read.lost || more.lost };
    }

    const { state, lost } = progress();
    const passed = state.attempts.filter((one) => one.course === data.attestation && one.done && one.done.passed);
    const all = Array.from(sheet.querySelectorAll("[data-module]")).map((element) => {
      const node = /** @type {HTMLElement} */ (element),
        own = passed.filter((one) => one.module === node.dataset.module);
      // The version of today first, then the better result, then the later one.
      /** @param {Attempt} one */
      const rank = (one) => (one.version === node.dataset.version ? 1000 : 0) + (one.done ? one.done.percent : 0);
      const best = own.reduce(
        (/** @type {Attempt | null} */ held, one) => (held && rank(held) > rank(one) ? held : one),
        null,
      );
      return {
        node,
        number: node.dataset.number || "",
        title: node.dataset.title || "",
        quiz: "quiz" in node.dataset,
        best,
        old: !!best && best.version !== node.dataset.version,
      };
    });
    const acquired = all.filter((module) => module.best);
    const times = acquired.reduce((/** @type {number[]} */ out, module) => {
      const one = /** @type {Attempt} */ (module.best);
      return out.concat(
        one.start,
        one.answers.map((answer) => answer.t),
        one.done ? one.done.t : [],
      );
    }, []);

    // -------------------------------------------------------------- the modules

    get(root, "[data-static]").remove();
    root.classList.add("is-live");
    // Who holds only the paper must find where to check it; a file on a disk has no address to give.
    const where = sheet.querySelector("[data-where]");
    if (where && data.verification && /^https?:$/.test(location.protocol))
      where.textContent = new URL(data.verification, location.href).href;
    const list = say("modules", {
      lost,
      none: !acquired.length,
      some: acquired.length && acquired.length < all.length,
      all: acquired.length === all.length,
      passed: acquired.length,
      total: all.length,
    });
    get(list, "ul").append(
      ...all.map((module) => {
        const line = say("module", {
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
    sheet.before(list);
    sheet.after(say("unready"));
    if (!acquired.length) {
      sheet.hidden = true;
      return;
    }

    // -------------------------------------------------------------- the sheet

    sheet.querySelectorAll("[data-blank]").forEach((node) => node.remove());
    sheet.querySelectorAll("[data-live]").forEach((node) => node.removeAttribute("hidden"));
    all.forEach((module) => {
      if (module.best) fill("version", module.best.version, module.node);
      else module.node.remove();
    });
    sheet.classList.toggle("is-many", acquired.length > 3);
    fill("count", "\u00a0: " + acquired.length + " sur " + all.length);
    const from = day(Math.min.apply(null, times)),
      to = day(Math.max.apply(null, times));
    fill(
      "period",
      from === to
        ? "le " + JalonText.frenchDay(from)
        : "du " + JalonText.frenchDay(from) + " au " + JalonText.frenchDay(to),
    );

    const form = /** @type {HTMLFormElement} */ (say("form", { local: store.where() === "local" && !store.refused() }));
    /** @param {string} name */
    const field = (name) => /** @type {HTMLInputElement} */ (get(form, '[name="' + name + '"]'));
    /** @param {string} name */
    const value = (name) => JalonText.clean(field(name).value);
    sheet.before(form, say("preview"));

    /** Everything printed. @returns {Sheet} */
    function values() {
      const id = JalonIdentifiers.structureId(value("id"));
      return {
        publisher: data.publisher || "",
        first: value("first"),
        last: value("last"),
        role: value("role"),
        structure: value("structure"),
        siret: id.valid && id.kind === "siret" ? id.value : "",
        finess: id.valid && id.kind === "finess" ? id.value : "",
        course: data.title || "",
        version: data.version || "",
        total: all.length,
        pass: Number(data.pass),
        duration: data.duration || "",
        mode: MODE,
        from,
        to,
        place: value("place"),
        date: day(Date.now()),
        modules: acquired.map((module) => ({
          number: module.number,
          title: module.title,
          version: module.best ? module.best.version : "",
          score: field("score").checked && module.best?.done ? module.best.done.percent : null,
          objectives: Array.from(module.node.querySelectorAll("[data-objective]"), (node) => node.textContent || ""),
        })),
      };
    }

    /** The fields that stand in the way of printing. */
    function wrong() {
      return NAMES.filter((name) =>
        name === "id" ? value("id") && !JalonIdentifiers.structureId(value("id")).valid : !value(name),
      ).map(field);
    }

    /** Draws the sheet from the form; only a complete one gets a code, and prints. */
    function update() {
      const now = values(),
        ready = !wrong().length;
      fill("name", (now.first + " " + now.last).trim());
      fill("role", now.role);
      fill("structure", now.structure);
      fill("id-kind", now.siret ? "SIRET" : now.finess ? "FINESS" : "SIRET ou FINESS");
      // What is left out is said, so that nobody adds it by hand under the code.
      fill(
        "id",
        now.siret
          ? now.siret.replace(/^(...)(...)(...)/, "$1\u00a0$2\u00a0$3\u00a0")
          : now.finess || (ready ? "non indiqué" : ""),
      );
      fill("place", now.place);
      fill("date", JalonText.frenchDay(now.date));
      acquired.forEach((module, at) => {
        const score = now.modules[at].score;
        fill("score", score === null ? "" : "résultat\u00a0: " + score + "\u00a0%", module.node);
      });
      fill("code", ready ? JalonControlCode.controlCode(now) : "");
      /** @type {HTMLElement} */ (get(sheet, "[data-control]")).hidden = !ready;
      // The printed page is the sheet alone: its ancestors are marked, all the rest is hidden by the style sheet.
      for (let node = sheet.parentElement; node; node = node.parentElement) node.classList.toggle("sheet-path", ready);
    }

    /** @param {HTMLInputElement} input @param {boolean} bad */
    function mark(input, bad) {
      const error = /** @type {HTMLElement} */ (get(form, "#" + input.id + "-e"));
      if (input.name === "id") {
        const shape = !JalonIdentifiers.structureId(value("id")).kind;
        error.querySelectorAll("[data-error]").forEach((node) => {
          /** @type {HTMLElement} */ (node).hidden = (node.getAttribute("data-error") === "shape") !== shape;
        });
      }
      error.hidden = !bad;
      if (bad) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }

    // -------------------------------------------------------------- the names, kept only on demand

    const remember = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=remember]"));
    function keep() {
      if (!remember) return;
      try {
        if (remember.checked) {
          window.localStorage.setItem(
            JalonProgress.IDENTITY,
            JSON.stringify({ v: 1, fields: NAMES.map((name) => value(name)) }),
          );
        } else {
          window.localStorage.removeItem(JalonProgress.IDENTITY);
        }
      } catch (error) {
        remember.checked = false;
      }
    }
    if (remember) {
      try {
        const held = JSON.parse(window.localStorage.getItem(JalonProgress.IDENTITY) || "null");
        if (held && held.v === 1 && Array.isArray(held.fields)) {
          NAMES.forEach((name, at) => {
            field(name).value = typeof held.fields[at] === "string" ? held.fields[at].slice(0, 100) : "";
          });
          remember.checked = true;
        }
      } catch (error) {
        /* nothing readable: the form stays empty */
      }
    }

    form.addEventListener("input", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      if (input === remember || remember?.checked) keep();
      /** @type {HTMLElement} */ (get(form, "[data-link]")).hidden = true;
      get(form, "[data-said]").textContent = "";
      // A wrong SIRET is said as soon as it is whole. Never on leaving a field: the error would move the button about to be pressed.
      const whole = input.name === "id" && JalonIdentifiers.structureId(input.value).kind === "siret";
      if (whole || input.getAttribute("aria-invalid")) mark(input, wrong().indexOf(input) >= 0);
      update();
    });
    /** Says what is missing, or does what was asked. @param {() => void} action */
    function complete(action) {
      const bad = wrong();
      NAMES.map(field).forEach((input) => mark(input, bad.indexOf(input) >= 0));
      /** @type {HTMLElement} */ (get(form, "[data-summary]")).hidden = !bad.length;
      update();
      if (bad.length) bad[0].focus();
      else action();
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      complete(() => window.print());
    });

    // -------------------------------------------------------------- the transcript and the link

    /** The transcript, with the attempts that count only when it is kept as a file. @param {boolean} whole */
    function transcript(whole) {
      const now = values();
      const out = {
        format: "jalon-transcription",
        v: 1,
        course: data.attestation,
        code: JalonControlCode.controlCode(now),
        sheet: now,
      };
      return whole
        ? Object.assign(out, {
            attempts: acquired.reduce(
              (/** @type {Attempt[]} */ all, module) =>
                all.concat(JalonProgress.lineage(state.attempts, /** @type {Attempt} */ (module.best))),
              [],
            ),
          })
        : out;
    }

    /** @param {string} name */
    function tell(name) {
      const words = /** @type {HTMLTemplateElement} */ (get(form, "[data-words]")).content;
      get(form, "[data-said]").textContent = get(words, '[data-word="' + name + '"]').textContent;
    }

    get(form, "[data-do=save]").addEventListener("click", () =>
      complete(() => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(
          new Blob([JSON.stringify(transcript(true), null, 1) + "\n"], { type: "application/json" }),
        );
        link.download =
          ["attestation", value("last"), value("first"), day(Date.now())].join(" ").replace(/[^\p{L}\p{N}]+/gu, "-") +
          ".json";
        link.click();
        window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
        tell("saved");
      }),
    );

    const copy = form.querySelector("[data-do=link]");
    if (copy)
      copy.addEventListener("click", () =>
        complete(() => {
          const address = new URL(data.verification || "", window.location.href);
          const bytes = unescape(encodeURIComponent(JSON.stringify(transcript(false))));
          address.hash = "v=" + window.btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
          const input = /** @type {HTMLInputElement} */ (get(form, "#a-link"));
          /** @type {HTMLElement} */ (get(form, "[data-link]")).hidden = false;
          input.value = address.href;
          const select = () => {
            input.focus();
            input.select();
            tell("select");
          };
          // Only secure pages may write to the clipboard; elsewhere the reader copies.
          if (navigator.clipboard) navigator.clipboard.writeText(address.href).then(() => tell("copied"), select);
          else select();
        }),
      );

    // The name of the file which « Enregistrer au format PDF » proposes.
    const title = document.title;
    window.addEventListener("beforeprint", () => {
      update();
      if (!wrong().length) document.title = ["Attestation", value("last"), value("first"), day(Date.now())].join(" ");
    });
    window.addEventListener("afterprint", () => {
      document.title = title;
    });
    update();
  }

  document.querySelectorAll("[data-attestation]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
