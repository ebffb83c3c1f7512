// @ts-check
/*
 * Jalon in a package: before anything else in a page, what it would keep in the browser is kept by the page around it (shell.js) instead. On
 * the attestation, proposes the name that the platform knows: shown, never taken by itself.
 */
(() => {
  "use strict";

  /** @type {any} */
  let host = null;
  try {
    if (window.parent !== window) host = /** @type {any} */ (window.parent).JalonPackage;
  } catch (error) {
    /* another origin: no package around */
  }
  if (!host) return;
  Object.defineProperty(window, "localStorage", { configurable: true, get: () => host.local });
  Object.defineProperty(window, "sessionStorage", { configurable: true, get: () => host.session });
  document.documentElement.classList.add("in-package");

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form.attest-form"),
      template = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-say=lms-name]"));
    if (!form || !template || !host.name) return;
    const line = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const place = line.querySelector("[data-name]"),
      button = line.querySelector("button");
    if (place) place.textContent = host.name;
    // « Nom, Prénom » says which is which; otherwise the first word is taken for the first name.
    const [last, first] =
      host.name.indexOf(",") > 0
        ? host.name.split(/,\s*/)
        : [host.name.replace(/^\S+\s*/, ""), host.name.split(/\s+/)[0]];
    button?.addEventListener("click", () => {
      Object.entries({ first, last }).forEach(([name, value]) => {
        const field = /** @type {HTMLInputElement} */ (form.querySelector("[name=" + name + "]"));
        field.value = value || "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      /** @type {HTMLElement} */ (form.querySelector("[name=first]")).focus();
    });
    form.before(line);
  });
})();
