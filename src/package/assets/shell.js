// @ts-check
/*
 * Jalon in a package: the page around the course. It alone talks to the platform; the pages inside of it keep what they keep in the
 * storage that it lends them (page.js), so that nothing stays in the browser. In: the course (course.js), the platform. Out: the announcement,
 * the reports. Without a platform it says so, and the course keeps its progress in the browser, as the site does.
 */
(() => {
  "use strict";

  const KEY = JalonProgress.KEY;
  const AGAIN = 5000;
  const course = /** @type {PackagedCourse & {scorm: string}} */ (/** @type {any} */ (window).JalonCourse);
  const said = /** @type {HTMLElement} */ (document.querySelector("[data-said]"));
  const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
  const platform = JalonPlatform.connect(window, course.scorm === "1.2");
  const inside = frame.dataset.src || "";

  /** @param {string} word @param {string} [name] */
  function say(word, name) {
    const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-say=" + word + "]"));
    said.replaceChildren(template.content.cloneNode(true));
    const place = said.querySelector("[data-name]");
    if (place) place.textContent = name || "";
    place?.parentElement?.toggleAttribute("hidden", !name);
  }

  /** A storage in memory. @param {() => void} changed */
  function lent(changed) {
    /** @type {Map<string, string>} */
    const held = new Map();
    return {
      /** @param {string} key */
      getItem: (key) => (held.has(key) ? /** @type {string} */ (held.get(key)) : null),
      /** @param {string} key @param {string} value */
      setItem: (key, value) => {
        held.set(key, String(value));
        if (key === KEY) changed();
      },
      /** @param {string} key */
      removeItem: (key) => {
        if (held.delete(key) && key === KEY) changed();
      },
      clear: () => {
        held.clear();
        changed();
      },
      /** @param {number} at */
      key: (at) => Array.from(held.keys())[at] || null,
      get length() {
        return held.size;
      },
    };
  }

  if (!platform) {
    say("alone");
    frame.src = inside;
    return;
  }

  /** Answers that the platform has been told. @type {Set<string>} */
  const told = new Set();
  /** @param {Attempt} attempt @param {Given} given */
  const name = (attempt, given) => attempt.id + " " + given.q;
  let failed = false,
    timer = 0;
  const local = lent(() => send()),
    session = lent(() => send());

  /** @returns {State} */
  function progress() {
    const states = [local, session].map((one) => JalonProgress.readState(one.getItem(KEY)).state);
    return JalonProgress.merge(states[0], states[1]);
  }

  /** Where the course stands. @param {State} state @returns {Report} */
  function report(state) {
    const bests = course.quizzes.map(({ quiz }) => {
      const done = state.attempts.filter((one) => one.quiz === quiz && one.course === course.id && one.done?.passed);
      return done.reduce((most, one) => Math.max(most, one.done ? one.done.percent : 0), -1);
    });
    const passed = bests.filter((best) => best >= 0).length,
      whole = passed === bests.length,
      score = whole ? Math.round(bests.reduce((sum, best) => sum + best, 0) / bests.length) : null;
    return {
      state: JalonPackageCode.pack(state, course, platform ? platform.most : 0),
      // A course may be taken again as long as it is not passed, so it never fails.
      status: whole ? "passed" : "incomplete",
      score,
      part: Math.round((10000 * passed) / bests.length) / 10000,
    };
  }

  /** @param {Given} given @param {number} before */
  function interaction(given, before) {
    const item = course.items.find((one) => one.id === given.q);
    if (!item || !platform) return;
    const answer = JalonResponses.written(item, given.a, platform.old);
    platform.interaction(
      {
        id: given.q,
        type: answer.type,
        response: answer.text,
        pattern: JalonResponses.pattern(item, platform.old),
        right: JalonScoring.score(item, given.a) === 100,
        latency: given.t - before,
      },
      new Date(given.t),
    );
  }

  /** @param {State} state */
  function interactions(state) {
    state.attempts.forEach((attempt) => {
      let before = attempt.start;
      attempt.answers.forEach((given) => {
        if (!given.kept && !told.has(name(attempt, given))) {
          told.add(name(attempt, given));
          if (attempt.course === course.id) interaction(given, before);
        }
        if (!given.kept) before = given.t;
      });
    });
  }

  /** Tells the platform; when it does not answer, again and again. */
  function send() {
    if (!platform) return;
    window.clearTimeout(timer);
    const state = progress(),
      now = report(state);
    const room = now.state.length <= platform.most;
    if (!failed) interactions(state);
    const kept = room && platform.report(now);
    if (!kept) say(room ? "failed" : "full");
    else if (failed) {
      interactions(state);
      say("followed", platform.name);
    }
    failed = !kept;
    if (failed && room) timer = window.setTimeout(send, AGAIN);
  }

  const { state, lost } = JalonPackageCode.unpack(platform.state(), course);
  state.attempts.forEach((attempt) => attempt.answers.forEach((given) => told.add(name(attempt, given))));
  if (state.attempts.length || state.seen) local.setItem(KEY, JSON.stringify(state));
  else if (!lost && !platform.silent) send();
  say(lost ? "lost" : platform.silent ? "shown" : "followed", platform.name);
  /** What the pages inside take. */
  /** @type {any} */ (window).JalonPackage = { local, session, name: platform.name };
  window.addEventListener("pagehide", () => {
    if (failed) send();
    platform.close(report(progress()).status === "passed");
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  frame.src = inside;
})();
