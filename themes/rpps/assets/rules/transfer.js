// @ts-check
/*
 * Jalon, progress taken to another computer: pure functions over digest.js and progress.js (no DOM, no clock).
 *
 * SPEC transfer/1, the file: JSON {"jalon": "progression", "v": 1, "course": id, "saved": "YYYY-MM-DD", "state": State}, where
 * State is that of SPEC state/1 (state.js), read and merged by its rules: what has not the right shape is left out and said.
 *
 * SPEC transfer-code/1, the same as a text to copy: "JALON1." + body + "." + check.
 *   check: hash32 (digest.js) of the JSON of the file, 8 hexadecimal digits.
 *   body: that JSON in UTF-8, then LZW, then base64url without padding. LZW: the table begins with the 256 bytes; after each
 *   code but the last, a new entry (what was just written, and the next byte) is added while there are fewer than 65536; code
 *   number k, from 0, is written on as many bits as min(255 + k, 65535) takes, the highest first; zeros fill the last symbol.
 * Reading: blanks and ">" do not count (messages are wrapped and quoted), and words around the code are passed over.
 */

var JalonTransfer = (() => {
  "use strict";

  const MOST = 2e6; // characters: what readState accepts
  const ENTRIES = 65536;
  const { BASE64, hash32 } = JalonDigest;

  /** @param {string} course @param {State} state @param {string} saved */
  function pack(course, state, saved) {
    return JSON.stringify({ jalon: "progression", v: 1, course, saved, state });
  }

  /**
   * @param {string} raw
   * @param {string} course
   * @returns {{fault: string, state: State, lost: boolean}} fault: why nothing is taken, or ""
   */
  function unpack(raw, course) {
    /** @param {string} fault */
    const refuse = (fault) => ({ fault, state: JalonProgress.readState(null).state, lost: false });
    let file = null;
    if (raw.length > MOST) return refuse("big");
    try {
      file = JSON.parse(raw.replace(/^\uFEFF/, ""));
    } catch (error) {
      /* said below */
    }
    if (file?.jalon !== "progression" || typeof file.v !== "number") return refuse("shape");
    if (file.v > 1) return refuse("version");
    if (file.course !== course) return refuse("course");
    if (!file.state || !Array.isArray(file.state.attempts)) return refuse("shape");
    const read = JalonProgress.readState(JSON.stringify(file.state));
    if (!read.state.attempts.length && !read.state.seen) return refuse(read.lost ? "shape" : "empty");
    return { fault: "", state: read.state, lost: read.lost };
  }

  /** Bits of code number k. @param {number} k */
  function width(k) {
    return 32 - Math.clz32(Math.min(255 + k, ENTRIES - 1));
  }

  /** @param {string} json */
  function check(json) {
    return ("0000000" + hash32(json).toString(16)).slice(-8);
  }

  /** @param {string} json */
  function toCode(json) {
    const bytes = unescape(encodeURIComponent(json));
    /** @type {Map<string, number>} */
    const known = new Map();
    for (let at = 0; at < 256; at += 1) known.set(String.fromCharCode(at), at);
    let out = "",
      word = "",
      held = 0,
      bits = 0,
      k = 0;
    const put = () => {
      held = (held << width(k)) | (known.get(word) || 0);
      bits += width(k);
      for (; bits >= 6; bits -= 6) out += BASE64[(held >> (bits - 6)) & 63];
      held &= (1 << bits) - 1;
      k += 1;
    };
    for (let at = 0; at < bytes.length; at += 1) {
      const longer = word + bytes[at];
      if (known.has(longer)) word = longer;
      else {
        put();
        if (known.size < ENTRIES) known.set(longer, known.size);
        word = bytes[at];
      }
    }
    if (word) put();
    return "JALON1." + out + (bits ? BASE64[(held << (6 - bits)) & 63] : "") + "." + check(json);
  }

  /** @param {string} body @returns {string | null} bytes; null when they cannot have been written */
  function stretch(body) {
    const list = Array.from({ length: 256 }, (_, at) => String.fromCharCode(at));
    /** @type {string[]} */
    const out = [];
    let held = 0,
      bits = 0,
      k = 0,
      size = 0,
      last = "";
    for (let at = 0; at < body.length; at += 1) {
      held = (held << 6) | BASE64.indexOf(body[at]);
      bits += 6;
      if (bits < width(k)) continue;
      bits -= width(k);
      const code = held >> bits;
      held &= (1 << bits) - 1;
      k += 1;
      const word = code < list.length ? list[code] : code === list.length && last ? last + last[0] : "";
      size += word.length;
      if (!word || size > 3 * MOST) return null;
      out.push(word);
      if (last && list.length < ENTRIES) list.push(last + word[0]);
      last = word;
    }
    return held ? null : out.join("");
  }

  /**
   * The JSON of a code, or "" when it is none, was cut or altered; "version" for a code of tomorrow.
   * @param {string} typed
   */
  function fromCode(typed) {
    const found = /JALON(\d+)\.([\w-]+)\.([0-9a-f]{8})/.exec(
      typed.length > 2 * MOST ? "" : typed.replace(/[\s>]/g, ""),
    );
    if (!found) return "";
    if (found[1] !== "1") return "version";
    const bytes = stretch(found[2]);
    let json = "";
    try {
      json = decodeURIComponent(escape(bytes || ""));
    } catch (error) {
      /* left empty: not a text */
    }
    return check(json) === found[3] ? json : "";
  }

  return { MOST, pack, unpack, toCode, fromCode };
})();
