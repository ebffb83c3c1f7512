// @ts-check
/*
 * Jalon in a package: the platform, through SCORM 1.2 or 2004. In: the window. Out: a connection, or null. No call once it is closed, none
 * at all that writes when the platform only shows the course (Browse, Review).
 */

/** @typedef {{id: string, type: string, response: string, pattern: string, right: boolean, latency: number}} Interaction */
/** @typedef {{state: string, status: "incomplete" | "passed" | "failed", score: number | null, part: number}} Report */

var JalonPlatform = (() => {
  "use strict";

  const FARTHEST = 20;
  const V12 = {
    api: "API",
    start: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    end: "LMSFinish",
    name: "cmi.core.student_name",
    mode: "cmi.core.lesson_mode",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
    most: 4096,
  };
  const V2004 = {
    api: "API_1484_11",
    start: "Initialize",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    end: "Terminate",
    name: "cmi.learner_name",
    mode: "cmi.mode",
    exit: "cmi.exit",
    time: "cmi.session_time",
    most: 64000,
  };

  /** The interface, in the windows above this one, then above the one that opened it. @param {Window} from @param {string} name */
  function find(from, name) {
    /** @param {Window | null} start */
    const above = (start) => {
      let at = start;
      for (let steps = 0; at && steps < FARTHEST; steps += 1) {
        try {
          const api = /** @type {any} */ (at)[name];
          if (api) return api;
        } catch (error) {
          /* another origin: what is above it may be ours again */
        }
        if (at === at.parent) return null;
        at = at.parent;
      }
      return null;
    };
    let opener = null;
    try {
      opener = from.top?.opener || from.opener;
    } catch (error) {
      opener = null;
    }
    return above(from) || above(opener);
  }

  /** @param {number} value @param {number} size */
  const pad = (value, size) => String(value).padStart(size, "0");

  /** @param {number} ms @param {boolean} old */
  function span(ms, old) {
    const hundredths = Math.max(0, Math.round(ms / 10)),
      seconds = Math.floor(hundredths / 100);
    if (!old) return "PT" + seconds + "." + pad(hundredths % 100, 2) + "S";
    return (
      pad(Math.min(9999, Math.floor(seconds / 3600)), 4) +
      ":" +
      pad(Math.floor(seconds / 60) % 60, 2) +
      ":" +
      pad(seconds % 60, 2) +
      "." +
      pad(hundredths % 100, 2)
    );
  }

  class Platform {
    /** @param {any} api @param {typeof V12} words @param {boolean} old */
    constructor(api, words, old) {
      Object.assign(this, { api, words, old });
      this.api = api;
      this.words = words;
      this.old = old;
      this.open = true;
      this.began = Date.now();
      this.most = words.most;
      this.name = this.get(words.name);
      this.silent = ["browse", "review"].indexOf(this.get(words.mode)) >= 0;
      this.sent = Number(this.get("cmi.interactions._count")) || 0;
      this.finished =
        ["passed", "completed"].indexOf(this.get(old ? "cmi.core.lesson_status" : "cmi.success_status")) >= 0;
    }

    /** @param {string} method @param {string[]} values */
    call(method, ...values) {
      if (!this.open) return "";
      try {
        return String(this.api[method](...values));
      } catch (error) {
        return "";
      }
    }

    /** A value that is not set is an error to some platforms: it is nothing to us. @param {string} element */
    get(element) {
      return this.call(this.words.get, element).trim();
    }

    /** @param {string} element @param {string | number} value */
    set(element, value) {
      return this.call(this.words.set, element, String(value)) === "true";
    }

    state() {
      return this.get("cmi.suspend_data");
    }

    /** Says where the learner stands. @param {Report} report @returns {boolean} whether the platform has it */
    report(report) {
      if (this.silent) return true;
      let kept = this.set("cmi.suspend_data", report.state);
      // What is passed stays so: a platform forgets nothing because a page was opened again.
      const status = this.finished && report.status !== "passed" ? "" : report.status;
      if (this.old) {
        if (status) kept = this.set("cmi.core.lesson_status", status) && kept;
        if (report.score !== null)
          ["raw", "min", "max"].forEach((name, at) =>
            this.set("cmi.core.score." + name, [report.score || 0, 0, 100][at]),
          );
      } else {
        if (status) {
          kept = this.set("cmi.completion_status", status === "incomplete" ? "incomplete" : "completed") && kept;
          if (status !== "incomplete") this.set("cmi.success_status", status);
        }
        this.set("cmi.progress_measure", report.part);
        if (report.score !== null) {
          this.set("cmi.score.scaled", report.score / 100);
          ["raw", "min", "max"].forEach((name, at) => this.set("cmi.score." + name, [report.score || 0, 0, 100][at]));
        }
      }
      this.set(this.words.exit, "suspend");
      return this.call(this.words.commit, "") === "true" && kept;
    }

    /** @param {Interaction} one @param {Date} now */
    interaction(one, now) {
      if (this.silent) return;
      const at = "cmi.interactions." + this.sent + ".";
      if (!this.set(at + "id", this.old ? one.id : "urn:jalon:" + one.id)) return;
      this.sent += 1;
      this.set(at + "type", one.type);
      if (one.pattern) this.set(at + "correct_responses.0.pattern", one.pattern);
      if (one.response) this.set(at + (this.old ? "student_response" : "learner_response"), one.response);
      this.set(at + "result", one.right ? "correct" : this.old ? "wrong" : "incorrect");
      this.set(at + "latency", span(one.latency, this.old));
      const time = now.toISOString();
      if (this.old)
        this.set(
          at + "time",
          [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => pad(part, 2)).join(":"),
        );
      else this.set(at + "timestamp", time.slice(0, 22) + "Z");
    }

    /** Ends the session: once. @param {boolean} whole nothing is left to do */
    close(whole) {
      if (!this.open) return;
      if (!this.silent) {
        this.set(this.words.time, span(Date.now() - this.began, this.old));
        this.set(this.words.exit, whole ? (this.old ? "" : "normal") : "suspend");
        this.call(this.words.commit, "");
      }
      this.call(this.words.end, "");
      this.open = false;
    }
  }

  /** @param {Window} from @param {boolean} old SCORM 1.2 */
  function connect(from, old) {
    const words = old ? V12 : V2004,
      api = find(from, words.api);
    if (!api) return null;
    try {
      if (String(api[words.start]("")) !== "true") return null;
    } catch (error) {
      return null;
    }
    return new Platform(api, words, old);
  }

  return { connect, find, span };
})();
