// @ts-check
/*
 * Jalon, the player of a capsule. The HTML is the data (templates/widgets/capsule.html): slides and, below each, sentences
 * whose [data-cue="start end"] are captions, in milliseconds. The player has its own clock, made of those times; when the
 * capsule is a recording, the recording is the clock. Speech only follows: its events are never waited for.
 * It never starts by itself. « Vue »: every sentence was shown, or the transcript was confirmed; stored only then (progress.js).
 */
(() => {
  "use strict";

  /**
   * @typedef {{start: number, end: number, text: string}} Cue
   * @typedef {{id: string, slide: number, cues: Cue[], start: number, end: number, text: string}} Sentence
   */

  const TICK = 100; // milliseconds
  const STALL = 500; // a longer gap between two ticks is a computer that slept, not time that was read
  const store = JalonProgress.openStore(
    () => window.localStorage,
    () => window.sessionStorage,
  );

  const { get, speaker } = JalonTemplate;

  /** @param {number} ms */
  function clockText(ms) {
    const seconds = Math.round(ms / 1000);
    return Math.floor(seconds / 60) + ":" + ("0" + (seconds % 60)).slice(-2);
  }

  /** French voices that read on this computer: others send the text away. */
  function localVoice() {
    const voices = window.speechSynthesis ? window.speechSynthesis.getVoices() : [];
    return voices.filter((voice) => voice.localService === true && /^fr([-_]|$)/i.test(voice.lang))[0];
  }

  /** Voices may come late: waits for them a second. @param {(voice: SpeechSynthesisVoice | undefined) => void} then */
  function findVoice(then) {
    const now = localVoice();
    if (now || !window.speechSynthesis) return then(now);
    window.setTimeout(() => then(localVoice()), 1000);
  }

  /** @param {HTMLElement} root */
  function run(root) {
    const id = root.dataset.capsule || "",
      digest = root.dataset.digest || "";
    const text = /** @type {HTMLElement} */ (get(root, "[data-text]"));
    const parts = Array.from(text.querySelectorAll("[data-slide]"));
    /** @type {Sentence[]} */
    const sentences = [];
    parts.forEach((part, slide) =>
      part.querySelectorAll("[data-sentence]").forEach((link) => {
        const cues = Array.from(link.querySelectorAll("[data-cue]"), (span) => {
          const [start, end] = (span.getAttribute("data-cue") || "").split(" ").map(Number);
          return { start, end, text: span.textContent || "" };
        });
        if (cues.length)
          sentences.push({
            id: link.id,
            slide,
            cues,
            start: cues[0].start,
            end: cues[cues.length - 1].end,
            text: cues.map((cue) => cue.text).join(" "),
          });
      }),
    );
    if (!sentences.length) return;
    const duration = Number(root.dataset.duration) || sentences[sentences.length - 1].end;

    const say = speaker(root);

    const stored = () => store.read().state;
    const fresh = !stored().attempts.length && !stored().seen;
    const player = say("player", { free: fresh && !store.refused() });
    const stage = get(player, ".capsule-stage"),
      caption = get(player, ".capsule-caption"),
      path = get(player, ".capsule-path");
    const line = /** @type {HTMLElement} */ (get(caption, "[data-line]")),
      status = get(player, "[data-status]");
    const note = /** @type {HTMLElement} */ (get(player, "[data-note]")),
      where = get(player, "[data-where]");
    const play = /** @type {HTMLButtonElement} */ (get(player, "[data-do=play]"));
    let media = /** @type {HTMLMediaElement | null} */ (root.querySelector(".capsule-media"));

    let at = -1,
      now = 0,
      playing = false,
      over = false,
      rate = 1,
      timer = 0,
      last = 0,
      held = 0;
    /** @type {SpeechSynthesisVoice | undefined} */
    let voice;
    /** @type {Set<number>} */
    const shown = new Set();

    // -------------------------------------------------------------- what is drawn

    // Slides and sentences lie on one another, so that nothing moves when they change.
    const views = parts.map((part) => {
      const view = /** @type {HTMLElement} */ (get(part, "[data-view]").cloneNode(true));
      view.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
      stage.append(view);
      return view;
    });
    sentences.forEach((sentence) => {
      const room = document.createElement("p");
      room.className = "capsule-line";
      room.textContent = sentence.text;
      caption.append(room);
    });
    const stops = parts.map((part, slide) => {
      const stop = say("stop", { number: slide + 1, title: (get(part, "h3").textContent || "").trim() });
      get(stop, "button").addEventListener("click", () => act(() => show(first(slide))));
      path.append(stop);
      return stop;
    });

    /** @param {number} slide */
    function first(slide) {
      return sentences.findIndex((sentence) => sentence.slide === slide);
    }

    /** @param {string} name @param {Values} [values] */
    function tell(name, values) {
      note.textContent = "";
      note.append(say(name, values));
      note.hidden = false;
      status.textContent = note.textContent;
    }

    function draw() {
      const slide = at < 0 ? 0 : sentences[at].slide;
      views.forEach((view, index) => view.classList.toggle("is-here", index === slide));
      stops.forEach((stop, index) => {
        const all = sentences.every((sentence, rank) => sentence.slide !== index || shown.has(rank));
        stop.classList.toggle("is-done", all);
        stop.classList.toggle("is-here", index === slide);
        const button = get(stop, "button");
        if (index === slide) button.setAttribute("aria-current", "step");
        else button.removeAttribute("aria-current");
      });
      if (at >= 0) {
        const cue = sentences[at].cues.filter((one) => one.start <= now).pop() || sentences[at].cues[0];
        const wanted = playing ? cue.text : sentences[at].text;
        if (line.textContent !== wanted) line.textContent = wanted;
        line.classList.toggle("is-cue", playing);
      }
      const state = playing ? "playing" : over ? "over" : "paused";
      play.querySelectorAll("[data-state]").forEach((part) => {
        /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-state") !== state;
      });
      where.textContent = (
        at < 0
          ? say("ready", { slides: parts.length, count: sentences.length })
          : say("where", { at: at + 1, count: sentences.length, now: clockText(now), all: clockText(duration) })
      ).textContent;
    }

    // -------------------------------------------------------------- time

    /** What the reader does ends what was said of the last thing done. @param {() => void} action */
    function act(action) {
      note.hidden = true;
      status.textContent = "";
      action();
    }

    /** Goes to a sentence; when nothing is playing, it is shown whole. @param {number} index */
    function show(index) {
      at = Math.max(0, Math.min(index, sentences.length - 1));
      now = sentences[at].start;
      over = false;
      if (media) media.currentTime = now / 1000 + 0.001;
      if (playing) speak();
      else {
        mark(at);
        status.textContent = sentences[at].text;
      }
      draw();
    }

    /** @param {number} by */
    function step(by) {
      act(() => {
        if (at >= 0 && by > 0) mark(at);
        show(at + by);
      });
    }

    /** @param {number} by */
    function stepSlide(by) {
      const slide = at < 0 ? -1 : sentences[at].slide,
        inside = at > first(slide);
      const to = by < 0 && inside ? slide : slide + by;
      act(() => show(first(Math.max(0, Math.min(to, parts.length - 1)))));
    }

    function start() {
      if (over || at < 0) {
        const missed = sentences.findIndex((_, index) => !shown.has(index));
        at = over && missed > 0 ? missed : 0;
        now = at ? sentences[at].start : 0;
        over = false;
        if (media) media.currentTime = now / 1000;
      } else if (!media && voice) now = sentences[at].start;
      playing = true;
      if (media) {
        media.playbackRate = rate;
        const started = media.play();
        if (started)
          started.catch(() => {
            if (playing) lose();
          });
      }
      last = performance.now();
      window.clearInterval(timer);
      timer = window.setInterval(tick, TICK);
      speak();
      draw();
    }

    function stop() {
      playing = false;
      window.clearInterval(timer);
      if (media) media.pause();
      if (voice) window.speechSynthesis.cancel();
      if (at >= 0 && !over) mark(at);
      draw();
    }

    /** The recording cannot be read: its captions go on by our own clock. */
    function lose() {
      if (!media) return;
      media.remove();
      media = null;
      tell("no-media");
    }

    function tick() {
      const time = performance.now(),
        passed = Math.min(time - last, STALL) * rate;
      last = time;
      if (document.hidden && !media) return;
      if (media) now = media.currentTime * 1000;
      else if (!waits(passed)) now += passed;
      const before = at;
      while (at < sentences.length - 1 && now >= sentences[at + 1].start) {
        mark(at);
        at += 1;
      }
      while (media && at > 0 && now + 50 < sentences[at].start) at -= 1;
      if (at !== before) speak();
      const cues = sentences[at].cues;
      if (now >= cues[cues.length - 1].start) mark(at);
      if (media ? media.ended : now >= sentences[sentences.length - 1].end) return finish();
      draw();
    }

    /** The clock holds at the end of a sentence while it is still being read aloud, but never for long. @param {number} passed */
    function waits(passed) {
      if (!voice || !window.speechSynthesis.speaking || now + passed < sentences[at].end) return false;
      held += TICK;
      return held < 2000 + (sentences[at].end - sentences[at].start) * 2;
    }

    function speak() {
      if (!voice || !playing) return;
      held = 0;
      window.speechSynthesis.cancel();
      const said = new SpeechSynthesisUtterance(sentences[at].text);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = rate;
      window.speechSynthesis.speak(said);
    }

    function finish() {
      now = duration;
      over = true;
      stop();
      tell("over", { left: sentences.length - shown.size });
    }

    // -------------------------------------------------------------- seen

    /** @param {number} index */
    function mark(index) {
      if (shown.has(index)) return;
      shown.add(index);
      if (shown.size === sentences.length) seen();
    }

    function seen() {
      const shared = /** @type {HTMLInputElement | null} */ (player.querySelector("[data-set=shared]"));
      if (shared) store.choose(shared.checked);
      else if (!stored().attempts.length && !stored().seen) store.choose(store.where() === "session");
      store.see(id, digest, Date.now());
      drawSeen();
    }

    const confirm = say("confirm"),
      foot = document.createElement("div");
    function drawSeen() {
      const versions = stored().seen?.[id] || {},
        known = Object.prototype.hasOwnProperty.call(versions, digest);
      /** @type {HTMLElement} */ (get(root, "[data-seen]")).hidden = !known;
      confirm.hidden = known;
      foot.textContent = "";
      if (known) {
        const shared = player.querySelector("label:has([data-set=shared])");
        if (shared) shared.remove();
        foot.append(say("foot", { [store.where()]: true, kept: store.where() !== "memory" }));
        const forget = foot.querySelector("[data-do=forget]");
        if (forget)
          forget.addEventListener("click", () => {
            store.see(id, digest);
            shown.clear();
            drawSeen();
            draw();
            play.focus();
          });
      } else if (Object.keys(versions).length) tell("changed");
    }

    // -------------------------------------------------------------- the reader's hand

    /** @type {Record<string, () => void>} */
    const actions = {
      play: () => (playing ? stop() : act(start)),
      "sentence-back": () => step(-1),
      "sentence-next": () => step(1),
      "slide-back": () => stepSlide(-1),
      "slide-next": () => stepSlide(1),
    };
    Object.keys(actions).forEach((name) =>
      get(player, '[data-do="' + name + '"]').addEventListener("click", actions[name]),
    );
    player.addEventListener("keydown", (event) => {
      const free =
        event.target instanceof HTMLButtonElement &&
        !event.altKey &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.shiftKey;
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!free || !by) return;
      event.preventDefault();
      step(by);
    });
    player.addEventListener("change", (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target),
        name = field.dataset.set;
      if (name === "rate") {
        rate = Number(field.value) || 1;
        if (media) media.playbackRate = rate;
      } else if (name === "size") {
        player.dataset.size = field.value;
      } else if (name === "voice") {
        if (voice) window.speechSynthesis.cancel();
        voice = undefined;
        if (!field.checked) return;
        findVoice((found) => {
          if (!field.checked) return;
          voice = found;
          field.checked = !!found;
          if (found) speak();
          else tell("no-voice");
        });
      }
    });

    const toggle = say("toggle"),
      button = get(toggle, "button");
    /** @param {boolean} open */
    function unfold(open) {
      text.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    }
    button.addEventListener("click", () => unfold(!!text.hidden));
    get(confirm, "button").addEventListener("click", () => {
      seen();
      status.textContent = (get(root, "[data-seen]").textContent || "").trim();
      /** @type {HTMLElement} */ (button).focus();
    });
    text.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("[data-sentence]") : null;
      const index = link ? sentences.findIndex((sentence) => sentence.id === link.id) : -1;
      if (index < 0) return;
      event.preventDefault();
      act(() => show(index));
      player.scrollIntoView({ block: "nearest" });
      play.focus({ preventScroll: true });
    });

    /** An address may name a slide or a sentence: it is shown, not played, and does not count as seen. */
    function follow() {
      let name = "";
      try {
        name = decodeURIComponent(location.hash.slice(1));
      } catch (error) {
        /* an address badly written names nothing */
      }
      const slide = parts.findIndex((part) => part.id === name);
      const index = slide >= 0 ? first(slide) : sentences.findIndex((sentence) => sentence.id === name);
      if (index < 0) return;
      if (playing) stop();
      at = index;
      now = sentences[at].start;
      draw();
      player.scrollIntoView({ block: "start" });
    }

    if (media) {
      media.removeAttribute("controls");
      media.querySelectorAll("track").forEach((track) => track.remove());
      media.addEventListener("error", lose);
      if (media instanceof HTMLVideoElement) {
        stage.textContent = "";
        stage.append(media);
      }
    }
    window.addEventListener("pagehide", () => {
      if (playing) stop();
    });
    window.addEventListener("hashchange", follow);
    text.before(player, foot, toggle);
    text.append(confirm);
    root.classList.add("has-player");
    unfold(false);
    drawSeen();
    draw();
    follow();
  }

  document.querySelectorAll("[data-capsule]").forEach((root) => run(/** @type {HTMLElement} */ (root)));
})();
