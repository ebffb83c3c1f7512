// @ts-check
/*
 * Jalon, a transcript or a verification link, read as what strangers send: pure functions (no DOM, no clock). Rust does the same
 * (src/attestation/transcript.rs).
 *
 * SPEC transcript/1. JSON in UTF-8, at most 1 000 000 bytes:
 *   {"format": "jalon-transcription", "v": 1, "course": id, "code": printed code, "sheet": Sheet, "attempts": [Attempt]}
 *   Sheet and Attempt are those of control-code.js and state.js; the attempts are those the modules were acquired with. A verification link
 *   of before link/2 (link.js) is the address of the verification page, then "#v=", then the base64url (no padding) of the same JSON,
 *   in UTF-8, without "attempts". What is missing or has the wrong shape makes the whole unreadable, with one word: empty,
 *   too-large, not-json, encoding (a transcript that was saved again in another one), not-transcript, newer (an unknown v), field. A sheet has a SIRET or a FINESS, never both.
 */

var JalonTranscript = (() => {
  "use strict";

  const LIMIT = 1e6;

  /** @param {unknown} x @param {number} most @returns {x is string} */
  function words(x, most) {
    return typeof x === "string" && x.length <= most;
  }
  /** @param {unknown} x @param {number} most */
  function whole(x, most) {
    return typeof x === "number" && x >= 0 && x <= most && Math.floor(x) === x;
  }
  /** @param {unknown} x @param {RegExp} shape */
  function shaped(x, shape) {
    return typeof x === "string" && shape.test(x);
  }

  /** @param {unknown} x */
  function isDay(x) {
    if (!shaped(x, /^\d{4}-\d{2}-\d{2}$/)) return false;
    const time = Date.parse(x + "T00:00:00Z");
    return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === x;
  }

  const HEX = /^[0-9a-f]{0,64}$/;

  /** @param {any} x @returns {SheetModule | null} */
  function readModule(x) {
    const good =
      x &&
      words(x.number, 10) &&
      words(x.title, 300) &&
      shaped(x.version, HEX) &&
      (x.score === null || x.score === undefined || whole(x.score, 100)) &&
      Array.isArray(x.objectives) &&
      x.objectives.length <= 50 &&
      x.objectives.every((/** @type {unknown} */ one) => words(one, 600));
    return good
      ? {
          number: x.number,
          title: x.title,
          version: x.version,
          score: x.score === undefined ? null : x.score,
          objectives: x.objectives.slice(),
        }
      : null;
  }

  /** @param {any} x @returns {Sheet | null} */
  function readSheet(x) {
    if (!x || typeof x !== "object" || Array.isArray(x)) return null;
    const good =
      ["publisher", "first", "last", "role", "structure", "course", "mode", "place"].every((key) =>
        words(x[key], 300),
      ) &&
      shaped(x.siret, /^(\d{14})?$/) &&
      shaped(x.finess, /^([0-9AB]{9})?$/) &&
      !(x.siret && x.finess) &&
      shaped(x.version, HEX) &&
      whole(x.total, 1000) &&
      whole(x.pass, 100) &&
      words(x.duration, 20) &&
      [x.from, x.to, x.date].every(isDay) &&
      (x.review === undefined || x.review === null || x.review === "" || isDay(x.review)) &&
      Array.isArray(x.modules) &&
      x.modules.length <= 100;
    const modules = good ? x.modules.map(readModule) : [null];
    if (modules.indexOf(null) >= 0) return null;
    return {
      publisher: x.publisher,
      first: x.first,
      last: x.last,
      role: x.role,
      structure: x.structure,
      siret: x.siret,
      finess: x.finess,
      course: x.course,
      version: x.version,
      total: x.total,
      pass: x.pass,
      duration: x.duration,
      mode: x.mode,
      from: x.from,
      to: x.to,
      place: x.place,
      date: x.date,
      review: x.review || "",
      modules: modules,
    };
  }

  /**
   * @param {string} raw
   * @returns {{transcript: Transcript | null, fault: string}}
   */
  function read(raw) {
    /** @param {string} fault */
    const no = (fault) => ({ transcript: null, fault: fault });
    if (raw.length > LIMIT) return no("too-large");
    if (!raw.replace(/^\uFEFF/, "").trim()) return no("empty");
    /** @type {any} */
    let x = null;
    try {
      x = JSON.parse(raw.replace(/^\uFEFF/, ""));
    } catch (error) {
      return no("not-json");
    }
    if (x?.format !== "jalon-transcription" || !whole(x.v, 1e6)) return no("not-transcript");
    if (x.v !== 1) return no("newer");
    const sheet = readSheet(x.sheet);
    if (!sheet || !words(x.course, 100) || !words(x.code, 60)) return no("field");
    /** @type {Transcript} */
    const transcript = { format: x.format, v: 1, course: x.course, code: x.code, sheet: sheet };
    if (x.attempts !== undefined && x.attempts !== null) {
      if (!Array.isArray(x.attempts) || x.attempts.length > 300) return no("field");
      // The reader of the stored progress is as strict; it merges attempts of the same id.
      const found = JalonProgress.readState(JSON.stringify({ v: 1, attempts: x.attempts }));
      if (found.lost) return no("field");
      transcript.attempts = found.state.attempts;
    }
    return { transcript: transcript, fault: "" };
  }

  return { read, LIMIT };
})();
