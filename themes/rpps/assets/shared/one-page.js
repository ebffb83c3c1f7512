// @ts-check
/*
 * Jalon, what is to hold on one sheet of paper: smaller when it must be, down to a size that can still be read.
 * In: [data-one-page=id], whose rules of paper stand in style sheets of media "print", give --paper-width and --paper-height in mm,
 * multiply their sizes by --fit, and say with --fit-least how small it may be; the word [id][data-too-long] for when that is not enough.
 * Out: --fit on the element, and the word in place, each time the page is printed: said while one types, it would move what is about
 * to be pressed. Without script, --fit is 1.
 */
(() => {
  "use strict";

  const MILLIMETRE = 96 / 25.4;

  /** Does something under the rules of paper. Nothing is painted meanwhile. @template T @param {() => T} action */
  function onPaper(action) {
    const links = /** @type {NodeListOf<HTMLLinkElement>} */ (
      document.querySelectorAll('link[rel="stylesheet"][media="print"]')
    );
    const sheets = Array.from(links).flatMap((link) => link.sheet || []);
    sheets.forEach((sheet) => {
      sheet.media.mediaText = "all";
    });
    try {
      return action();
    } finally {
      sheets.forEach((sheet) => {
        sheet.media.mediaText = "print";
      });
    }
  }

  /** Finds the largest size at which an element holds. @param {HTMLElement} element @returns {boolean} whether there is one */
  function shrink(element) {
    const { style } = element,
      rules = getComputedStyle(element);
    /** @param {string} name */
    const given = (name) => parseFloat(rules.getPropertyValue(name));
    const height = given("--paper-height") * MILLIMETRE;
    /** @param {number} percent */
    const holds = (percent) => {
      style.setProperty("--fit", String(percent / 100));
      return element.getBoundingClientRect().height <= height;
    };
    style.width = given("--paper-width") + "mm";
    let least = Math.round(given("--fit-least") * 100),
      most = 100;
    const whole = holds(most),
      enough = whole || holds(least);
    while (enough && !whole && most - least > 1) {
      const middle = Math.floor((least + most) / 2);
      if (holds(middle)) least = middle;
      else most = middle;
    }
    // What takes two sheets anyway is not made harder to read.
    if (!whole) holds(enough ? least : 100);
    style.width = "";
    return enough;
  }

  function fit() {
    document.querySelectorAll("[data-one-page]").forEach((node) => {
      const element = /** @type {HTMLElement} */ (node),
        word = document.getElementById(element.dataset.onePage || "");
      const enough = onPaper(() => shrink(element)),
        text = (!enough && word && word.dataset.tooLong) || "";
      if (word && word.textContent !== text) word.textContent = text;
    });
  }

  // Once the style sheets of paper are there, which nothing waits for.
  window.addEventListener("load", fit);
  window.addEventListener("beforeprint", fit);
})();
