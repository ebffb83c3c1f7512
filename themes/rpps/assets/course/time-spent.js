// @ts-check
/*
 * Jalon, the time spent on the page of a module (section[data-quiz][data-module]).
 *
 * SPEC active/1. Counted by the clock of the page, which is never set back: while the page is in front, for 60 s after the
 * last sign of life – a key, the pointer, the wheel, a field, a capsule that plays. So a hidden tab, a computer that sleeps and
 * a long pause do not count. Nothing is written before the learner acts on this page (an answer, a capsule seen), then on
 * leaving it, under the random name of this visit (SPEC state/1, state.js). It decides of nothing and goes nowhere: the
 * dashboard shows it to who asks.
 */
(() => {
  "use strict";

  const IDLE = 60000,
    BEAT = 5000;
  const PLAYING = ".capsule-player [data-state=playing]:not([hidden])";
  const quiz = /** @type {HTMLElement | null} */ (document.querySelector("[data-quiz][data-module]"));
  const module = quiz?.dataset.module || "";
  if (!module || !window.crypto) return;

  // Another store each time: where progress is kept is chosen on this very page.
  const open = () =>
    JalonProgress.openStore(
      () => window.localStorage,
      () => window.sessionStorage,
    );
  const done = () => {
    const { attempts, seen } = open().read().state;
    return JSON.stringify([attempts, seen]);
  };
  const visit = JalonDigest.base32(Array.from(window.crypto.getRandomValues(new Uint8Array(7)))).slice(0, 10);
  let before = done(),
    spent = 0,
    since = performance.now(),
    alive = since,
    front = !document.hidden;

  /** Counts up to now. */
  function count() {
    const now = performance.now();
    if (front) spent += Math.max(0, Math.min(now, alive + IDLE) - since);
    since = now;
  }

  function live() {
    count();
    alive = since;
  }

  function write() {
    if (done() !== before) open().spend(module, visit, spent);
  }

  ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "input"].forEach((name) =>
    window.addEventListener(name, live, { passive: true }),
  );
  window.setInterval(() => {
    if (document.querySelector(PLAYING)) live();
  }, BEAT);
  document.addEventListener("visibilitychange", () => {
    live();
    if (front) write();
    front = !document.hidden;
  });
  window.addEventListener("pagehide", () => {
    count();
    write();
  });
  /** What was spent before everything was erased is not written again. */
  function forget() {
    live();
    spent = 0;
    before = done();
  }
  document.addEventListener("jalon-erased", forget);
  window.addEventListener("storage", (event) => {
    if (event.newValue === null && (!event.key || event.key === JalonProgress.KEY)) forget();
  });
})();
