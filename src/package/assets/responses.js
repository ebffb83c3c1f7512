// @ts-check
/*
 * Jalon in a package: answers as platforms write them. In: the key of a question, an answer. Out: a type and a text, for SCORM 1.2 (single
 * characters, 255 signs) or 2004. What a platform cannot hold is left out.
 */

var JalonResponses = (() => {
  "use strict";

  const TYPES = {
    single: "choice",
    multiple: "choice",
    "true-false": "true-false",
    matching: "matching",
    categorise: "matching",
    ordering: "sequencing",
    numeric: "numeric",
    short: "fill-in",
    cloze: "fill-in",
    scenario: "performance",
  };
  const MOST = 255;

  /** @param {string} kind @returns {string} */
  const type = (kind) => /** @type {any} */ (TYPES)[kind] || "performance";

  /** The one letter of a place, for platforms that take no more. @param {any} item @param {string} id */
  function letter(item, id) {
    const places = item.rights || item.categories || [];
    const at = places.findIndex((/** @type {{id: string}} */ one) => one.id === id);
    return at >= 0 && at < 26 ? String.fromCharCode(97 + at) : "";
  }

  /** @param {any} item @param {string[]} answer @param {boolean} old SCORM 1.2 */
  function text(item, answer, old) {
    const [between, within] = old ? [",", "."] : ["[,]", "[.]"];
    switch (type(item.kind)) {
      case "true-false":
        return (answer[0] === "vrai" ? "true" : "false").slice(0, old ? 1 : 5);
      case "matching":
        return answer
          .map((entry) => entry.split("="))
          .map(([part, place]) => part + within + (old ? letter(item, place) : place))
          .join(between);
      case "numeric":
        return (answer[0] || "")
          .replace(/[\s\u00a0\u202f]/g, "")
          .replace(",", ".")
          .replace("\u2212", "-");
      case "choice":
      case "sequencing":
        return old && answer.some((one) => one.length > 1) ? "" : answer.join(between);
      default:
        return answer
          .map((entry) => (item.kind === "cloze" ? entry.replace(/^[^=]*=/, "") : entry))
          .join(old || item.kind === "scenario" ? ", " : "[,]");
    }
  }

  /** What was answered. @param {any} item @param {string[]} answer @param {boolean} old */
  function written(item, answer, old) {
    return { type: type(item.kind), text: text(item, answer, old).slice(0, MOST) };
  }

  /** What is right. @param {any} item @param {boolean} old */
  function pattern(item, old) {
    /** @param {{id: string, correct: boolean}[]} choices */
    const right = (choices) => choices.filter((one) => one.correct).map((one) => one.id);
    /** @type {Record<string, () => string[]>} */
    const answers = {
      single: () => right(item.choices),
      multiple: () => right(item.choices),
      "true-false": () => right(item.choices),
      matching: () => item.lefts.map((/** @type {any} */ left) => left.id + "=" + left.right),
      categorise: () => item.items.map((/** @type {any} */ one) => one.id + "=" + one.category),
      ordering: () => item.items.map((/** @type {any} */ one) => one.id),
      numeric: () => [item.value],
      short: () => [item.answers[0]],
    };
    const answer = answers[item.kind];
    if (!answer) return "";
    const range = !old && item.kind === "numeric" && Number(item.tolerance) > 0;
    if (range)
      return [Number(item.value) - Number(item.tolerance), Number(item.value) + Number(item.tolerance)].join("[:]");
    if (!old && item.kind === "numeric") return item.value + "[:]" + item.value;
    const written = text(item, answer(), old);
    return written.length <= MOST ? written : "";
  }

  return { written, pattern };
})();
