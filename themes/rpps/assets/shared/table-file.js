// @ts-check
/*
 * Jalon, a table in a file: the text of what a spreadsheet saves, whatever its encoding, or of a workbook. In: the bytes of a file.
 * Out: a promise of its text, as table-text.js reads it, with what is worth telling of how it was read; or the word of a fault,
 * which templates/widgets/table-file.html says. Nothing that is not a table is read as one.
 */

/**
 * @typedef {object} TableFile
 * @property {string} text
 * @property {string} fault            "" when the text can be read
 * @property {"" | "dos" | "mac"} way  an encoding of old, under which the accents come out
 * @property {string} sheet            the sheet of the workbook that was read
 * @property {string[]} others         those that were not
 */

const JalonTableFile = (() => {
  "use strict";

  const MOST_BYTES = 2e7,
    SAMPLE = 4096;
  /** @type {[string, number[]][]} how files begin that are no text */
  const BEGINNINGS = [
    ["pdf", [0x25, 0x50, 0x44, 0x46]],
    ["old-workbook", [0xd0, 0xcf, 0x11, 0xe0]],
    ["image", [0x89, 0x50, 0x4e, 0x47]],
    ["image", [0xff, 0xd8, 0xff]],
    ["image", [0x47, 0x49, 0x46, 0x38]],
  ];
  /** @type {[string, RegExp][]} texts that are no table */
  const TEXTS = [
    ["pdf", /^\s*%PDF-/],
    ["document", /^\s*\{\\rtf/],
    ["page", /^\s*<(?:!doctype|html|\?xml|table|head|body|meta)\b/i],
    ["not-table", /^\s*BEGIN:V[A-Z]+/],
  ];

  /** @param {string} fault @returns {TableFile} */
  const no = (fault) => ({ text: "", fault, way: "", sheet: "", others: [] });

  /** Why a text is no table; "" when it may be one. @param {string} text */
  function refused(text) {
    const known = TEXTS.find(([, begins]) => begins.test(text));
    if (known) return known[0];
    if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) return "not-text";
    if (!/^\s*[[{]/.test(text)) return "";
    try {
      JSON.parse(text);
      return "not-table";
    } catch (error) {
      return "";
    }
  }

  /** UTF-16 without the mark that names it: every other byte of a French text is zero. @param {Uint8Array} bytes */
  function wide(bytes) {
    const sample = bytes.subarray(0, SAMPLE - (SAMPLE % 2)),
      zeros = [0, 0];
    sample.forEach((byte, at) => {
      if (byte === 0) zeros[at % 2] += 1;
    });
    const half = sample.length / 2;
    if (zeros[1] > half * 0.7 && zeros[0] < half * 0.1) return "utf-16le";
    return zeros[0] > half * 0.7 && zeros[1] < half * 0.1 ? "utf-16be" : "";
  }

  /** The text of a file that is no workbook. @param {Uint8Array} bytes @returns {TableFile} */
  function decode(bytes) {
    if (bytes.length > MOST_BYTES) return no("too-large");
    const known = BEGINNINGS.find(([, begins]) => begins.every((byte, at) => bytes[at] === byte));
    if (known) return no(known[0]);
    let text = "",
      way = /** @type {"" | "dos" | "mac"} */ ("");
    const named =
        bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "",
      encoding = named || wide(bytes);
    if (encoding) text = new TextDecoder(encoding).decode(bytes);
    else {
      try {
        text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      } catch (error) {
        const found = JalonGarbled.way(bytes);
        text = JalonGarbled.decode(bytes, found);
        way = found === "windows" ? "" : found;
      }
    }
    const fault = refused(text);
    return fault ? no(fault) : { text, fault: "", way, sheet: "", others: [] };
  }

  /** @param {Uint8Array} bytes @returns {Promise<TableFile>} */
  async function read(bytes) {
    if (bytes.length > MOST_BYTES) return no("too-large");
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return decode(bytes);
    const { rows, sheet, others, fault } = await JalonWorkbook.read(bytes);
    return fault ? no(fault) : { text: JalonSheet.exact(rows), fault: "", way: "", sheet, others };
  }

  /** The text of a file that a reader chose. @param {File} file @returns {Promise<TableFile>} */
  function open(file) {
    if (file.size > MOST_BYTES) return Promise.resolve(no("too-large"));
    return new Promise((done) => {
      const reader = new FileReader();
      reader.onerror = () => done(no("unreadable"));
      reader.onload = () =>
        read(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result))).then(done, () => done(no("unreadable")));
      reader.readAsArrayBuffer(file);
    });
  }

  return { open, read, decode, refused };
})();
