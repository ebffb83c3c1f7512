// @ts-check
/*
 * Jalon, which button of a module leads on: that of the capsule first, then the way to the questions, then the questions themselves.
 * Buttons say at which stage they are the one: [data-loud=capsule|onward|questions]; at the other stages they are quieter. Where
 * there is no capsule, the questions come first.
 */

/** @typedef {"capsule" | "onward" | "questions" | "asking"} Stage   asking: the form of a question, or a result, leads on */

const JalonStage = (() => {
  "use strict";

  /** @type {Stage} */
  let now = document.querySelector("[data-capsule]") ? "capsule" : "questions";

  /** Shows what is loud: after a screen has changed, too. */
  function draw() {
    document
      .querySelectorAll("[data-loud]")
      .forEach((button) => button.classList.toggle("btn-secondary", button.getAttribute("data-loud") !== now));
  }

  /** @param {Stage} stage */
  function enter(stage) {
    now = stage;
    draw();
  }

  return { enter, draw, is: (/** @type {Stage} */ stage) => now === stage };
})();
