// @ts-check
/*
 * Jalon, the shared rules of the training path: scoring, order, digests, stored progress.
 * Pure functions: no DOM, no clock, no globals but `Jalon`. The quiz, the attestation and the tests load this file;
 * Rust implements the same rules, and tests/vectors/*.json are run by both. A comment headed SPEC is the contract.
 */

/**
 * An answer is always a list of strings, whatever the kind of question: see SPEC scoring.
 * @typedef {string[]} Answer
 * @typedef {{id: string, correct: boolean}} Choice
 * @typedef {{accents: boolean, case: boolean, spaces: boolean}} Forgive
 * @typedef {{options?: Choice[], answers?: string[], forgive?: Forgive}} Blank   options, or accepted texts
 *
 * @typedef {object} Question        the answer key of a question (src/quiz/key.rs)
 * @property {string} id
 * @property {string} kind
 * @property {number} [weight]
 * @property {string} [objective]
 * @property {string} [credit]       "all" or "partial"
 * @property {Choice[]} [choices]                            single, multiple, true-false
 * @property {{id: string, right: string}[]} [lefts]         matching
 * @property {{id: string}[]} [rights]
 * @property {{id: string, category?: string}[]} [items]     ordering (in the right order), categorise
 * @property {{id: string}[]} [categories]
 * @property {({id: string} & Blank)[]} [gaps]               cloze
 * @property {string} [value]                                numeric
 * @property {string} [tolerance]
 * @property {string[]} [answers]                            short
 * @property {Forgive} [forgive]
 * @property {string} [start]                                scenario
 * @property {{id: string, choices: {id: string, next: string}[]}[]} [steps]
 * @property {{id: string, score: number}[]} [ends]
 * @typedef {{right: number, count: number, percent: number}} Total
 *
 * @typedef {{q: string, a: Answer, t: number, f: string, kept?: boolean}} Given   one answer of an attempt
 * @typedef {{t: number, percent: number, passed: boolean}} Done
 * @typedef {object} Attempt
 * @property {string} id         random, 10 symbols
 * @property {number} n          rank among the attempts of this browser (orders them: clocks may go back)
 * @property {string} course     id of the course ("" outside a course)
 * @property {string} module     id of the module ("" outside a course)
 * @property {string} quiz       id of the bank
 * @property {string} version    digest of the module's content (of the course outside a module)
 * @property {number} seed       32 bits: gives the order of the choices
 * @property {string} from       id of the attempt it continues, or ""
 * @property {number} start      milliseconds since 1970, as the computer says
 * @property {string[]} questions ids drawn, in the order shown
 * @property {Given[]} answers
 * @property {number} seen       how many questions the reader has left behind
 * @property {Done} [done]
 * @typedef {Record<string, Record<string, number>>} Seen   capsules seen: id → digest of what was shown → when
 * @typedef {{v: 1, attempts: Attempt[], seen?: Seen}} State   seen: absent when empty
 *
 * @typedef {{number: string, title: string, version: string, score: number | null, objectives: string[]}} SheetModule
 * @typedef {object} Sheet        the printed fields of an attestation
 * @property {string} publisher
 * @property {string} first
 * @property {string} last
 * @property {string} role
 * @property {string} structure
 * @property {string} siret
 * @property {string} finess
 * @property {string} course      title
 * @property {string} version     digest of the whole course
 * @property {number} total       number of modules in the course
 * @property {number} pass        percent
 * @property {string} duration    as printed, in minutes
 * @property {string} mode
 * @property {string} from        ISO day
 * @property {string} to          ISO day
 * @property {string} place
 * @property {string} date        ISO day
 * @property {SheetModule[]} modules
 */

