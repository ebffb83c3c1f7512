// @ts-check
/*
 * Jalon, how far the course was followed, wherever its modules are listed: the rail of a section, the path of the home page, the menu.
 *   li[data-module] with a link      a module: « is-done » once it is passed, said in words too
 *   a[data-course=7]                 the way to the course, in the menu: how many of its modules are passed
 *   a[data-go], [data-go-words]      the first button of the home page, and what it says later
 * It reads what rules/progress.js keeps, and writes nothing. A list of the dashboard is the dashboard's own matter.
 */
(() => {
  "use strict";

  // generated from rules/keys.txt by rules/twins.mjs: do not edit
  /** Holds answers, results, capsules seen and active time (SPEC state/1); in session on a shared computer. */
  const PROGRESS = "jalon:parcours:1";
  // end of what is generated

  /** The modules that were passed, and whether one has begun: a shared computer keeps them for the session. */
  function progress() {
    for (const area of [() => sessionStorage, () => localStorage]) {
      try {
        const held = JSON.parse(area().getItem(PROGRESS) || "{}");
        /** @type {{ module: string, done?: { passed: boolean } }[]} */
        const attempts = held.attempts || [];
        const begun = attempts.length > 0 || !!held.seen;
        if (begun) return { begun, done: new Set(attempts.filter((one) => one.done?.passed).map((one) => one.module)) };
      } catch (error) {
        /* refused or unreadable: as if nothing were there */
      }
    }
    return { begun: false, done: new Set() };
  }

  /** @param {Element} link @param {string} words @param {string} [more]  beside the class */
  function tell(link, words, more = "") {
    link.querySelector(".rail-said")?.remove();
    if (!words) return;
    const said = document.createElement("span");
    said.className = "rail-said" + more;
    said.textContent = words;
    link.append(said);
  }

  /** @param {HTMLAnchorElement} go @param {HTMLElement[]} stops @param {Set<string>} done */
  function lead(go, stops, done) {
    const words = /** @type {HTMLTemplateElement | null} */ (document.querySelector("[data-go-words]"))?.content,
      next = stops.find((stop) => !done.has(stop.dataset.module || "") && stop.querySelector("a")),
      last = stops[0]?.parentElement?.querySelector(".course-end a"),
      to = /** @type {HTMLAnchorElement | null | undefined} */ (next ? next.querySelector("a") : last);
    if (!words || !to || !go.firstChild) return;
    const how = !next ? "done" : "assessment" in next.dataset ? "exam" : "on";
    const text = words.querySelector(`[data-say=${how}]`)?.textContent || "";
    go.firstChild.textContent = text.replace("{number}", String(next ? stops.indexOf(next) + 1 : ""));
    go.href = to.href;
    // How long it takes, and that it asks for no account, is for those who have not begun.
    go.nextElementSibling?.remove();
  }

  function draw() {
    const { begun, done } = progress(),
      stops = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("li[data-module]")));
    stops.forEach((stop) => {
      const link = stop.querySelector("a");
      if (!link || stop.closest("[data-order]")) return;
      const is = done.has(stop.dataset.module || "");
      stop.classList.toggle("is-done", is);
      tell(link, is ? " (acquis)" : "", " sr-only");
    });
    document.querySelectorAll("a[data-course]").forEach((link) => {
      const total = Number(/** @type {HTMLElement} */ (link).dataset.course);
      tell(link, done.size ? ` ${Math.min(done.size, total)}\u202f/\u202f${total}` : "");
    });
    const go = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-go]"));
    if (go && begun)
      lead(
        go,
        stops.filter((stop) => stop.closest(".course-path")),
        done,
      );
  }

  draw();
  document.addEventListener("jalon-progress", draw);
  addEventListener("storage", draw);
  addEventListener("pageshow", (event) => event.persisted && draw());
})();
