// @ts-check
/*
 * Jalon, what the player of a capsule shows: the slides, the sentence under them, the path, the notes.
 * In: the section of the capsule (templates/widgets/capsule.html) and where the player stands. Out: nodes. It has no clock.
 */

/**
 * @typedef {{start: number, end: number, text: string}} Cue
 * @typedef {{id: string, slide: number, cues: Cue[], start: number, end: number, text: string}} Sentence
 * @typedef {{at: number, now: number, playing: boolean, over: boolean, shown: Set<number>, speech: JalonCapsuleSpeech}} Moment   where a player stands
 */

class JalonCapsuleView {
  /** @param {HTMLElement} root @param {boolean} free whether a shared computer may be told of */
  constructor(root, free) {
    const { get, speaker } = JalonTemplate;
    this.root = root;
    this.say = speaker(root);
    this.text = /** @type {HTMLElement} */ (get(root, "[data-text]"));
    this.parts = Array.from(this.text.querySelectorAll("[data-slide]"));
    this.sentences = JalonCapsuleView.read(this.parts);
    const last = this.sentences[this.sentences.length - 1];
    this.duration = Number(root.dataset.duration) || (last ? last.end : 0);
    this.player = this.say("player", { free });
    this.stage = get(this.player, ".capsule-stage");
    this.caption = get(this.player, ".capsule-caption");
    this.line = /** @type {HTMLElement} */ (get(this.caption, "[data-line]"));
    this.status = get(this.player, "[data-status]");
    this.note = /** @type {HTMLElement} */ (get(this.player, "[data-note]"));
    this.where = get(this.player, "[data-where]");
    this.play = /** @type {HTMLButtonElement} */ (get(this.player, "[data-do=play]"));
    /** Gestures by slide, and the slides whose gesture was not asked for yet. @type {Record<number, JalonCapsuleGesture>} */
    this.gestures = {};
    /** @type {Set<number>} */
    this.asking = new Set();
    /** What the slides have last been drawn for. */
    this.lit = "";
    this.views = this.slides();
    this.stops = this.path();
    this.lines();
  }

  /** The sentences of the page. @param {Element[]} parts @returns {Sentence[]} */
  static read(parts) {
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
    return sentences;
  }

  /** Slides lie on one another, so that nothing moves when they change. */
  slides() {
    return this.parts.map((part) => {
      const view = /** @type {HTMLElement} */ (JalonTemplate.get(part, "[data-view]").cloneNode(true));
      view.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
      this.stage.append(view);
      return view;
    });
  }

  /** A slide may ask for a gesture. @param {() => void} onTouch */
  ask(onTouch) {
    this.views.forEach((view, slide) => {
      if (!view.querySelector("[data-gesture]")) return;
      const touched = () => {
        this.asking.delete(slide);
        onTouch();
      };
      this.gestures[slide] = new JalonCapsuleGesture(view, this.say, touched);
      this.asking.add(slide);
    });
  }

  /** Opens the gesture of the slide that ends with this sentence, if it was not yet: once. @param {number} at */
  opens(at) {
    const { slide } = this.sentences[at];
    if (this.sentences[at + 1]?.slide === slide || !this.asking.delete(slide)) return false;
    this.gestures[slide].open(true);
    return true;
  }

  /** So do sentences. */
  lines() {
    this.sentences.forEach((sentence) => {
      const room = document.createElement("p");
      room.className = "capsule-line";
      room.textContent = sentence.text;
      this.caption.append(room);
    });
  }

  path() {
    const path = JalonTemplate.get(this.player, ".capsule-path");
    return this.parts.map((part, slide) => {
      const title = (JalonTemplate.get(part, "h3").textContent || "").trim(),
        stop = this.say("stop", { number: slide + 1, title });
      path.append(stop);
      return stop;
    });
  }

  /** The first sentence of a slide. @param {number} slide */
  first(slide) {
    return this.sentences.findIndex((sentence) => sentence.slide === slide);
  }

  /** @param {string} name @param {Values} [values] */
  tell(name, values) {
    this.note.textContent = "";
    this.note.append(this.say(name, values));
    this.note.hidden = false;
    this.status.textContent = this.note.textContent;
  }

  /** What the reader does ends what was said of the last thing done. */
  hush() {
    this.note.hidden = true;
    this.status.textContent = "";
  }

  /** @param {Moment} moment */
  draw(moment) {
    const { at, playing, over } = moment,
      slide = at < 0 ? 0 : this.sentences[at].slide;
    this.views.forEach((view, index) => view.classList.toggle("is-here", index === slide));
    this.drawScene(slide, at < 0 ? -1 : at - this.first(slide));
    this.drawPath(moment, slide);
    if (at >= 0) this.drawLine(moment);
    const heard = playing && !!moment.speech.voice,
      state = playing && !heard ? "playing" : over ? "over" : "paused";
    this.drawState("state", state);
    this.drawState("heard", heard ? "on" : "off");
    this.where.textContent = this.place(moment).textContent;
  }

  /** The words of a button of two or three states. @param {string} name @param {string} state */
  drawState(name, state) {
    this.player.querySelectorAll("[data-" + name + "]").forEach((part) => {
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-" + name) !== state;
    });
  }

  /** @param {number} slide @param {number} rank */
  drawScene(slide, rank) {
    const lit = slide + " " + rank;
    if (lit === this.lit) return;
    if (this.lit) Object.values(this.gestures).forEach((gesture) => gesture.open(false));
    this.lit = lit;
    JalonCapsuleScene.light(this.views[slide], rank);
  }

  /** @param {Moment} moment @param {number} slide */
  drawPath({ shown }, slide) {
    this.stops.forEach((stop, index) => {
      const all = this.sentences.every((sentence, rank) => sentence.slide !== index || shown.has(rank));
      stop.classList.toggle("is-done", all);
      stop.classList.toggle("is-here", index === slide);
      const button = JalonTemplate.get(stop, "button");
      if (index === slide) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
  }

  /** While it plays, the caption of the moment; else the whole sentence. @param {Moment} moment */
  drawLine({ at, now, playing }) {
    const sentence = this.sentences[at],
      cue = sentence.cues.filter((one) => one.start <= now).pop() || sentence.cues[0],
      wanted = playing ? cue.text : sentence.text;
    if (this.line.textContent !== wanted) this.line.textContent = wanted;
    this.line.classList.toggle("is-cue", playing);
  }

  /** Where one stands, in words. @param {Moment} moment */
  place({ at, now }) {
    /** @param {number} ms */
    const clock = (ms) => {
      const seconds = Math.round(ms / 1000);
      return Math.floor(seconds / 60) + ":" + ("0" + (seconds % 60)).slice(-2);
    };
    const count = this.sentences.length;
    return at < 0
      ? this.say("ready", { slides: this.parts.length, count })
      : this.say("where", { at: at + 1, count, now: clock(now), all: clock(this.duration) });
  }
}
