// @ts-check
/*
 * Jalon, the player of a capsule. The HTML is the data (templates/widgets/capsule.html): slides and, below each, sentences
 * whose [data-cue="start end"] are captions, in milliseconds. The player has its own clock, made of those times; when the
 * capsule is a recording, the recording is the clock. Speech only follows: its events are never waited for.
 * It never starts by itself. « Vue »: every sentence was shown, or the transcript was confirmed; stored only then (progress.js).
 */
(() => {
  "use strict";

  const { get } = JalonTemplate;
  const TICK = 100; // milliseconds
  const STALL = 500; // a longer gap between two ticks is a computer that slept, not time that was read
  const store = JalonProgress.openStore(
    () => window.localStorage,
    () => window.sessionStorage,
  );
  const stored = () => store.read().state;
  const untouched = () => !stored().attempts.length && !stored().seen;

  /** Time: where the player stands, and how it goes on. */
  class Player {
    /** @param {JalonCapsuleView} view @param {() => void} onSeen */
    constructor(view, onSeen) {
      this.view = view;
      this.sentences = view.sentences;
      this.onSeen = onSeen;
      /** What follows the last sentence. */
      this.onOver = () => {};
      this.speech = new JalonCapsuleSpeech();
      this.media = /** @type {HTMLMediaElement | null} */ (view.root.querySelector(".capsule-media"));
      this.at = -1;
      this.now = 0;
      this.playing = false;
      this.over = false;
      this.rate = 1;
      this.timer = 0;
      this.last = 0;
      this.held = 0;
      /** @type {Set<number>} */
      this.shown = new Set();
      view.ask(() => {
        if (this.playing) this.stop();
      });
      if (this.media) this.takeMedia(this.media);
    }

    /** The recording is played by our controls. @param {HTMLMediaElement} media */
    takeMedia(media) {
      media.removeAttribute("controls");
      media.querySelectorAll("track").forEach((track) => track.remove());
      media.addEventListener("error", () => this.lose());
      if (media instanceof HTMLVideoElement) {
        this.view.stage.textContent = "";
        this.view.stage.append(media);
      }
    }

    draw() {
      this.view.draw(this);
    }

    /** What the reader does ends what was said of the last thing done. @param {() => void} action */
    act(action) {
      this.view.hush();
      action();
    }

    /** Goes to a sentence; when nothing is playing, it is shown whole. @param {number} index */
    show(index) {
      this.at = Math.max(0, Math.min(index, this.sentences.length - 1));
      this.now = this.sentences[this.at].start;
      this.over = false;
      if (this.media) this.media.currentTime = this.now / 1000 + 0.001;
      if (this.playing) this.speak();
      else {
        this.mark(this.at);
        this.view.status.textContent = this.sentences[this.at].text;
      }
      this.draw();
    }

    /** @param {number} by */
    step(by) {
      this.act(() => {
        if (this.at >= 0 && by > 0) this.mark(this.at);
        this.show(this.at + by);
      });
    }

    /** @param {number} by */
    stepSlide(by) {
      const slide = this.at < 0 ? -1 : this.sentences[this.at].slide,
        inside = this.at > this.view.first(slide);
      const to = by < 0 && inside ? slide : slide + by;
      this.act(() => this.show(this.view.first(Math.max(0, Math.min(to, this.view.parts.length - 1)))));
    }

    start() {
      if (this.over || this.at < 0) {
        const missed = this.sentences.findIndex((_, index) => !this.shown.has(index));
        this.at = this.over && missed > 0 ? missed : 0;
        this.now = this.at ? this.sentences[this.at].start : 0;
        this.over = false;
        if (this.media) this.media.currentTime = this.now / 1000;
      } else if (!this.media && this.speech.voice && this.now < this.sentences[this.at].end)
        this.now = this.sentences[this.at].start;
      this.playing = true;
      if (this.media) {
        this.media.playbackRate = this.rate;
        const started = this.media.play();
        if (started)
          started.catch(() => {
            if (this.playing) this.lose();
          });
      }
      this.last = performance.now();
      window.clearInterval(this.timer);
      this.timer = window.setInterval(() => this.tick(), TICK);
      if (this.now < this.sentences[this.at].end) this.speak();
      this.draw();
    }

    stop() {
      this.playing = false;
      window.clearInterval(this.timer);
      if (this.media) this.media.pause();
      this.speech.stop();
      if (this.at >= 0 && !this.over) this.mark(this.at);
      this.draw();
    }

    /** The recording cannot be read: its captions go on by our own clock. */
    lose() {
      if (!this.media) return;
      this.media.remove();
      this.media = null;
      this.view.tell("no-media");
    }

    tick() {
      const time = performance.now(),
        passed = Math.min(time - this.last, STALL) * this.rate;
      this.last = time;
      if (document.hidden && !this.media) return;
      if (this.media) this.now = this.media.currentTime * 1000;
      else if (!this.waits(passed)) this.now += passed;
      this.follow();
      if (!this.playing) return;
      const cues = this.sentences[this.at].cues,
        end = this.sentences[this.sentences.length - 1].end;
      if (this.now >= cues[cues.length - 1].start) this.mark(this.at);
      if (this.media ? this.media.ended : this.now >= end) return this.finish();
      this.draw();
    }

    /** The sentence is that of the clock; a slide whose gesture was not made holds it, once. */
    follow() {
      const before = this.at;
      while (this.at < this.sentences.length - 1 && this.now >= this.sentences[this.at + 1].start) {
        if (!this.media && this.view.opens(this.at)) return this.hold();
        this.mark(this.at);
        this.at += 1;
      }
      while (this.media && this.at > 0 && this.now + 50 < this.sentences[this.at].start) this.at -= 1;
      if (this.at !== before) this.speak();
    }

    hold() {
      this.now = this.sentences[this.at].end;
      this.stop();
      this.view.tell("your-turn");
    }

    /** The clock holds at the end of a sentence while it is still being read aloud, but never for long. @param {number} passed */
    waits(passed) {
      const sentence = this.sentences[this.at];
      if (!this.speech.speaks() || this.now + passed < sentence.end) return false;
      this.held += TICK;
      return this.held < 2000 + (sentence.end - sentence.start) * 2;
    }

    speak() {
      if (!this.speech.voice || !this.playing) return;
      this.held = 0;
      this.speech.speak(this.sentences[this.at].text, this.rate);
    }

    finish() {
      this.now = this.view.duration;
      this.over = true;
      this.stop();
      this.view.opens(this.at);
      this.view.tell("over", { left: this.sentences.length - this.shown.size });
      this.onOver();
    }

    /** @param {number} index */
    mark(index) {
      if (this.shown.has(index)) return;
      this.shown.add(index);
      if (this.shown.size === this.sentences.length) this.onSeen();
    }

    /** @param {HTMLInputElement} field */
    set(field) {
      const name = field.dataset.set;
      if (name === "rate") {
        this.rate = Number(field.value) || 1;
        if (this.media) this.media.playbackRate = this.rate;
      } else if (name === "size") {
        this.view.player.dataset.size = field.value;
      }
    }

    /** Without a voice: the captions alone, as they pass. */
    read() {
      const wasHeard = !!this.speech.voice;
      if (this.playing && !wasHeard) return this.stop();
      this.mute();
      if (this.playing) this.draw();
      else this.act(() => this.start());
    }

    /** With a voice of this computer, if it has one. */
    listen() {
      if (this.playing && this.speech.voice) {
        this.stop();
        return this.mute();
      }
      this.speech.choose((found) => {
        if (!found) return this.view.tell("no-voice");
        this.speech.voice = found;
        if (this.playing) this.speak();
        else this.act(() => this.start());
        this.draw();
      });
    }

    mute() {
      this.speech.stop();
      this.speech.voice = undefined;
    }
  }

  /** A capsule in the page: the player, its transcript, and whether it was seen. */
  class Capsule {
    /** @param {JalonCapsuleView} view */
    constructor(view) {
      this.view = view;
      this.root = view.root;
      this.id = this.root.dataset.capsule || "";
      this.digest = this.root.dataset.digest || "";
      this.player = new Player(view, () => this.see());
      this.confirm = view.say("confirm");
      this.foot = document.createElement("div");
      this.toggle = view.say("toggle");
      this.button = /** @type {HTMLElement} */ (get(this.toggle, "button"));
      this.listen();
      this.listenText();
      view.text.before(view.player, this.foot, this.toggle);
      view.text.append(this.confirm);
      this.root.classList.add("has-player");
      this.unfold(false);
      this.drawSeen();
      this.player.draw();
      this.followAddress();
      this.offerQuestions();
    }

    /** Once the capsule is over, the way to the questions of the page is what leads on. */
    offerQuestions() {
      const quiz = /** @type {HTMLElement | null} */ (document.querySelector("[data-quiz]")),
        onward = /** @type {HTMLElement} */ (get(this.view.player, "[data-onward]"));
      if (this.known() && JalonStage.is("capsule")) JalonStage.enter("questions");
      else JalonStage.draw();
      if (!quiz) return;
      const count = Number(quiz.dataset.draw) || quiz.querySelectorAll("[data-question]").length,
        link = /** @type {HTMLAnchorElement} */ (get(onward, "a"));
      get(link, "[data-count]").append(this.view.say("onward", { count, one: count === 1, many: count > 1 }));
      link.href = "#" + quiz.id;
      this.player.onOver = () => {
        onward.hidden = false;
        if (JalonStage.is("capsule") || JalonStage.is("questions")) JalonStage.enter("onward");
      };
      link.addEventListener("click", (event) => {
        event.preventDefault();
        if (JalonStage.is("onward")) JalonStage.enter("questions");
        const title = /** @type {HTMLElement} */ (quiz.querySelector(".quiz-stage h3") || quiz);
        title.tabIndex = -1;
        title.focus({ preventScroll: true });
        title.scrollIntoView({ block: "center" });
      });
    }

    /** Whether it was seen, as it is today. */
    known() {
      return Object.prototype.hasOwnProperty.call(stored().seen?.[this.id] || {}, this.digest);
    }

    see() {
      const shared = this.shared();
      if (shared && untouched()) store.choose(shared.checked);
      else if (untouched()) store.choose(store.where() === "session");
      store.see(this.id, this.digest, Date.now());
      this.drawSeen();
    }

    drawSeen() {
      const versions = stored().seen?.[this.id] || {},
        known = this.known();
      document.querySelector("[data-shared]")?.toggleAttribute("hidden", !untouched() || store.refused());
      /** @type {HTMLElement} */ (get(this.root, "[data-seen]")).hidden = !known;
      this.confirm.hidden = known;
      this.foot.textContent = "";
      if (known) {
        const shared = this.view.player.querySelector("label:has([data-set=shared])");
        if (shared) shared.remove();
        this.foot.append(this.view.say("foot", { [store.where()]: true, kept: store.where() !== "memory" }));
        const forget = this.foot.querySelector("[data-do=forget]");
        if (forget) forget.addEventListener("click", () => this.forget());
      } else if (Object.keys(versions).length) this.view.tell("changed");
    }

    /** The choice of the page, where there is one for all that it keeps; else its own. @returns {HTMLInputElement | null} */
    shared() {
      return document.querySelector("[data-shared] input") || this.view.player.querySelector("[data-set=shared]");
    }

    forget() {
      store.see(this.id, this.digest);
      this.player.shown.clear();
      this.drawSeen();
      this.player.draw();
      this.view.play.focus();
    }

    /** The controls of the player. */
    listen() {
      const { player, view } = this;
      /** @type {Record<string, () => void>} */
      const actions = {
        play: () => player.read(),
        listen: () => player.listen(),
        "sentence-back": () => player.step(-1),
        "sentence-next": () => player.step(1),
        "slide-back": () => player.stepSlide(-1),
        "slide-next": () => player.stepSlide(1),
      };
      Object.keys(actions).forEach((name) => {
        const button = view.player.querySelector('[data-do="' + name + '"]');
        if (button) button.addEventListener("click", actions[name]);
      });
      view.stops.forEach((stop, slide) =>
        get(stop, "button").addEventListener("click", () => player.act(() => player.show(view.first(slide)))),
      );
      view.player.addEventListener("keydown", (event) => this.key(event));
      view.player.addEventListener("change", (event) => player.set(/** @type {HTMLInputElement} */ (event.target)));
      window.addEventListener("pagehide", () => {
        if (player.playing) player.stop();
      });
      window.addEventListener("hashchange", () => this.followAddress());
    }

    /** The arrows, on a button of the player. @param {KeyboardEvent} event */
    key(event) {
      const free =
        event.target instanceof HTMLButtonElement &&
        !event.target.closest(".gesture") &&
        !event.altKey &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.shiftKey;
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!free || !by) return;
      event.preventDefault();
      this.player.step(by);
    }

    /** The transcript. */
    listenText() {
      const { player, view } = this;
      this.button.addEventListener("click", () => this.unfold(!!view.text.hidden));
      get(this.confirm, "button").addEventListener("click", () => {
        this.see();
        if (JalonStage.is("capsule")) JalonStage.enter("questions");
        view.status.textContent = (get(this.root, "[data-seen]").textContent || "").trim();
        this.button.focus();
      });
      view.text.addEventListener("click", (event) => {
        const link = event.target instanceof Element ? event.target.closest("[data-sentence]") : null;
        const index = link ? view.sentences.findIndex((sentence) => sentence.id === link.id) : -1;
        if (index < 0) return;
        event.preventDefault();
        player.act(() => player.show(index));
        view.player.scrollIntoView({ block: "nearest" });
        view.play.focus({ preventScroll: true });
      });
    }

    /** @param {boolean} open */
    unfold(open) {
      this.view.text.hidden = !open;
      this.button.setAttribute("aria-expanded", String(open));
    }

    /** An address may name a slide or a sentence: it is shown, not played, and does not count as seen. */
    followAddress() {
      const { player, view } = this;
      let name = "";
      try {
        name = decodeURIComponent(location.hash.slice(1));
      } catch (error) {
        /* an address badly written names nothing */
      }
      const slide = view.parts.findIndex((part) => part.id === name);
      const index = slide >= 0 ? view.first(slide) : view.sentences.findIndex((sentence) => sentence.id === name);
      if (index < 0) return;
      if (player.playing) player.stop();
      player.at = index;
      player.now = view.sentences[index].start;
      player.draw();
      view.player.scrollIntoView({ block: "start" });
    }
  }

  document.querySelectorAll("[data-capsule]").forEach((root) => {
    const free = untouched() && !store.refused() && !document.querySelector("[data-shared]"),
      view = new JalonCapsuleView(/** @type {HTMLElement} */ (root), free);
    if (view.sentences.length) new Capsule(view);
  });
})();