var Jalon = (() => {
  "use strict";

  // ---------------------------------------------------------------- scoring

  // SPEC scoring/2 is src/quiz/scoring.md. A rule gives null for an answer that names what the question does not have.

  /** @type {Record<string, (question: Question, answer: Answer) => number | null>} */
  const rules = {
    single: oneChoice,
    "true-false": oneChoice,
    multiple(question, answer) {
      const choices = question.choices || [], given = answer.filter((id, at) => answer.indexOf(id) === at);
      const wanted = correctIds(question).length, right = given.filter((id) => isCorrect(choices, id)).length;
      if (!given.every((id) => has(choices, id))) return null;
      if (question.credit === "partial") return wanted ? Math.floor(100 * Math.max(0, 2 * right - given.length) / wanted) : 0;
      return wanted && right === wanted && given.length === wanted ? 100 : 0;
    },
    matching: (question, answer) => inParts(question, answer, question.lefts || [], (left, value) => {
      return has(question.rights || [], value) ? left.right === value : null;
    }),
    categorise: (question, answer) => inParts(question, answer, question.items || [], (item, value) => {
      return has(question.categories || [], value) ? item.category === value : null;
    }),
    cloze: (question, answer) => inParts(question, answer, question.gaps || [], blankIsRight),
    ordering(question, answer) {
      const items = question.items || [];
      if (answer.length !== items.length || !items.every((item) => answer.indexOf(item.id) >= 0)) return null;
      return credited(question, inPlace(question, answer), items.length - 1);
    },
    numeric(question, answer) {
      const given = millionths(answer[0]), value = millionths(question.value || "0"), tolerance = millionths(question.tolerance || "0");
      return answer.length === 1 && Math.abs(given - value) <= tolerance ? 100 : 0;
    },
    short: (question, answer) => answer.length === 1 && blankIsRight(question, answer[0]) ? 100 : 0,
    scenario(question, answer) {
      const end = pathEnd(question, answer);
      return end ? end.score : 0;
    },
  };

  /** @param {{id: string}[]} list @param {string} id */
  function has(list, id) { return list.some((one) => one.id === id); }

  /** @param {Choice[]} choices @param {string} id */
  function isCorrect(choices, id) { return choices.some((choice) => choice.correct && choice.id === id); }

  /** @param {Question} question @param {Answer} answer */
  function oneChoice(question, answer) {
    return answer.length === 1 && isCorrect(question.choices || [], answer[0]) ? 100 : 0;
  }

  /** @param {Question} question */
  function correctIds(question) {
    return (question.choices || []).filter((choice) => choice.correct).map((choice) => choice.id);
  }

  /** @param {Question} question @param {number} right @param {number} count */
  function credited(question, right, count) {
    const points = count > 0 ? Math.floor(100 * right / count) : 0;
    return question.credit !== "all" || points === 100 ? points : 0;
  }

  /**
   * "1=a", "2=c": what was answered for each part.
   * @param {Answer} answer
   * @returns {Map<string, string> | null} null when it is something else
   */
  function parts(answer) {
    /** @type {Map<string, string>} */
    const out = new Map();
    const sound = answer.every((entry) => {
      const at = entry.indexOf("="), id = entry.slice(0, at), value = entry.slice(at + 1), held = out.get(id);
      out.set(id, value);
      return at >= 0 && (held === undefined || held === value);
    });
    return sound ? out : null;
  }

  /**
   * @template {{id: string}} T
   * @param {Question} question @param {Answer} answer @param {T[]} wanted
   * @param {(part: T, value: string) => boolean | null} verdict
   */
  function inParts(question, answer, wanted, verdict) {
    const given = parts(answer);
    if (!given || !Array.from(given.keys()).every((id) => has(wanted, id))) return null;
    const verdicts = wanted.filter((part) => given.has(part.id)).map((part) => verdict(part, given.get(part.id) || ""));
    return verdicts.indexOf(null) >= 0 ? null : credited(question, verdicts.filter(Boolean).length, wanted.length);
  }

  /** How many items come right after the one they must follow. @param {Question} question @param {Answer} answer */
  function inPlace(question, answer) {
    const items = question.items || [];
    return items.filter((item, at) => at > 0 && answer.indexOf(item.id) === answer.indexOf(items[at - 1].id) + 1).length;
  }

  /** @param {Blank} blank @param {string} value @returns {boolean | null} null for an unknown option */
  function blankIsRight(blank, value) {
    const options = blank.options || [];
    if (options.length) return has(options, value) ? isCorrect(options, value) : null;
    const given = fold(value, blank.forgive);
    return given !== "" && (blank.answers || []).some((answer) => fold(answer, blank.forgive) === given);
  }

  /** A typed text, as it is compared. @param {string} value @param {Forgive} [forgive] everything when absent */
  function fold(value, forgive) {
    let out = value;
    if (!forgive || forgive.accents) {
      out = out.normalize("NFD").replace(/[\u0300-\u036F]/g, "").replace(/[œŒæÆ]/g, (both) => {
        return { "œ": "oe", "Œ": "OE", "æ": "ae" }[both] || "AE";
      });
    }
    if (!forgive || forgive.case) out = out.toLowerCase();
    out = out.normalize("NFC").replace(/[\u2019\u02BC\u2032]/g, "'").replace(/[\u2010\u2011]/g, "-").replace(/\s/g, " ");
    return !forgive || forgive.spaces ? out.replace(/ +/g, " ").replace(/^ | $/g, "") : out;
  }

  /**
   * A decimal number, in millionths: whole numbers are exact.
   * @param {string} typed
   * @returns {number} NaN when it is not a number
   */
  function millionths(typed) {
    const read = /^([-+\u2212])?(\d+)(?:[.,](\d+))?$/.exec(typed.replace(/\s/g, ""));
    const before = read ? read[2].replace(/^0+/, "") : "", after = read ? (read[3] || "").replace(/0+$/, "") : "";
    if (!read || before.length > 9 || after.length > 6) return NaN;
    return Number(before + (after + "000000").slice(0, 6)) * (read[1] && read[1] !== "+" ? -1 : 1);
  }

  /**
   * The step or end to which a path leads.
   * @param {Question} question
   * @param {Answer} path
   * @returns {string} "" for a path that cannot be taken
   */
  function pathTo(question, path) {
    let here = question.start || "";
    path.forEach((entry) => {
      const step = (question.steps || []).filter((one) => one.id === here)[0];
      const choice = step && step.choices.filter((one) => here + "=" + one.id === entry)[0];
      here = choice ? choice.next : "";
    });
    return here;
  }

  /** The end which a path reaches. @param {Question} question @param {Answer} path */
  function pathEnd(question, path) {
    const at = pathTo(question, path);
    return (question.ends || []).filter((end) => end.id === at)[0];
  }

  /**
   * Points of one question, 0 to 100.
   * @param {Question} question
   * @param {Answer | undefined} answer
   * @returns {number}
   */
  function score(question, answer) {
    const known = Object.prototype.hasOwnProperty.call(rules, question.kind);
    return known && answer && answer.length && rules[question.kind](question, answer) || 0;
  }

  /**
   * @param {Question[]} questions
   * @param {(id: string) => Answer | undefined} answerOf
   * @returns {Total} right: questions fully right; percent: weighted
   */
  function total(questions, answerOf) {
    let right = 0, points = 0, weights = 0;
    questions.forEach((question) => {
      const weight = question.weight || 1;
      const got = score(question, answerOf(question.id));
      if (got === 100) right += 1;
      points += weight * got;
      weights += weight;
    });
    return { right: right, count: questions.length, percent: weights ? Math.floor(points / weights) : 0 };
  }

  // ---------------------------------------------------------------- order

  // SPEC order/2 is at the head of src/quiz/order.rs: all numbers are unsigned 32-bit integers, arithmetic wraps.

  /** @param {string} text */
  function hash32(text) {
    let hash = 2166136261;
    utf8(text).forEach((byte) => { hash = Math.imul(hash ^ byte, 16777619); });
    return hash >>> 0;
  }

  /**
   * @param {number} seed
   * @returns {() => number}
   */
  function random(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6D2B79F5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return (t ^ (t >>> 14)) >>> 0;
    };
  }

  /**
   * A shuffled copy.
   * @template T
   * @param {T[]} list
   * @param {number} seed
   * @returns {T[]}
   */
  function shuffle(list, seed) {
    const out = list.slice(), next = random(seed);
    for (let i = out.length - 1; i > 0; i -= 1) {
      const j = Math.floor(next() * (i + 1) / 4294967296);
      const kept = out[i];
      out[i] = out[j];
      out[j] = kept;
    }
    return out;
  }

  /**
   * The order in which the choices of a question are shown.
   * @template T
   * @param {T[]} list
   * @param {number} seed
   * @param {string} question
   */
  function choiceOrder(list, seed, question) {
    return shuffle(list, hash32(seed + "/" + question));
  }

  /**
   * The lists of a question, in the order shown.
   * @param {Question} question
   * @param {number} seed
   * @param {boolean} shuffled
   * @returns {Record<string, string[]>} ids, by the part they belong to: a gap, a step, or "" for the question itself
   */
  function shown(question, seed, shuffled) {
    /** @type {Record<string, string[]>} */
    const out = {};
    /** @param {{id: string}[]} list @param {string} part @param {boolean} moved */
    function order(list, part, moved) {
      const ids = list.map((one) => one.id);
      out[part] = moved ? choiceOrder(ids, seed, question.id + (part && "/" + part)) : ids;
    }
    const { kind, choices = [], items = [] } = question;
    if (choices.length) order(choices, "", shuffled && kind !== "true-false");
    if (kind === "matching") order(question.rights || [], "", shuffled);
    if (kind === "categorise") order(items, "", shuffled);
    if (kind === "ordering") {
      order(items, "", true);
      if (items.every((item, at) => item.id === out[""][at])) out[""] = out[""].slice(1).concat(out[""].slice(0, 1));
    }
    (question.gaps || []).forEach((gap) => { if ((gap.options || []).length) order(gap.options || [], gap.id, shuffled); });
    (question.steps || []).forEach((step) => order(step.choices, step.id, shuffled));
    return out;
  }

  /**
   * Which questions an attempt asks: all of them, or `n`, balanced over the objectives.
   * @param {{id: string, objective?: string}[]} questions
   * @param {number | undefined | null} n
   * @param {number} seed
   * @returns {string[]} ids
   */
  function draw(questions, n, seed) {
    const ids = questions.map((question) => question.id);
    if (n === undefined || n === null || n >= ids.length) return ids;
    const most = n;
    /** @type {Map<string, string[]>} */
    const groups = new Map();
    questions.forEach((question) => {
      const goal = question.objective || "";
      groups.set(goal, (groups.get(goal) || []).concat(question.id));
    });
    const lists = choiceOrder(Array.from(groups.keys()), seed, "draw").map((goal) => choiceOrder(groups.get(goal) || [], seed, "draw/" + goal));
    /** @type {string[]} */
    const taken = [];
    ids.forEach((_, turn) => lists.forEach((list) => { if (turn < list.length && taken.length < most) taken.push(list[turn]); }));
    return ids.filter((id) => taken.indexOf(id) >= 0);
  }

  // ---------------------------------------------------------------- digests

  /**
   * UTF-8 bytes; a lone surrogate becomes U+FFFD, as everywhere.
   * @param {string} text
   * @returns {number[]}
   */
  function utf8(text) {
    /** @type {number[]} */
    const out = [];
    for (let i = 0; i < text.length; i += 1) {
      let c = text.codePointAt(i) || 0;
      if (c > 0xFFFF) i += 1;
      if (c >= 0xD800 && c <= 0xDFFF) c = 0xFFFD;
      if (c < 0x80) out.push(c);
      else if (c < 0x800) out.push(0xC0 | c >> 6, 0x80 | c & 63);
      else if (c < 0x10000) out.push(0xE0 | c >> 12, 0x80 | c >> 6 & 63, 0x80 | c & 63);
      else out.push(0xF0 | c >> 18, 0x80 | c >> 12 & 63, 0x80 | c >> 6 & 63, 0x80 | c & 63);
    }
    return out;
  }

  /** The first 32 bits of the fractional part of a root of each of the first primes: the constants of SHA-256. */
  const sha = (() => {
    /** @type {number[]} */
    const k = [];
    /** @type {number[]} */
    const h = [];
    /** @param {number} x */
    function fraction(x) { return (x - Math.floor(x)) * 4294967296 | 0; }
    for (let n = 2; k.length < 64; n += 1) {
      let prime = true;
      for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (h.length < 8) h.push(fraction(Math.sqrt(n)));
      k.push(fraction(Math.cbrt(n)));
    }
    return { k: k, h: h };
  })();

  /**
   * SHA-256 in plain JavaScript: `crypto.subtle` does not exist on plain http.
   * @param {string} text
   * @returns {number[]} 32 bytes
   */
  function sha256(text) {
    const bytes = utf8(text), bits = bytes.length * 8;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let shift = 56; shift >= 0; shift -= 8) {
      bytes.push(shift > 31 ? Math.floor(bits / 4294967296) >>> shift - 32 & 255 : bits >>> shift & 255);
    }
    const h = sha.h.slice();
    /** @type {number[]} */
    const w = [];
    /** @param {number} x @param {number} n */
    function turn(x, n) { return x >>> n | x << 32 - n; }
    for (let at = 0; at < bytes.length; at += 64) {
      let v = h.slice();
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) {
          const p = at + i * 4;
          w[i] = bytes[p] << 24 | bytes[p + 1] << 16 | bytes[p + 2] << 8 | bytes[p + 3];
        } else {
          const a = w[i - 15], b = w[i - 2];
          w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10) | 0;
        }
        const e = v[4];
        const one = v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & v[5] ^ ~e & v[6]) + sha.k[i] + w[i] | 0;
        const two = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]) | 0;
        v = [one + two | 0, v[0], v[1], v[2], v[3] + one | 0, v[4], v[5], v[6]];
      }
      for (let j = 0; j < 8; j += 1) h[j] = h[j] + v[j] | 0;
    }
    /** @type {number[]} */
    const out = [];
    h.forEach((x) => { out.push(x >>> 24, x >>> 16 & 255, x >>> 8 & 255, x & 255); });
    return out;
  }

  /** @param {string} text */
  function sha256Hex(text) {
    return sha256(text).map((byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");
  }

  /** Crockford's alphabet: no I, L, O, U. */
  const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /**
   * Crockford base 32 of whole bytes, big-endian; the last symbol is padded with zero bits.
   * @param {number[]} bytes
   */
  function base32(bytes) {
    let out = "", held = 0, bits = 0;
    bytes.forEach((byte) => {
      held = held << 8 | byte;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        out += SYMBOLS[held >> bits & 31];
      }
      held &= 31;
    });
    return bits ? out + SYMBOLS[held << 5 - bits & 31] : out;
  }

  // ---------------------------------------------------------------- control code

  /*
   * SPEC control-code/1.
   *
   * Text. `clean` is what is printed; `canonicalText` is what is digested. In this order:
   *   1. remove U+0000-0008, 000E-001F, 007F-0084, 0086-009F, 00AD, 200B-200F, 202A-202E, 2060-2064, 2066-2069, FEFF;
   *   2. Unicode NFC;
   *   3. every run of U+0009-000D, 0020, 0085, 00A0, 1680, 2000-200A, 2028, 2029, 202F, 205F, 3000 becomes one U+0020;
   *      none is left at either end;                                        (1 to 3: `clean`)
   *   4. U+2019 and U+02BC become U+0027.                                   (1 to 4: `canonicalText`)
   *   So whoever copies the sheet by hand need not guess which apostrophe or which space was printed; case counts.
   *
   * Canonical form: UTF-8 lines, each ended by U+000A. The first is `jalon-attestation/1`; the others are `key=value`,
   * value = canonicalText, always all present, in this order (an empty value when the field is not on the sheet):
   *   publisher, learner.first, learner.last, learner.role, structure.name, structure.siret (14 digits),
   *   structure.finess (9 characters, capitals), course.title, course.version, course.modules (how many the course has),
   *   course.pass (percent), course.duration (minutes), course.mode, period.first, period.last, place, date
   *   (days as YYYY-MM-DD); then for each module on the sheet, in its order: module.number, module.title,
   *   module.version, module.score (integer percent, empty when not shown), and `objective` once for each, in order.
   *   No value holds a line break (step 3), so two different sheets never share a canonical form.
   *
   * Code: the first 80 bits of the SHA-256 of that text, big-endian, as 16 Crockford symbols; then 4 check symbols:
   *   r = 0; for each of the 16 symbols of value s (0-31): r = (r * 32 + s) mod 1048573 (the largest prime below 2^20);
   *   r is written as 4 symbols, most significant first. Any single wrong symbol and any swap of neighbours is caught
   *   without the sheet; an altered field is caught with it. Printed as five groups of four joined by hyphens.
   * Reading: case, spaces and hyphens do not count; I and L are read as 1, O as 0; anything else outside the alphabet
   *   is refused.
   */
  const INVISIBLE = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
  const BLANKS = /[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g;

  /** @param {string} text */
  function clean(text) {
    return text.replace(INVISIBLE, "").normalize("NFC").replace(BLANKS, " ").replace(/^ | $/g, "");
  }

  /** @param {string} text */
  function canonicalText(text) {
    return clean(text).replace(/[\u2019\u02BC]/g, "'");
  }

  /**
   * @param {Sheet} sheet
   * @returns {string}
   */
  function canonical(sheet) {
    let out = "jalon-attestation/1\n";
    /** @param {string} key @param {string | number} value */
    function line(key, value) { out += key + "=" + canonicalText(String(value)) + "\n"; }
    line("publisher", sheet.publisher);
    line("learner.first", sheet.first);
    line("learner.last", sheet.last);
    line("learner.role", sheet.role);
    line("structure.name", sheet.structure);
    line("structure.siret", sheet.siret);
    line("structure.finess", sheet.finess);
    line("course.title", sheet.course);
    line("course.version", sheet.version);
    line("course.modules", sheet.total);
    line("course.pass", sheet.pass);
    line("course.duration", sheet.duration);
    line("course.mode", sheet.mode);
    line("period.first", sheet.from);
    line("period.last", sheet.to);
    line("place", sheet.place);
    line("date", sheet.date);
    sheet.modules.forEach((module) => {
      line("module.number", module.number);
      line("module.title", module.title);
      line("module.version", module.version);
      line("module.score", module.score === null ? "" : module.score);
      module.objectives.forEach((objective) => { line("objective", objective); });
    });
    return out;
  }

  /** @param {string} payload 16 symbols */
  function checkSymbols(payload) {
    let r = 0;
    for (let i = 0; i < payload.length; i += 1) r = (r * 32 + SYMBOLS.indexOf(payload[i])) % 1048573;
    return SYMBOLS[r >> 15] + SYMBOLS[r >> 10 & 31] + SYMBOLS[r >> 5 & 31] + SYMBOLS[r & 31];
  }

  /**
   * The printed control code: "XXXX-XXXX-XXXX-XXXX-XXXX".
   * @param {Sheet} sheet
   */
  function controlCode(sheet) {
    const payload = base32(sha256(canonical(sheet)).slice(0, 10));
    return (payload + checkSymbols(payload)).replace(/(.{4})(?=.)/g, "$1-");
  }

  /**
   * A typed code in its printed form, or "" when it cannot have been printed (a slip of the pen).
   * @param {string} typed
   */
  function readCode(typed) {
    const text = typed.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
    const good = /^[0-9A-HJKMNP-TV-Z]{20}$/.test(text) && checkSymbols(text.slice(0, 16)) === text.slice(16);
    return good ? text.replace(/(.{4})(?=.)/g, "$1-") : "";
  }

  // ---------------------------------------------------------------- stored progress

  /*
   * SPEC state/1. JSON under the key `jalon:parcours:1`: {"v": 1, "attempts": [Attempt], "seen": Seen} (see the types above).
   * Reading never fails: what does not have the right shape is left out and said. `merge` is commutative, associative
   * and idempotent, so tabs may write in any order: the union of attempts; inside one, the union of answers, the
   * earliest one kept for each question (then the smallest in JSON order); the largest `seen`; `done` only while the
   * answers are those it was computed from; the union of what was seen, the earliest time for each version.
   */
  const KEY = "jalon:parcours:1";
  const ASIDE = KEY + ":illisible";
  const IDENTITY = "jalon:identite:1";

  /** @param {unknown} x @param {RegExp} shape */
  function text(x, shape) { return typeof x === "string" && shape.test(x); }
  /** @param {unknown} x @param {number} most */
  function count(x, most) { return typeof x === "number" && x >= 0 && x <= most && Math.floor(x) === x; }
  /** @param {unknown} x @param {number} most @returns {x is any[]} */
  function list(x, most) { return Array.isArray(x) && x.length <= most; }

  const ID = /^[a-z0-9][a-z0-9-]{0,99}$/;
  const ID_OR_NONE = /^([a-z0-9][a-z0-9-]{0,99})?$/;
  const RANDOM = /^[0-9A-Z]{10}$/;
  const DAYS = 8.64e15; // the last moment a Date can hold

  /** @param {any} x @returns {Given | null} */
  function readGiven(x) {
    const good = x && text(x.q, ID) && list(x.a, 100) && x.a.every((/** @type {unknown} */ part) => {
      return text(part, /^[^]{1,500}$/);
    }) && count(x.t, DAYS) && text(x.f, /^[0-9a-f]{8}$/);
    if (!good) return null;
    /** @type {Given} */
    const given = { q: x.q, a: x.a.slice(), t: x.t, f: x.f };
    if (x.kept === true) given.kept = true;
    return given;
  }

  /** @param {any} x @returns {Attempt | null} */
  function readAttempt(x) {
    const good = x && text(x.id, RANDOM) && count(x.n, 1e6) && text(x.course, ID_OR_NONE) && text(x.module, ID_OR_NONE) &&
      text(x.quiz, ID) && text(x.version, /^[0-9a-f]{0,64}$/) && count(x.seed, 4294967295) &&
      text(x.from, /^([0-9A-Z]{10})?$/) && count(x.start, DAYS) && list(x.questions, 500) && list(x.answers, 500) &&
      x.questions.every((/** @type {unknown} */ id) => text(id, ID)) && count(x.seen, 500);
    if (!good) return null;
    const answers = x.answers.map(readGiven);
    if (answers.indexOf(null) >= 0) return null;
    /** @type {Attempt} */
    const attempt = {
      id: x.id, n: x.n, course: x.course, module: x.module, quiz: x.quiz, version: x.version, seed: x.seed,
      from: x.from, start: x.start, questions: x.questions.slice(), answers: mergeAnswers(answers, []), seen: x.seen,
    };
    if (x.done) {
      const d = x.done;
      if (!count(d.t, DAYS) || !count(d.percent, 100) || typeof d.passed !== "boolean") return null;
      attempt.done = { t: d.t, percent: d.percent, passed: d.passed };
    }
    return attempt;
  }

  /**
   * @param {string | null} raw
   * @returns {{state: State, lost: boolean}} lost: something there could not be read
   */
  function readState(raw) {
    /** @type {State} */
    let state = { v: 1, attempts: [] };
    /** @type {Seen} */
    let seen = {};
    if (raw === null) return { state: state, lost: false };
    let lost = false;
    try {
      const x = raw.length <= 2e6 ? JSON.parse(raw) : null;
      if (!x || x.v !== 1 || !list(x.attempts, 1000)) return { state: state, lost: true };
      x.attempts.forEach((/** @type {unknown} */ item) => {
        const attempt = readAttempt(item);
        if (attempt) state = merge(state, { v: 1, attempts: [attempt] });
        else lost = true;
      });
      if (x.seen !== undefined) seen = readSeen(x.seen, () => { lost = true; });
    } catch (error) {
      lost = true;
    }
    return { state: withSeen(state, seen), lost: lost };
  }

  /** @param {unknown} x @param {number} most @returns {x is Record<string, unknown>} */
  function table(x, most) { return !!x && typeof x === "object" && !Array.isArray(x) && Object.keys(/** @type {object} */ (x)).length <= most; }

  /** @param {unknown} x @param {() => void} lose @returns {Seen} */
  function readSeen(x, lose) {
    /** @type {Seen} */
    const seen = {};
    if (!table(x, 1000)) {
      lose();
      return seen;
    }
    Object.keys(x).forEach((id) => {
      const versions = x[id];
      const good = text(id, ID) && table(versions, 1000) && Object.keys(versions).length > 0 &&
        Object.keys(versions).every((digest) => text(digest, /^[0-9a-f]{12}$/) && count(versions[digest], DAYS));
      if (good) seen[id] = /** @type {Record<string, number>} */ (Object.assign({}, versions));
      else lose();
    });
    return seen;
  }

  /** @param {State} state @param {Seen} seen @returns {State} with its keys in one order, whoever wrote them */
  function withSeen(state, seen) {
    /** @type {Seen} */
    const sorted = {};
    Object.keys(seen).sort().forEach((id) => {
      sorted[id] = {};
      Object.keys(seen[id]).sort().forEach((digest) => { sorted[id][digest] = seen[id][digest]; });
    });
    return Object.keys(sorted).length ? { v: 1, attempts: state.attempts, seen: sorted } : { v: 1, attempts: state.attempts };
  }

  /** @param {Seen} a @param {Seen} b @returns {Seen} */
  function mergeSeen(a, b) {
    /** @type {Seen} */
    const out = {};
    [a, b].forEach((one) => Object.keys(one).forEach((id) => {
      const held = Object.prototype.hasOwnProperty.call(out, id) ? out[id] : out[id] = {};
      Object.keys(one[id]).forEach((digest) => { held[digest] = Math.min(one[id][digest], digest in held ? held[digest] : DAYS); });
    }));
    return out;
  }

  /** @param {Given[]} a @param {Given[]} b */
  function mergeAnswers(a, b) {
    /** @type {Map<string, Given>} */
    const best = new Map();
    a.concat(b).forEach((given) => {
      const held = best.get(given.q);
      if (!held || given.t < held.t || given.t === held.t && JSON.stringify(given) < JSON.stringify(held)) {
        best.set(given.q, given);
      }
    });
    return Array.from(best.values()).sort((x, y) => x.t - y.t || (x.q < y.q ? -1 : 1));
  }

  /** @param {Attempt} a @param {Attempt} b @returns {Attempt} */
  function mergeAttempt(a, b) {
    const answers = mergeAnswers(a.answers, b.answers);
    const same = JSON.stringify(answers);
    const done = [a, b].filter((x) => x.done && JSON.stringify(x.answers) === same)
      .map((x) => { return /** @type {Done} */ (x.done); })
      .sort((x, y) => x.t - y.t || x.percent - y.percent)[0];
    // What was fixed when the attempt began is the same on both sides; should it differ, one side is taken whole.
    const head = JSON.stringify(Object.assign({}, a, { answers: 0, seen: 0, done: 0 })) <=
      JSON.stringify(Object.assign({}, b, { answers: 0, seen: 0, done: 0 })) ? a : b;
    /** @type {Attempt} */
    const out = Object.assign({}, head, { answers: answers, seen: Math.max(a.seen, b.seen) });
    delete out.done;
    if (done) out.done = done;
    return out;
  }

  /**
   * @param {State} a
   * @param {State} b
   * @returns {State}
   */
  function merge(a, b) {
    /** @type {Map<string, Attempt>} */
    const all = new Map();
    a.attempts.concat(b.attempts).forEach((attempt) => {
      const held = all.get(attempt.id);
      all.set(attempt.id, held ? mergeAttempt(held, attempt) : attempt);
    });
    const attempts = Array.from(all.values()).sort((x, y) => x.n - y.n || (x.id < y.id ? -1 : 1));
    return withSeen({ v: 1, attempts: attempts }, mergeSeen(a.seen || {}, b.seen || {}));
  }

  /**
   * The progress kept by the browser: session storage on a shared computer, local storage otherwise, memory when both
   * are refused. Nothing is written before `choose` or `save` is called.
   * @param {() => Storage} local   may throw: a browser can refuse even to name its storage
   * @param {() => Storage} session
   */
  function openStore(local, session) {
    /** @type {"local" | "session" | "memory"} */
    let place = "local";
    /** @type {string | null} */
    let memory = null;
    if (peek("session", KEY) !== null) place = "session";

    /** @param {string} where @returns {Storage} */
    function area(where) { return where === "session" ? session() : local(); }
    /** @param {string} where @param {string} key */
    function peek(where, key) {
      try { return where === "memory" ? memory : area(where).getItem(key); } catch (error) { return null; }
    }
    /** @param {string} raw @param {boolean} lost @param {State} next @returns {"kept" | "failed"} */
    function write(raw, lost, next) {
      const written = JSON.stringify(next);
      try {
        if (lost && raw) put(place, ASIDE, raw);
        if (written !== raw) put(place, KEY, written);
        return "kept";
      } catch (error) {
        place = "memory";
        memory = written;
        return "failed";
      }
    }
    /** @param {string} where @param {string} key @param {string} value */
    function put(where, key, value) {
      if (where === "memory") memory = value;
      else area(where).setItem(key, value);
    }

    return {
      where: () => place,

      read: () => readState(peek(place, KEY)),

      /** May storage be named at all? Writes nothing. */
      refused() {
        try { return !local(); } catch (error) { return true; }
      },

      /**
       * Chooses where to keep progress and tries to write there; falls back on memory.
       * @param {boolean} shared
       * @returns {boolean} true when what is written will be kept
       */
      choose(shared) {
        place = shared ? "session" : "local";
        try {
          put(place, KEY + ":essai", new Array(4097).join("."));
          area(place).removeItem(KEY + ":essai");
        } catch (error) {
          place = "memory";
        }
        return place !== "memory";
      },

      /**
       * Merges attempts with what is stored, and writes.
       * @param {Attempt[]} attempts
       * @param {boolean} known   they were stored before: if none is there any more, somebody erased them
       * @returns {"kept" | "erased" | "failed"} failed: from now on progress is in memory only
       */
      save(attempts, known) {
        const raw = peek(place, KEY);
        const found = readState(raw);
        const ids = attempts.map((attempt) => attempt.id);
        const there = found.state.attempts.some((attempt) => ids.indexOf(attempt.id) >= 0);
        if (known && !there && place !== "memory") return "erased";
        let all = merge(found.state, { v: 1, attempts: attempts }).attempts;
        // A long history is shortened to what an attestation may need and the latest attempts.
        if (all.length > 300) all = all.filter((one, at) => one.done && one.done.passed || at >= all.length - 100).slice(-900);
        return write(raw || "", found.lost, withSeen({ v: 1, attempts: all }, found.state.seen || {}));
      },

      /**
       * Remembers that a capsule was seen in this version; or, without a time, forgets every version of it.
       * @param {string} id
       * @param {string} digest
       * @param {number} [t]
       * @returns {"kept" | "failed"}
       */
      see(id, digest, t) {
        const raw = peek(place, KEY), found = readState(raw);
        const seen = mergeSeen(found.state.seen || {}, t === undefined ? {} : { [id]: { [digest]: t } });
        if (t === undefined) delete seen[id];
        return write(raw || "", found.lost, withSeen(found.state, seen));
      },

      /** Erases everything: progress, what was set aside, the learner's name. */
      erase() {
        memory = null;
        ["local", "session"].forEach((where) => {
          [KEY, ASIDE, IDENTITY].forEach((key) => {
            try { area(where).removeItem(key); } catch (error) { /* refused: nothing is there */ }
          });
        });
        place = "local";
      },
    };
  }

  // ---------------------------------------------------------------- small words

  const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

  /**
   * "2026-11-01" → "1er novembre 2026" (with no-break spaces).
   * @param {string} iso
   */
  function frenchDay(iso) {
    const parts = iso.split("-"), day = Number(parts[2]);
    return (day === 1 ? "1er" : day) + "\u00a0" + MONTHS[Number(parts[1]) - 1] + "\u00a0" + parts[0];
  }

  return {
    score: score, total: total, correctIds: correctIds, parts: parts, inPlace: inPlace, blankIsRight: blankIsRight,
    millionths: millionths, pathTo: pathTo, pathEnd: pathEnd, fold: fold,
    hash32: hash32, random: random, shuffle: shuffle, choiceOrder: choiceOrder, shown: shown, draw: draw,
    sha256: sha256, sha256Hex: sha256Hex, base32: base32,
    clean: clean, canonicalText: canonicalText, canonical: canonical,
    controlCode: controlCode, checkSymbols: checkSymbols, readCode: readCode,
    readState: readState, merge: merge, openStore: openStore, frenchDay: frenchDay,
    KEY: KEY, ASIDE: ASIDE, IDENTITY: IDENTITY, SYMBOLS: SYMBOLS,
  };
})();
