// @ts-check
/*
 * Jalon, the form of an attestation: who it is for, and what is wrong with what was typed.
 * In: the form of templates/widgets/attestation.html; its fields have a [data-most], each has an error #ID-e with the reasons
 * [data-error=…]. Out: values, and errors said in the form. What is typed is kept only while « Retenir » is ticked.
 */

const JalonSheetForm = (() => {
  "use strict";

  const { get } = JalonTemplate;
  const NAMES = ["first", "last", "role", "structure", "id", "place"];
  // What no printer shows, and the hyphens that print like the usual one: typed by accident, they would change the code unseen.
  const UNSEEN = /\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu;

  /** The form. */
  class Form {
    /** @param {HTMLFormElement} node */
    constructor(node) {
      this.node = node;
      /** @type {HTMLInputElement | null} */
      this.remember = node.querySelector("[name=remember]");
    }

    /** @param {string} name @returns {HTMLInputElement} */
    field(name) {
      return get(this.node, '[name="' + name + '"]');
    }

    /** @param {string} name */
    value(name) {
      return JalonText.clean(
        this.field(name)
          .value.replace(UNSEEN, "")
          .replace(/[\u2010\u2011]/g, "-"),
      );
    }

    /** The structure, by the identifier that was typed. */
    structure() {
      return JalonIdentifiers.structureId(this.value("id"));
    }

    /** The names, kept only on demand. */
    recall() {
      if (!this.remember) return;
      try {
        const held = JSON.parse(window.localStorage.getItem(JalonProgress.IDENTITY) || "null");
        if (held && held.v === 1 && Array.isArray(held.fields)) {
          NAMES.forEach((name, at) => {
            this.field(name).value = typeof held.fields[at] === "string" ? held.fields[at].slice(0, 300) : "";
          });
          this.remember.checked = true;
        }
      } catch (error) {
        /* nothing readable: the form stays empty */
      }
    }

    keep() {
      if (!this.remember) return;
      try {
        if (this.remember.checked) {
          window.localStorage.setItem(
            JalonProgress.IDENTITY,
            JSON.stringify({ v: 1, fields: NAMES.map((name) => this.value(name)) }),
          );
        } else {
          window.localStorage.removeItem(JalonProgress.IDENTITY);
        }
      } catch (error) {
        this.remember.checked = false;
      }
    }

    /** The fields that stand in the way of printing. */
    wrong() {
      return NAMES.filter((name) =>
        name === "id" ? this.value("id") && !this.structure().valid : !this.value(name) || this.long(name),
      ).map((name) => this.field(name));
    }

    /** Longer than the sheet has room for. @param {string} name */
    long(name) {
      return this.value(name).length > Number(this.field(name).dataset.most);
    }

    /** A field was changed: what is wrong with it is said as soon as that is sure. @param {HTMLInputElement} input */
    changed(input) {
      if (input === this.remember || this.remember?.checked) this.keep();
      // A wrong SIRET is said as soon as it is whole. Never on leaving a field: the error would move the button about to be pressed.
      const whole =
        input.name === "id"
          ? this.structure().kind === "siret"
          : NAMES.indexOf(input.name) >= 0 && this.long(input.name);
      if (whole || input.getAttribute("aria-invalid")) this.mark(input, this.wrong().indexOf(input) >= 0);
    }

    /** @param {HTMLInputElement} input @param {boolean} bad */
    mark(input, bad) {
      /** @type {HTMLElement} */
      const error = get(this.node, "#" + input.id + "-e");
      const why =
        input.name === "id" ? (this.structure().kind ? "key" : "shape") : this.value(input.name) ? "long" : "empty";
      error.querySelectorAll("[data-error]").forEach((node) => {
        /** @type {HTMLElement} */ (node).hidden = node.getAttribute("data-error") !== why;
      });
      error.hidden = !bad;
      if (bad) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }

    /** Says of every field what is wrong with it. @returns {HTMLInputElement[]} those that are */
    check() {
      const bad = this.wrong();
      NAMES.map((name) => this.field(name)).forEach((input) => this.mark(input, bad.indexOf(input) >= 0));
      /** @type {HTMLElement} */ (get(this.node, "[data-summary]")).hidden = !bad.length;
      return bad;
    }

    /** @param {string} name   of a word of the form */
    tell(name) {
      const words = /** @type {HTMLTemplateElement} */ (get(this.node, "[data-words]")).content;
      get(this.node, "[data-said]").textContent = get(words, '[data-word="' + name + '"]').textContent;
    }
  }

  return Form;
})();
