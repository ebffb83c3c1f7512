// @ts-check
/*
 * Jalon, the player of a capsule: where it stands in time, and how it goes on. It has its own clock, made of the times of the sentences;
 * when the capsule is a recording, the recording is the clock. Speech only follows: its events are never waited for.
 * In: what the page shows (capsule-view.js). Out: sentences shown, in order; it never starts by itself.
 */

const JalonCapsulePlayer = (() => {
  "use strict";

  const TICK = 100; // milliseconds
  const STALL = 500; // a longer gap between two ticks is a computer that slept, not time that was read

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

  return Player;
})();
