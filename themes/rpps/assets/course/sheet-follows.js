// @ts-check
/*
 * Jalon, the sheet of a page while the course goes on in another tab: it is drawn again as soon as what is acquired changes, with what
 * was typed. In: the blank sheet, and what draws it. Out: nothing; [data-say=followed] says what happened.
 */
const JalonSheetFollows = (() => {
  "use strict";

  const NAMED = "input[name]";

  /** What the sheet would say of the modules, told apart. @param {HTMLElement} blank */
  function acquired(blank) {
    const store = JalonProgress.openStore(
      () => window.localStorage,
      () => window.sessionStorage,
    );
    const all = JalonAttested.modules(blank, JalonAttested.progress(store).state, blank.dataset.attestation || "");
    return all.map(({ best }) => (best?.done ? best.id + best.done.percent : "")).join();
  }

  /** Takes over what was typed. @param {HTMLElement} from @param {HTMLElement} to @returns {() => void} what gives the focus back */
  function carry(from, to) {
    const form = to.querySelector("form.attest-form"),
      focused = from.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    from.querySelectorAll("form.attest-form " + NAMED).forEach((node) => {
      const old = /** @type {HTMLInputElement} */ (node),
        input = /** @type {HTMLInputElement | null | undefined} */ (form?.querySelector(`[name="${old.name}"]`));
      if (!input) return;
      input.value = old.value;
      input.checked = old.checked;
    });
    form?.querySelector(NAMED)?.dispatchEvent(new Event("input", { bubbles: true }));
    return () => {
      const name = focused?.getAttribute("name");
      /** @type {HTMLElement | null} */ (form && name ? form.querySelector(`[name="${name}"]`) : null)?.focus();
    };
  }

  /** @param {HTMLElement} root @param {(root: HTMLElement) => void} draw */
  function follow(root, draw) {
    const blank = /** @type {HTMLElement} */ (root.cloneNode(true));
    let live = root,
      said = acquired(blank);
    draw(live);
    window.addEventListener("storage", () => {
      const now = acquired(blank);
      if (now === said) return;
      said = now;
      const next = /** @type {HTMLElement} */ (blank.cloneNode(true)),
        last = live,
        word = JalonTemplate.speaker(next)("followed");
      last.before(next);
      draw(next);
      const focus = carry(last, next);
      last.remove();
      focus();
      live = next;
      next.querySelector(".attest-modules")?.before(word);
    });
  }

  return { follow };
})();
