// @ts-check
/*
 * Jalon, the words of a script: copies of what stands in the <template> of the page. In: nodes. Out: nodes.
 */

/** @typedef {Record<string, string | number | boolean | null | undefined>} Values */

/** @typedef {(name: string, values?: Values) => HTMLElement} Say   a copy of what the template holds under that name */

const JalonTemplate = (() => {
  "use strict";

  /**
   * @template {Element} T
   * @param {ParentNode} near
   * @param {string} selector
   * @returns {T} something which the template always holds
   */
  function get(near, selector) {
    return /** @type {T} */ (near.querySelector(selector));
  }

  /**
   * What a script says: a copy of [data-say=name] in the <template> of its root. `{x}` is a value, [data-if=x] is kept when x is true.
   * Values only ever become text and attributes, never markup.
   * @param {ParentNode} root
   */
  function speaker(root) {
    const words = /** @type {HTMLTemplateElement} */ (get(root, "template")).content;
    /** @type {Say} */
    return (name, values = {}) => {
      const node = /** @type {HTMLElement} */ (document.importNode(get(words, '[data-say="' + name + '"]'), true));
      node.removeAttribute("data-say");
      /** @param {string} held */
      const fill = (held) => held.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
      node.querySelectorAll("[data-if]").forEach((part) => {
        if (!values[part.getAttribute("data-if") || ""]) part.remove();
        else part.removeAttribute("data-if");
      });
      [node, ...Array.from(node.querySelectorAll("*"))].forEach((part) => {
        Array.from(part.attributes).forEach((one) => {
          if (one.value.includes("{")) one.value = fill(one.value);
        });
      });
      const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const text = /** @type {Text} */ (walk.currentNode);
        text.data = fill(text.data);
      }
      return node;
    };
  }

  return { get, speaker };
})();
