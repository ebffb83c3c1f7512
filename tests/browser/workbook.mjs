// A workbook (.xlsx) as spreadsheets write one, for the tests that read it back. In: sheets of rows; a cell is a text, a number, or
// { inline }, { date: serial }, { zeros: number shown with ten digits }. Out: its bytes.
import { deflateRawSync } from "node:zlib";

const xml = (body) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;
const escaped = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;");
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** An archive, its files deflated. */
export function zip(files) {
  const heads = [], parts = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const raw = Buffer.from(text), packed = deflateRawSync(raw), title = Buffer.from(name), common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(title.length, 22);
    const head = Buffer.concat([Buffer.from("PK\x03\x04"), common, title, packed]), entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    heads.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, entry, title]));
    parts.push(head);
    at += head.length;
  }
  const directory = Buffer.concat(heads), end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(heads.length, 8);
  end.writeUInt16LE(heads.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

const letters = (rank) => (rank > 25 ? letters(Math.floor(rank / 26) - 1) : "") + String.fromCharCode(65 + (rank % 26));

export function workbook({ sheets, date1904 = false }) {
  const strings = [];
  const cell = (value, name) => {
    if (value === "" || value === undefined) return "";
    if (typeof value === "number") return `<c r="${name}"><v>${value}</v></c>`;
    if (typeof value === "string") return `<c r="${name}" t="s"><v>${strings.push(value) - 1}</v></c>`;
    if ("inline" in value) return `<c r="${name}" t="inlineStr"><is><t>${escaped(value.inline)}</t></is></c>`;
    return "date" in value ? `<c r="${name}" s="1"><v>${value.date}</v></c>` : `<c r="${name}" s="2"><v>${value.zeros}</v></c>`;
  };
  const pages = sheets.map(({ rows }) => xml(`<worksheet xmlns="${MAIN}"><sheetData>${rows.map((row, at) => (row.length ? `<row r="${at + 1}">${row.map((value, rank) => cell(value, letters(rank) + (at + 1))).join("")}</row>` : "")).join("")}</sheetData></worksheet>`));
  return zip({
    "[Content_Types].xml": xml(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`),
    "xl/workbook.xml": xml(`<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${sheets.map(({ name, hidden }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ""} r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`),
    "xl/_rels/workbook.xml.rels": xml(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}</Relationships>`),
    "xl/styles.xml": xml(`<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0#&quot; &quot;##&quot; &quot;##&quot; &quot;##&quot; &quot;##"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`),
    "xl/sharedStrings.xml": xml(`<sst xmlns="${MAIN}">${strings.map((text) => `<si><r><t>${escaped(text.slice(0, 2))}</t></r><r><t xml:space="preserve">${escaped(text.slice(2))}</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>`).join("")}</sst>`),
    ...Object.fromEntries(pages.map((page, at) => [`xl/worksheets/sheet${at + 1}.xml`, page])),
  });
}
