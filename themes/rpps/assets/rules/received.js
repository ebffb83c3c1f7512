// @ts-check
/*
 * Jalon, what somebody sent to be verified: a link in any text (SPEC link/2, link.js), a transcript or the sheet itself as a PDF.
 * Pure functions over the other rules (no DOM, no clock). Rust does the same (src/attestation/link.rs, printed.rs).
 * In: a text or bytes, and the versions that are known. Out: a transcript, or in one word why there is none: those of SPEC transcript/1;
 * unrecorded, a short link of a version that is not known; printed, a PDF in which no link can be read.
 */

var JalonReceived = (() => {
  "use strict";

  const { BASE64, base32 } = JalonDigest;
  const { bytesOf, DAY, SIRET, FINESS, SCORES, OLDER, REVIEW } = JalonLink;
  const { LIMIT } = JalonTranscript;
  const PIECES = 200;
  const MARK = /#v=|#v%3d|%23v=|%23v%3d|%2523v%253d|-23v-3d|\*v=/i;

  /** @param {string} text */
  function holds(text) {
    return MARK.test(text);
  }

  /** What was escaped, as it was. @param {string} mark @param {string} rest */
  function unescaped(mark, rest) {
    if (mark === "*v=") rest = rest.split("__;")[0];
    if (mark === "-23v-3d") rest = rest.replace(/-2D/g, "-").replace(/-5F/g, "_");
    return rest.replace(/%([0-9a-f]{2})?/gi, (_, two) => {
      const byte = two ? parseInt(two, 16) : 0;
      // Parts of letters that cannot be in a link: signs of no width.
      return byte > 127 ? "" : byte > 32 && byte < 127 ? String.fromCharCode(byte) : " ";
    });
  }

  /** @param {string} rest @returns {string[]} */
  function pieces(rest) {
    const symbols = rest.trim()[0] === "2" ? /^[0-9a-z]*/i : /^[0-9a-z\-_+/]*/i;
    /** @type {string[]} */
    const out = [];
    rest
      .split(/[\s>=]+/)
      .filter(Boolean)
      .every((word) => {
        const piece = (symbols.exec(word) || [""])[0];
        out.push(piece);
        return piece.length === word.length;
      });
    return out;
  }

  /** @param {string} fault @returns {{transcript: Transcript | null, fault: string}} */
  const no = (fault) => ({ transcript: null, fault });

  /**
   * The link that a text holds.
   * @param {string} text
   * @param {Known} known
   * @returns {{transcript: Transcript | null, fault: string}}
   */
  function readLink(text, known) {
    const bare = JalonText.visible(text),
      found = MARK.exec(bare);
    if (!found) return no("not-transcript");
    const after = bare.slice(found.index + found[0].length);
    if (after.length > LIMIT) return no("too-large");
    const parts = pieces(unescaped(found[0].toLowerCase(), after));
    let data = "",
      fault = "empty";
    for (let at = 0; at < parts.length; at += 1) {
      data += parts[at];
      if (parts.length > PIECES && at + 1 < parts.length) continue;
      const out = data[0] === "2" ? short(data.slice(1), known) : long(data);
      if (out.fault === "not-json") fault = out.fault;
      else if (out.fault !== "empty") return out;
    }
    return no(fault);
  }

  /** @param {string} data */
  function long(data) {
    let text = "",
      held = 0,
      bits = 0;
    for (let at = 0; at < data.length; at += 1) {
      const value = BASE64.indexOf(data[at] === "+" ? "-" : data[at] === "/" ? "_" : data[at]);
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        text += "%" + (((held >> bits) & 255) | 256).toString(16).slice(1);
      }
    }
    try {
      return JalonTranscript.read(decodeURIComponent(text));
    } catch (error) {
      return no("not-json");
    }
  }

  /** @param {string} typed @param {Known} known */
  function short(typed, known) {
    const symbols = JalonControlCode.meantSymbols(typed),
      payload = symbols.slice(0, -4);
    if (symbols.length < 5 || JalonControlCode.checkSymbols(payload) !== symbols.slice(-4)) return no("not-json");
    try {
      return unpack(bytesOf(payload), known);
    } catch (error) {
      return no("field");
    }
  }

  /** Throws when bytes are missing, or too many. @param {number[]} bytes @param {Known} known */
  function unpack(bytes, known) {
    let at = 0;
    /** @param {number} count */
    function take(count) {
      at += count;
      if (at > bytes.length) throw new RangeError();
      return bytes.slice(at - count, at);
    }
    /** @param {number} count */
    const number = (count) => take(count).reduce((held, byte) => held * 256 + byte, 0);
    const digest = () =>
      take(6)
        .map((byte) => (byte | 256).toString(16).slice(1))
        .join("");
    const day = () => new Date(number(2) * DAY).toISOString().slice(0, 10);
    const text = () => {
      const end = bytes.indexOf(0, at),
        out = take(end - at);
      take(1);
      return decodeURIComponent(out.map((byte) => "%" + (byte | 256).toString(16).slice(1)).join(""));
    };
    const flags = number(1),
      id = digest(),
      version = known.versions.filter((one) => one.version === id)[0];
    if (!version) return no("unrecorded");
    const symbols = base32(take(10)),
      code = (symbols + JalonControlCode.checkSymbols(symbols)).replace(/(.{4})(?=.)/g, "$1-");
    /** @type {any} */
    const sheet = { publisher: version.publisher, course: version.title, version: id, total: version.modules.length };
    Object.assign(sheet, { pass: version.pass, duration: version.duration, mode: known.mode });
    Object.assign(sheet, { from: day(), to: day(), date: day(), review: flags & REVIEW ? day() : "" });
    sheet.siret = flags & SIRET ? ("0000000000000" + number(6)).replace(/^0+(?=.{14})/, "") : "";
    sheet.finess = flags & FINESS ? String.fromCharCode.apply(null, take(9)) : "";
    ["first", "last", "role", "structure", "place"].forEach((key) => {
      if (bytes.indexOf(0, at) < 0) throw new RangeError();
      sheet[key] = text();
    });
    const bits = take(Math.ceil(version.modules.length / 8));
    sheet.modules = version.modules
      .filter((_, rank) => (bits[rank >> 3] >> (rank & 7)) & 1)
      .map((one) => ({
        number: one.number,
        title: one.title,
        version: one.version,
        score: null,
        objectives: one.objectives,
      }));
    sheet.modules.forEach((/** @type {SheetModule} */ module) => {
      const score = flags & SCORES ? number(1) : 255;
      module.score = score > 100 ? null : score;
    });
    sheet.modules.forEach((/** @type {SheetModule} */ module) => {
      if (flags & OLDER && number(1) === 1) module.version = digest();
    });
    if (at < bytes.length || (flags & SIRET && flags & FINESS)) throw new RangeError();
    // The shapes are those of a transcript.
    return JalonTranscript.read(
      JSON.stringify({ format: "jalon-transcription", v: 1, course: known.course, code, sheet }),
    );
  }

  /**
   * A file that somebody sent: a transcript, or the sheet itself as a PDF, whose link is in its annotations.
   * @param {Uint8Array} bytes
   * @param {Known} known
   * @returns {{transcript: Transcript | null, fault: string}}
   */
  function readFile(bytes, known) {
    const text = latin(bytes);
    if (text.slice(0, 5) === "%PDF-") return printed(text, known);
    const fault = bytes.length > LIMIT ? "too-large" : foreign(text);
    if (fault) return { transcript: null, fault };
    return JalonTranscript.read(decodeURIComponent(escape(text)));
  }

  /** A character for each byte. @param {Uint8Array} bytes */
  function latin(bytes) {
    let out = "";
    for (let at = 0; at < bytes.length; at += 8192)
      out += String.fromCharCode.apply(null, Array.from(bytes.subarray(at, at + 8192)));
    return out;
  }

  /** Why bytes are no UTF-8: a transcript all the same, when the name of its format is in it, one byte or two a letter. @param {string} text */
  function foreign(text) {
    try {
      if (text.indexOf("\0") < 0) {
        decodeURIComponent(escape(text));
        return "";
      }
    } catch (error) {
      /* told below */
    }
    return text.replace(/\0/g, "").indexOf("jalon-transcription") < 0 ? "not-json" : "encoding";
  }

  /** @param {string} text @param {Known} known @returns {{transcript: Transcript | null, fault: string}} */
  function printed(text, known) {
    const link = (text.match(/\/URI\s*(?:\((?:\\[\s\S]|[^\\)])*\)|<[\da-fA-F\s]*>)/g) || [])
      .map((one) => {
        const inside = one.replace(/^[^(<]*[(<]|[)>]$/g, "");
        if (!one.endsWith(">")) return inside.replace(/\\/g, "");
        return inside
          .replace(/\s/g, "")
          .replace(/..?/g, (two) => String.fromCharCode(parseInt((two + "0").slice(0, 2), 16)));
      })
      .filter(holds)[0];
    return link ? readLink(link, known) : { transcript: null, fault: "printed" };
  }

  return { holds, readLink, readFile };
})();
