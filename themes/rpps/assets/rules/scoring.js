// @ts-check
/*
 * Jalon, scoring: the points of an answer, and of an attempt.
 * Pure functions: no DOM, no clock, Rust implements the same rules, and tests/vectors/*.json are
 * run by both. A comment headed SPEC is the contract.
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
 */

var JalonScoring = (() => {
  "use strict";

  // SPEC scoring/3 is src/quiz/scoring.md. A rule gives null for an answer that names what the question does not have.

  /** @type {Record<string, (question: Question, answer: Answer) => number | null>} */
  const rules = {
    single: oneChoice,
    "true-false": oneChoice,
    multiple(question, answer) {
      const choices = question.choices || [],
        given = answer.filter((id, at) => answer.indexOf(id) === at);
      const wanted = correctIds(question).length,
        right = given.filter((id) => isCorrect(choices, id)).length;
      if (!given.every((id) => has(choices, id))) return null;
      if (question.credit === "partial")
        return wanted ? Math.floor((100 * Math.max(0, 2 * right - given.length)) / wanted) : 0;
      return wanted && right === wanted && given.length === wanted ? 100 : 0;
    },
    matching: (question, answer) =>
      inParts(question, answer, question.lefts || [], (left, value) => {
        return has(question.rights || [], value) ? left.right === value : null;
      }),
    categorise: (question, answer) =>
      inParts(question, answer, question.items || [], (item, value) => {
        return has(question.categories || [], value) ? item.category === value : null;
      }),
    cloze: (question, answer) => inParts(question, answer, question.gaps || [], blankIsRight),
    ordering(question, answer) {
      const items = question.items || [];
      if (answer.length !== items.length || !items.every((item) => answer.indexOf(item.id) >= 0)) return null;
      return credited(question, inPlace(question, answer), items.length - 1);
    },
    numeric(question, answer) {
      const given = millionths(answer[0]),
        value = millionths(question.value || "0"),
        tolerance = millionths(question.tolerance || "0");
      return answer.length === 1 && Math.abs(given - value) <= tolerance ? 100 : 0;
    },
    short: (question, answer) => (answer.length === 1 && blankIsRight(question, answer[0]) ? 100 : 0),
    scenario(question, answer) {
      const end = pathEnd(question, answer);
      return end ? end.score : 0;
    },
  };

  /** @param {{id: string}[]} list @param {string} id */
  function has(list, id) {
    return list.some((one) => one.id === id);
  }

  /** @param {Choice[]} choices @param {string} id */
  function isCorrect(choices, id) {
    return choices.some((choice) => choice.correct && choice.id === id);
  }

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
    const points = count > 0 ? Math.floor((100 * right) / count) : 0;
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
      const at = entry.indexOf("="),
        id = entry.slice(0, at),
        value = entry.slice(at + 1),
        held = out.get(id);
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
    return items.filter((item, at) => at > 0 && answer.indexOf(item.id) === answer.indexOf(items[at - 1].id) + 1)
      .length;
  }

  /** @param {Blank} blank @param {string} value @returns {boolean | null} null for an unknown option */
  function blankIsRight(blank, value) {
    const options = blank.options || [];
    if (options.length) return has(options, value) ? isCorrect(options, value) : null;
    const given = fold(value, blank.forgive);
    return given !== "" && (blank.answers || []).some((answer) => fold(answer, blank.forgive) === given);
  }

  // generated from rules/letters.txt by rules/twins.mjs: do not edit
  /** What is left of letters taken apart. @type {[RegExp, string][]} */
  const LETTERS = [
    [/[\u0300-\u036f]/g, ""],
    [/œ/g, "oe"],
    [/Œ/g, "OE"],
    [/æ/g, "ae"],
    [/Æ/g, "AE"],
  ];
  /** What keyboards and word processors write differently. @type {[RegExp, string][]} */
  const USUAL = [
    [/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, ""],
    [/[\u2018\u2019\u201b\u02b9\u02bc\u2032\u00b4`\uff07]/g, "'"],
    [/[\u2010\u2011\u2012-\u2015\u2212\ufe63\uff0d]/g, "-"],
    [/[\ufb00]/g, "ff"],
    [/[\ufb01]/g, "fi"],
    [/[\ufb02]/g, "fl"],
    [/[\ufb03]/g, "ffi"],
    [/[\ufb04]/g, "ffl"],
    [/[\ufb05]/g, "st"],
    [/[\ufb06]/g, "st"],
    [/\s/g, " "],
  ];
  // end of what is generated

  /** @param {string} text @param {[RegExp, string][]} pairs */
  const replaced = (text, pairs) => pairs.reduce((out, [from, to]) => out.replace(from, to), text);

  /** A typed text, as it is compared. @param {string} value @param {Forgive} [forgive] everything when absent */
  function fold(value, forgive) {
    let out = value;
    if (!forgive || forgive.accents) out = replaced(out.normalize("NFD"), LETTERS);
    if (!forgive || forgive.case) out = out.toLowerCase();
    out = replaced(out.normalize("NFC"), USUAL);
    return !forgive || forgive.spaces ? bare(out) : out;
  }

  /** Without the spaces, the quotation marks and the final point that add nothing: « 10 h » is 10h. @param {string} text */
  function bare(text) {
    return text
      .replace(/^["“”«» ]+/, "")
      .replace(/["“”«» .!?…]+$/, "")
      .replace(/ +/g, " ")
      .replace(/([0-9]) (?![0-9])/g, "$1");
  }

  /**
   * A decimal number, in millionths: whole numbers are exact.
   * @param {string} typed
   * @returns {number} NaN when it is not a number
   */
  function millionths(typed) {
    const read = /^([-+\u2212])?(\d+)(?:[.,](\d+))?$/.exec(typed.replace(/\s/g, ""));
    const before = read ? read[2].replace(/^0+/, "") : "",
      after = read ? (read[3] || "").replace(/0+$/, "") : "";
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
      const choice = step?.choices.filter((one) => here + "=" + one.id === entry)[0];
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
    return (known && answer?.length && rules[question.kind](question, answer)) || 0;
  }

  /**
   * @param {Question[]} questions
   * @param {(id: string) => Answer | undefined} answerOf
   * @returns {Total} right: questions fully right; percent: weighted
   */
  function total(questions, answerOf) {
    let right = 0,
      points = 0,
      weights = 0;
    questions.forEach((question) => {
      const weight = question.weight || 1;
      const got = score(question, answerOf(question.id));
      if (got === 100) right += 1;
      points += weight * got;
      weights += weight;
    });
    return { right: right, count: questions.length, percent: weights ? Math.floor(points / weights) : 0 };
  }

  /** The questions that are answered right. @param {Question[]} questions @param {{q: string, a: Answer}[]} answers */
  function right(questions, answers) {
    const good = (/** @type {{q: string, a: Answer}} */ given) =>
      questions.some((question) => question.id === given.q && score(question, given.a) === 100);
    return answers.filter(good).map((given) => given.q);
  }

  return { score, total, right, correctIds, parts, inPlace, blankIsRight, millionths, pathTo, pathEnd, fold };
})();
