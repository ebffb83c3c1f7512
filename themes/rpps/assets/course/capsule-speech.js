// @ts-check
/*
 * Jalon, the voice of a capsule. In: a sentence. Out: speech, by a French voice that reads on this computer: others send the
 * text away. Its events are never waited for.
 */

class JalonCapsuleSpeech {
  constructor() {
    /** @type {SpeechSynthesisVoice | undefined} */
    this.voice = undefined;
  }

  local() {
    const voices = window.speechSynthesis ? window.speechSynthesis.getVoices() : [];
    return voices.filter((voice) => voice.localService === true && /^fr([-_]|$)/i.test(voice.lang))[0];
  }

  /** Voices may come late: waits for them a second. @param {(voice: SpeechSynthesisVoice | undefined) => void} then */
  choose(then) {
    const now = this.local();
    if (now || !window.speechSynthesis) return then(now);
    window.setTimeout(() => then(this.local()), 1000);
  }

  /** @param {string} text @param {number} rate */
  speak(text, rate) {
    if (!this.voice) return;
    window.speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(text);
    said.voice = this.voice;
    said.lang = this.voice.lang;
    said.rate = rate;
    window.speechSynthesis.speak(said);
  }

  stop() {
    if (this.voice) window.speechSynthesis.cancel();
  }

  speaks() {
    return !!this.voice && window.speechSynthesis.speaking;
  }
}
