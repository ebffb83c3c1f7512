// @ts-check
/*
 * Jalon, workbooks (.xlsx): the rows of their first sheet that has any, as a spreadsheet shows them. In: bytes. Out: a promise of
 * rows of cells, or the word of a fault. Read in the page, by what browsers know: DecompressionStream and DOMParser.
 *
 * SPEC workbook/1. Of a ZIP archive, its directory is read from the end; entries are stored or deflated. A date is a number whose
 * format shows a day, a month or a year: it becomes 09/05/1985, by the calendar of the workbook (1900 or 1904). A number whose
 * format is made of zeros keeps those it begins with. Formulas are what they last gave. Hidden sheets come after the others.
 */

const JalonWorkbook = (() => {
  "use strict";

  const MOST = 6e7,
    MOST_ROWS = 60000,
    MOST_COLUMNS = 500,
    DAY = 86400000;
  const BUILT_IN_DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];

  /** @typedef {{at: number, size: number, method: number}} Entry */
  /** @typedef {{text: string[], date: boolean[], zeros: number[], from1904: boolean}} Formats  what cells refer to, by rank */
  /** @typedef {{rows: string[][], sheet: string, others: string[], fault: string}} WorkbookRead */

  /** The entries of an archive, by name; null when it is none. @param {Uint8Array} bytes @returns {Map<string, Entry> | null} */
  function directory(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let end = bytes.length - 22;
    while (end >= 0 && end > bytes.length - 66000 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return null;
    /** @type {Map<string, Entry>} */
    const found = new Map();
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null;
      const name = view.getUint16(at + 28, true),
        head = view.getUint32(at + 42, true);
      if (head + 30 > bytes.length) return null;
      const from = head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
      found.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), {
        at: from,
        size: view.getUint32(at + 20, true),
        method: view.getUint16(at + 10, true),
      });
      at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return found;
  }

  /** @param {Uint8Array} bytes @param {Entry} entry @returns {Promise<string>} */
  async function inflate(bytes, entry) {
    const packed = bytes.slice(entry.at, entry.at + entry.size);
    if (entry.method === 0) return new TextDecoder().decode(packed);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")),
      reader = stream.getReader(),
      decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
      // A small archive may hold a text without end.
      if (text.length > MOST) throw new RangeError("too large");
    }
  }

  /** @param {ParentNode} node @param {string} name @returns {Element[]} */
  const all = (node, name) => Array.from(/** @type {Element | Document} */ (node).getElementsByTagNameNS("*", name));

  /** The text of a string, without how it is pronounced. @param {Element} node */
  const plain = (node) =>
    all(node, "t")
      .filter((part) => /** @type {Element} */ (part.parentNode).localName !== "rPh")
      .map((part) => part.textContent || "")
      .join("");

  /** @param {Document | null} styles @param {Document | null} strings @param {Document} book @returns {Formats} */
  function formats(styles, strings, book) {
    const codes = new Map(
      (styles ? all(styles, "numFmt") : []).map((one) => [
        one.getAttribute("numFmtId"),
        (one.getAttribute("formatCode") || "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""),
      ]),
    );
    const [cells] = styles ? all(styles, "cellXfs") : [],
      ids = cells ? all(cells, "xf").map((one) => one.getAttribute("numFmtId") || "0") : [];
    const set = all(book, "workbookPr")[0]?.getAttribute("date1904") || "";
    return {
      text: strings ? all(strings, "si").map(plain) : [],
      date: ids.map((id) => BUILT_IN_DATES.includes(Number(id)) || /[dy]|m(?!.*[hs])/i.test(codes.get(id) || "")),
      zeros: ids.map((id) =>
        /^0[0# ]*$/.test(codes.get(id) || "") ? (codes.get(id) || "").replace(/ /g, "").length : 0,
      ),
      from1904: set === "1" || set === "true",
    };
  }

  /** 09/05/1985. @param {number} serial @param {boolean} from1904 */
  function day(serial, from1904) {
    const whole = Math.floor(serial),
      // The first calendar believes in a 29 February 1900.
      from = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole > 59 ? 30 : 31);
    const [year, month, at] = new Date(from + whole * DAY).toISOString().slice(0, 10).split("-");
    return [at, month, year].join("/");
  }

  /** @param {string} raw @param {number} style @param {Formats} known */
  function number(raw, style, known) {
    const value = Number(raw);
    if (!raw || Number.isNaN(value)) return raw;
    if (known.date[style] && value >= 0 && value < 2958466) return day(value, known.from1904);
    if (!Number.isInteger(value)) return String(value).replace(".", ",");
    const text = Math.abs(value) < 1e21 ? BigInt(value).toString() : raw;
    return value >= 0 ? text.padStart(known.zeros[style] || 0, "0") : text;
  }

  /** @param {Element} cell @param {Formats} known */
  function shown(cell, known) {
    const type = cell.getAttribute("t"),
      value = all(cell, "v")[0]?.textContent || "";
    if (type === "s") return known.text[Number(value)] || "";
    if (type === "inlineStr") return plain(cell);
    if (type === "b") return value === "1" ? "VRAI" : "FAUX";
    if (type === "str" || type === "e" || type === "d") return value;
    return number(value, Number(cell.getAttribute("s") || 0), known);
  }

  /** The rank of a column, from its letters. @param {string} name */
  const rank = (name) => Array.from(name).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

  /** @param {Document} sheet @param {Formats} known */
  function cells(sheet, known) {
    /** @type {string[][]} */
    const rows = [];
    all(sheet, "row").forEach((line) => {
      const at = Number(line.getAttribute("r") || rows.length + 1) - 1;
      if (!(at >= rows.length && at < MOST_ROWS)) return;
      /** @type {string[]} */
      const row = [];
      all(line, "c").forEach((cell) => {
        const letters = /^[A-Z]+/.exec(cell.getAttribute("r") || ""),
          column = letters ? rank(letters[0]) : row.length;
        if (column < 0 || column >= MOST_COLUMNS) return;
        while (row.length < column) row.push("");
        row[column] = shown(cell, known);
      });
      if (!row.some((one) => one)) return;
      while (rows.length < at) rows.push([]);
      rows.push(row);
    });
    return rows;
  }

  /** @param {(name: string) => Promise<Document | null>} open @returns {Promise<WorkbookRead>} */
  async function book(open) {
    const whole = await open("xl/workbook.xml"),
      links = await open("xl/_rels/workbook.xml.rels");
    if (!whole || !links) return { rows: [], sheet: "", others: [], fault: "workbook" };
    const targets = new Map(
      all(links, "Relationship").map((one) => [one.getAttribute("Id"), one.getAttribute("Target") || ""]),
    );
    const known = formats(await open("xl/styles.xml"), await open("xl/sharedStrings.xml"), whole);
    const sheets = all(whole, "sheet").map((one) => ({
      name: one.getAttribute("name") || "",
      hidden: (one.getAttribute("state") || "visible") !== "visible",
      link: Array.from(one.attributes).find((held) => held.localName === "id")?.value || "",
    }));
    const ranked = sheets.filter((one) => !one.hidden).concat(sheets.filter((one) => one.hidden));
    for (const one of ranked) {
      const target = targets.get(one.link) || "",
        sheet = await open(target.startsWith("/") ? target.slice(1) : "xl/" + target),
        rows = sheet ? cells(sheet, known) : [];
      if (rows.length)
        return {
          rows,
          sheet: one.name,
          others: ranked.filter((other) => other !== one).map(({ name }) => name),
          fault: "",
        };
    }
    return { rows: [], sheet: "", others: [], fault: "empty-workbook" };
  }

  /** @param {Uint8Array} bytes @returns {Promise<WorkbookRead>} */
  async function read(bytes) {
    /** @param {string} fault @returns {WorkbookRead} */
    const no = (fault) => ({ rows: [], sheet: "", others: [], fault });
    const entries = directory(bytes);
    if (!entries) return no("broken-workbook");
    if (!entries.has("xl/workbook.xml")) return no(entries.has("word/document.xml") ? "document" : "workbook");
    if (typeof DecompressionStream === "undefined") return no("old-browser");
    try {
      return await book(async (name) => {
        const entry = entries.get(name);
        return entry ? new DOMParser().parseFromString(await inflate(bytes, entry), "application/xml") : null;
      });
    } catch (error) {
      return no(error instanceof RangeError ? "too-large" : "broken-workbook");
    }
  }

  return { read };
})();
