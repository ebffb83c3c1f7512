// @ts-check
/*
 * Jalon, the fields of questions beyond a choice: texts and lists, what is forgiven, what is missing.
 */

var JalonFields = (() => {
  "use strict";

  const { attribute } = JalonKinds;

  /** @param {HTMLElement} node what carries data-forgive @returns {Forgive} */
  function forgive(node) {
    const words = attribute(node, "forgive").split(" ");
    return {
      accents: words.indexOf("accents") >= 0,
      case: words.indexOf("case") >= 0,
      spaces: words.indexOf("spaces") >= 0,
    };
  }

  // Several quizzes may stand in a page.
  let made = 0;
  const newId = () => {
    made += 1;
    return "quiz-champ-" + made;
  };

  /** A field of text. @param {string} mode an inputmode */
  function field(mode) {
    const input = document.createElement("input");
    input.className = "input";
    input.type = "text";
    input.maxLength = 200;
    input.inputMode = mode;
    input.autocomplete = "off";
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("autocorrect", "off");
    input.spellcheck = false;
    return input;
  }

  /**
   * A list to choose from.
   * @param {Say} say @param {{value: string, text: string}[]} options
   */
  function choose(say, options) {
    const select = document.createElement("select");
    select.className = "input";
    select.append(new Option((say("choose").textContent || "").trim(), ""));
    options.forEach((option) => select.append(new Option(option.text, option.value)));
    return select;
  }

  /** The first control without a value. @param {(HTMLInputElement | HTMLSelectElement)[]} controls */
  function firstEmpty(controls) {
    return controls.filter((control) => !control.value.trim())[0] || controls[0];
  }

  /** @param {Answer} answer */
  function given(answer) {
    return JalonScoring.parts(answer) || new Map();
  }

  return { forgive, newId, field, choose, firstEmpty, given };
})();
