// @ts-check
/*
 * Jalon, the questions drawn for an attempt, and the order in which they and their choices are shown.
 * Pure functions over digest.js: no DOM, no clock. Rust implements the same rules, and tests/vectors/*.json are run by both.
 * A comment headed SPEC is the contract.
 */

var JalonDraw = (() => {
  "use strict";

  const { hash32 } = JalonDigest;

  // SPEC order/3 is at the head of src/quiz/draw.rs: all numbers are unsigned 32-bit integers, arithmetic wraps.

  /**
   * @param {number} seed
   * @returns {() => number}
   */
  function random(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
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
    const out = list.slice(),
      next = random(seed);
    for (let i = out.length - 1; i > 0; i -= 1) {
      const j = Math.floor((next() * (i + 1)) / 4294967296);
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
    (question.gaps || []).forEach((gap) => {
      if ((gap.options || []).length) order(gap.options || [], gap.id, shuffled);
    });
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
    const lists = choiceOrder(Array.from(groups.keys()), seed, "draw").map((goal) =>
      choiceOrder(groups.get(goal) || [], seed, "draw/" + goal),
    );
    /** @type {string[]} */
    const taken = [];
    ids.forEach((_, turn) =>
      lists.forEach((list) => {
        if (turn < list.length && taken.length < most) taken.push(list[turn]);
      }),
    );
    return ids.filter((id) => taken.indexOf(id) >= 0);
  }

  /**
   * What an attempt asks that goes on with another one: another question of the objective in the place of each that was
   * not answered right, as long as there is one.
   * @param {{id: string, objective?: string}[]} questions
   * @param {{questions: string[], right: string[], used: string[]}} before  the attempt it continues; what the whole line asked
   * @param {number} seed
   * @returns {string[]} ids
   */
  function redraw(questions, before, seed) {
    /** @type {Map<string, string[]>} */
    const fresh = new Map();
    const asked = before.questions.map((id) => {
      const of = questions.find((question) => question.id === id);
      if (!of || before.right.includes(id)) return id;
      const goal = of.objective || "";
      if (!fresh.has(goal)) {
        const left = questions.filter((one) => (one.objective || "") === goal && !before.used.includes(one.id));
        fresh.set(
          goal,
          choiceOrder(
            left.map((one) => one.id),
            seed,
            "redraw/" + goal,
          ),
        );
      }
      return /** @type {string[]} */ (fresh.get(goal)).shift() || id;
    });
    return questions.map((question) => question.id).filter((id) => asked.includes(id));
  }

  return { random, shuffle, choiceOrder, shown, draw, redraw };
})();
