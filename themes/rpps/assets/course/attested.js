// @ts-check
/*
 * Jalon, what an attestation may say: the modules that were acquired, each with its attempt, and when.
 * In: the stored progress, and the fragment #parcours=… when nothing could be stored; the sheet, whose [data-module] are those of the
 * course. Out: values. Nothing is written.
 */

/**
 * @typedef {{node: HTMLElement, number: string, title: string, quiz: boolean, best: Attempt | null, old: boolean}} Attested
 */

const JalonAttested = (() => {
  "use strict";

  /** A moment as a day of this computer, YYYY-MM-DD. @param {number} time */
  function day(time) {
    const date = new Date(time);
    return [String(date.getFullYear()).padStart(4, "0")]
      .concat([date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")))
      .join("-");
  }

  /**
   * The modules of the sheet, each with the attempt that acquired it.
   * @param {HTMLElement} sheet @param {State} state @param {string} course @returns {Attested[]}
   */
  function modules(sheet, state, course) {
    const passed = state.attempts.filter((one) => one.course === course && one.done && one.done.passed);
    return Array.from(sheet.querySelectorAll("[data-module]")).map((element) => {
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
  }

  /** The first and last day of what was acquired. @param {Attested[]} all */
  function period(all) {
    const times = all.reduce((/** @type {number[]} */ out, { best: one }) => {
      if (!one) return out;
      return out.concat(
        one.start,
        one.answers.map((answer) => answer.t),
        one.done ? one.done.t : [],
      );
    }, []);
    return times.length ? [day(Math.min.apply(null, times)), day(Math.max.apply(null, times))] : ["", ""];
  }

  /** The stored progress, and what the address carries. @param {ReturnType<typeof JalonProgress.openStore>} store */
  function progress(store) {
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

  return { day, modules, period, progress };
})();
