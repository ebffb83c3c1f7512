// Makes, from the tables of this folder, what Rust and the page's scripts must know alike: node rules/twins.mjs
// With --check nothing is written: what differs is told, and the exit status is 1.
//
// In: *.txt beside this file, as table.mjs reads them, and the drawings of themes/rpps/assets/icons/.
// Out: in each file of TWINS, what stands between `generated from …` and `end of what is generated`. Both sides are written as source, so that neither reads a table when it runs, and a site is built and opened without this file.
import { readFileSync, writeFileSync } from "node:fs";
import { storageKeys, table } from "./table.mjs";

const root = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const WIDTH = 120;

/** A fault of a table, or of a file that should carry one: what follows is not written. */
const refuse = (fault) => {
  console.error(fault);
  process.exit(1);
};

/** The sections of a table, by title. */
function sections(name) {
  const found = table(name, refuse);
  return (title) => found.get(title) ?? refuse(`rules/${name}.txt: no [${title}]`);
}

const tables = Object.fromEntries(["words", "endings", "letters", "alphabets", "months"].map((name) => [name, sections(name)]));

/** All the words of a section. */
const all = (name, section) => {
  const found = tables[name](section).flat();
  const twice = found.find((word, at) => found.indexOf(word) !== at);
  return twice ? refuse(`rules/${name}.txt: « ${twice} » stands twice in [${section}]`) : found;
};
const one = (name, section) => all(name, section).join("");

// ---------------------------------------------------------------- what must hold of the tables

/** Words of a section, sorted: Rust looks them up by halves. */
const sorted = (section) => {
  const found = all("words", section).sort();
  const wrong = found.find((word) => !/^[a-z]+$/.test(word));
  return wrong ? refuse(`rules/words.txt: « ${wrong} » of [${section}] is not folded`) : found;
};
const both = sorted("grammar").find((word) => sorted("question").includes(word));
if (both) refuse(`rules/words.txt: « ${both} » is in [grammar] and in [question]`);

/** Forms of a section, one a line, and what their signs stand for in a pattern. */
const SIGNS = { "*": "\\p{L}*", "+": "\\p{L}+", "’": "[’']?\\s?", "'": "[’']", "-": "[- ]" };
const forms = (section) =>
  tables.words(section).map((line) => line.join(" ")).map((form) =>
    /^[\p{Ll} ’'-]+[*+]?$/u.test(form) ? form : refuse(`rules/words.txt: « ${form} » of [${section}] is no form`),
  );
const pattern = (section) => `(?:${forms(section).map((form) => Array.from(form, (sign) => SIGNS[sign] ?? sign).join("")).join("|")})`;

const alphabet = (section, size) => {
  const symbols = one("alphabets", section);
  const right = symbols.length === size && new Set(symbols).size === size;
  return right ? symbols : refuse(`rules/alphabets.txt: [${section}] must be ${size} different symbols`);
};
const BASE32 = alphabet("base 32", 32), BASE64 = alphabet("base 64", 64);
const MEANT = tables.alphabets("base 32 read as");
for (const [meant, ...typed] of MEANT) {
  const wrong = !BASE32.includes(meant) || typed.some((symbol) => BASE32.includes(symbol));
  if (wrong) refuse(`rules/alphabets.txt: « ${meant} » must be a symbol, and what is read as it must not be one`);
}

const GROUPS = tables.endings("standard").map(([name, region, becomes, ...endings]) => {
  if (!["RV", "R1", "R2", "any"].includes(region)) refuse(`rules/endings.txt: « ${region} » is no region`);
  return { name, region, becomes: becomes === "-" ? "" : becomes, endings };
});

/** Characters of a section, as ranges of numbers. */
const ranges = (section) =>
  all("letters", section).map((range) => {
    const ends = range.split("-").map((number) => parseInt(number, 16));
    const right = ends.length < 3 && ends.every((number) => number >= 0) && ends[0] <= ends.at(-1);
    return right ? { first: ends[0], last: ends.at(-1) } : refuse(`rules/letters.txt: « ${range} » is no range`);
  });
const SPACES = ranges("spaces");
for (let number = 0; number < 0x10000; number += 1) {
  if (/\s/.test(String.fromCharCode(number)) !== SPACES.some(({ first, last }) => first <= number && number <= last)) {
    refuse(`rules/letters.txt: [spaces] and \\s differ by U+${number.toString(16).padStart(4, "0")}`);
  }
}
const LIGATURES = tables.letters("ligatures"), SEARCHED = LIGATURES.concat(tables.letters("ligatures that are searched"));
const CASED = LIGATURES.flatMap(([letter, plain]) => [[letter, plain], [letter.toUpperCase(), plain.toUpperCase()]]);
/** What a typed answer may hold, and what it is read as. */
const USUAL = [
  [ranges("invisible in an answer"), ""],
  [ranges("apostrophes"), "'"],
  [[...ranges("hyphens"), ...ranges("dashes")], "-"],
  ...tables.letters("signs of several letters").map(([sign, plain]) => [[{ first: sign.codePointAt(0), last: sign.codePointAt(0) }], plain]),
];

const MONTHS = all("months", "months");
if (MONTHS.length !== 12) refuse("rules/months.txt: a year has twelve months");

const KEYS = storageKeys(refuse);
const taken = new Set();

/** What is between the <svg> tags of an icon. */
const drawing = (name) => {
  const held = /<svg[^>]*>(.*)<\/svg>\s*$/s.exec(read(`themes/rpps/assets/icons/${name}.svg`));
  return held && !/['\n]/.test(held[1]) ? held[1] : refuse(`icons/${name}.svg: a drawing is one <svg>, on one line, without « ' »`);
};

// ---------------------------------------------------------------- Rust

/** Items, as many a line as fit: rustfmt would set each long word on a line of its own. */
function filled(items, separator, indent) {
  const lines = [""];
  for (const item of items) {
    if (lines.at(-1).length + item.length + indent.length + 2 > WIDTH) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) && " "}${item}${separator}`;
  }
  return lines.map((line) => `${indent}${line}\n`).join("");
}
const quoted = (items) => items.map((item) => JSON.stringify(item));
const rust = {
  list: (name, says, items) =>
    `/// ${says}\n#[rustfmt::skip]\nconst ${name}: [&str; ${items.length}] = [\n${filled(quoted(items), ",", "    ")}];\n`,
  number: (number) => `'\\u{${number.toString(16)}}'`,
  numbers: ({ first, last }) => (first === last ? rust.number(first) : `${rust.number(first)}..=${rust.number(last)}`),
  class: (section) => ranges(section).map(rust.numbers),
  is: (name, says, section) =>
    `/// ${says}\n#[rustfmt::skip]\npub(crate) fn ${name}(character: char) -> bool {\n    matches!(\n        character,\n${
      filled(rust.class(section), " |", "        ").replace(/ \|\n$/, "")}\n    )\n}\n`,
  opened: (name, says, ligatures) =>
    `/// ${says}\npub(crate) fn ${name}(letter: char) -> Option<&'static str> {\n    match letter {\n        ${
      rust.class("marks").join(" | ")} => Some(""),\n${
      ligatures.map(([letter, plain]) => `        '${letter}' => Some("${plain}"),\n`).join("")}        _ => None,\n    }\n}\n`,
};

const variant = (name) => name[0].toUpperCase() + name.slice(1);

const rustOf = {
  words: () => [
    rust.list("GRAMMAR", "Words of grammar: they are neither kept nor searched.", sorted("grammar")),
    rust.list("QUESTION", "Words one asks with, and talks with: they count little beside the others.", sorted("question")),
  ],
  asking: () => [
    rust.list("DENIES", "What denies, in a question or a title, as whole words.", forms("denies")),
    rust.list("WILL", "The verbs of who will not, before the word « pas ».", forms("will")),
    rust.list("DEFINES", "Who asks what something is.", forms("asks for a definition")),
    rust.list("GENERIC", "Words that say no more of something than that it is something.", sorted("generic")),
  ],
  ignored: () => [
    "/// Words that are in every answer: they tell no question from another, and are ignored when typed.\n" +
      `const IGNORED: &str = "${all("words", "ignored by the list of questions").join(" ")}";\n`,
  ],
  endings: () => [
    `const VOWELS: &[u8] = b"${one("endings", "vowels")}";\n`,
    rust.list("STARTS", "They are no prefixes: region RV begins after them.", all("endings", "starts")),
    `/// Groups of endings of step 1.\n#[derive(Clone, Copy, PartialEq, Eq)]\nenum Group {\n${
      GROUPS.map(({ name }) => `    ${variant(name)},\n`).join("")}}\n`,
    "/// A group, the region where its endings must stand, what replaces them, and they.\n#[rustfmt::skip]\n" +
      `const STANDARD: [(Group, Region, &str, &[&str]); ${GROUPS.length}] = [\n${
        GROUPS.map(({ name, region, becomes, endings }) =>
          `    (Group::${variant(name)}, Region::${variant(region.toLowerCase())}, "${becomes}", &[${quoted(endings).join(", ")}]),\n`).join("")}];\n`,
    rust.list("VERBS_IN_I", "Step 2a.", all("endings", "verbs in i")),
    rust.list("IONS", "Step 2b, in R2.", all("endings", "ions")),
    rust.list("VERBS_IN_E", "Step 2b.", all("endings", "verbs in e")),
    rust.list("VERBS_IN_A", "Step 2b; an `e` before them goes along.", all("endings", "verbs in a")),
    `/// A final "s" stays after these.\nconst KEEP_S: &[u8] = b"${one("endings", "letters that keep their s")}";\n`,
    rust.list("RESIDUAL", "Step 4.", all("endings", "residual")),
    rust.list("DOUBLED", "Step 5: their last letter falls.", all("endings", "doubled")),
  ],
  letters: () => [
    rust.opened("searched", "What a small letter of a decomposed text becomes in words that are searched and in addresses; none when it stays.", SEARCHED),
    rust.opened("answered", "What a letter of a decomposed text becomes in a typed answer; none when it stays.", CASED),
    "/// The usual form of what keyboards and word processors write differently; none when it stays.\n#[rustfmt::skip]\npub(crate) fn usual(character: char) -> Option<&'static str> {\n    match character {\n" +
      USUAL.map(([of, plain]) => `        ${of.map(rust.numbers).join(" | ")} => Some("${plain}"),\n`).join("") +
      "        space if is_space(space) => Some(\" \"),\n        _ => None,\n    }\n}\n",
    `/// What joins the parts of a word.\npub(crate) const HYPHENS: [char; ${ranges("hyphens").length + 1}] = ['-', ${rust.class("hyphens").join(", ")}];\n`,
    rust.is("is_space", "What `\\s` matches in JavaScript.", "spaces"),
    rust.is("is_space_of_sheet", "What is one space on an attestation (control-code/1).", "spaces of a sheet"),
    rust.is("is_invisible_on_sheet", "What is not printed on an attestation (control-code/1).", "invisible on a sheet"),
    `/// What is read as \`'\` on an attestation (control-code/1).\npub(crate) const APOSTROPHES_OF_SHEET: [char; ${
      ranges("apostrophes of a sheet").length}] = [${rust.class("apostrophes of a sheet").join(", ")}];\n`,
  ],
  base32: () => [
    `/// Crockford's alphabet.\nconst SYMBOLS: &[u8; 32] = b"${BASE32}";\n`,
    "/// The symbol that was meant.\nfn meant(typed: char) -> char {\n    match typed {\n" +
      MEANT.map(([meant, ...typed]) => `        ${typed.map((symbol) => `'${symbol}'`).join(" | ")} => '${meant}',\n`).join("") +
      "        _ => typed,\n    }\n}\n",
  ],
  base64: () => [`/// Base 64 for addresses.\nconst SYMBOLS: &[u8; 64] = b"${BASE64}";\n`],
  months: () => [`const MONTHS: [&str; 12] = [\n${MONTHS.map((month) => `    "${month}",\n`).join("")}];\n`],
};

// ---------------------------------------------------------------- scripts

/** A constant on one line: published scripts keep their line ends. Its value goes below its name where the formatter sets it so. */
const constant = (name, value, says = "") => {
  const line = `const ${name} = ${value};`;
  const long = line.length + 2 > WIDTH;
  return `${says && `/** ${says} */\n`}${long ? `const ${name} =\n  ${value};` : line}\n`;
};
const escape = (number) => (number > 0x20 && number < 0x7f ? String.fromCharCode(number) : `\\u${number.toString(16).padStart(4, "0")}`);
const script = {
  split: (items) => (items.length > 1 ? `"${items.join(" ")}".split(" ")` : `["${items[0]}"]`),
  object: (name, says, entries) =>
    `/** ${says} */\nconst ${name} = {\n${entries.map(([key, value]) => `  ${key}: ${value},\n`).join("")}};\n`,
  numbers: ({ first, last }) => (first === last ? escape(first) : `${escape(first)}-${escape(last)}`),
  class: (section) => ranges(section).map(script.numbers).join(""),
  pairs: (name, says, pairs) =>
    `/** ${says} @type {[RegExp, string][]} */\nconst ${name} = [\n${pairs.map(([from, to]) => `  [/${from}/g, "${to}"],\n`).join("")}];\n`,
  opened: (ligatures) => script.pairs("LETTERS", "What is left of letters taken apart.", [[`[${script.class("marks")}]`, ""], ...ligatures]),
};

const scriptOf = {
  words: () => [
    constant("GRAMMAR", `"${sorted("grammar").join(" ")}"`),
    constant("QUESTION", `"${sorted("question").join(" ")}"`),
  ],
  asking: () => [
    constant("DENIES", `/(?:^|[^\\p{L}])${pattern("denies")}(?=$|[^\\p{L}])/iu`, "What denies, in a question or a title."),
    constant("REFUSES", `/(^|\\s)${pattern("will")}\\s+pas(?=\\s|$)/gi`, "Who will not."),
    constant("DEFINES", `/${pattern("asks for a definition")}/iu`, "Who asks what something is."),
    constant("GENERIC", `"${sorted("generic").join(" ")}"`, "Words that say no more of something than that it is something."),
  ],
  endings: () => [
    constant("VOWELS", `"${one("endings", "vowels")}"`),
    constant("STARTS", `/^(?:${all("endings", "starts").join("|")})/`),
    script.object("STANDARD", "Step 1.", GROUPS.map(({ name, endings }) => [name, script.split(endings)])),
    script.object("STANDS", "In which region, but for R2. @type {Record<string, string>}", GROUPS.filter(({ region }) => region !== "R2").map(({ name, region }) => [name, `"${region.toLowerCase()}"`])),
    script.object("INSTEAD", "What replaces them. @type {Record<string, string>}", GROUPS.filter(({ becomes }) => becomes).map(({ name, becomes }) => [name, `"${becomes}"`])),
    constant("VERBS_IN_I", `"${all("endings", "verbs in i").join(" ")}"`, "Step 2a."),
    script.object("VERBS", "Step 2b.", [
      ["ions", script.split(all("endings", "ions"))],
      ["inE", script.split(all("endings", "verbs in e"))],
      ["inA", script.split(all("endings", "verbs in a"))],
    ]),
    constant("KEEP_S", `"${one("endings", "letters that keep their s")}"`),
    constant("RESIDUAL", `"${all("endings", "residual").join(" ")}"`, "Step 4."),
    constant("DOUBLED", `/(?:${all("endings", "doubled").join("|")})$/`),
  ],
  searched: () => [script.opened(SEARCHED)],
  searchedWords: () => [script.opened(SEARCHED), constant("HYPHEN", `/[-${script.class("hyphens")}]/`)],
  answered: () => [
    script.opened(CASED),
    script.pairs("USUAL", "What keyboards and word processors write differently.", [
      ...USUAL.map(([of, plain]) => [`[${of.map(script.numbers).join("")}]`, plain]),
      ["\\s", " "],
    ]),
  ],
  sheet: () => [
    constant("INVISIBLE", `/[${script.class("invisible on a sheet")}]/g`),
    constant("BLANKS", `/[${script.class("spaces of a sheet")}]+/g`),
    constant("APOSTROPHES", `/[${script.class("apostrophes of a sheet")}]/g`),
  ],
  alphabets: () => [
    constant("SYMBOLS", `"${BASE32}"`, "Crockford's alphabet."),
    constant("BASE64", `"${BASE64}"`, "For addresses."),
  ],
  months: () => [constant("MONTHS", `"${MONTHS.join(" ")}".split(" ")`)],
  /** Names of keys, and of functions that make one from an identifier: each names its section of keys.txt. */
  keys: (named) => () =>
    Object.entries(named).map(([name, title]) => {
      const found = KEYS.find((one) => one.title === title) ?? refuse(`rules/keys.txt: no [${title}]`);
      taken.add(found);
      if (!found.key.includes("ID")) return constant(name, `"${found.key}"`, `Holds ${found.holds}.`);
      return constant(name, `(/** @type {string} */ id) => \`${found.key.replace("ID", "${id}")}\``, `Under it: ${found.holds}.`);
    }),
  icons: (named) => () => Object.entries(named).map(([name, icon]) => constant(name, `'${drawing(icon)}'`)),
  meant: () => [script.pairs("MEANT", "The symbol that was meant.", MEANT.map(([meant, ...typed]) => [`[${typed.join("")}]`, meant]))],
};

// ---------------------------------------------------------------- files

/** What is made, for which file, from which table. */
const TWINS = [
  ["src/french/words.rs", "words", rustOf.words],
  ["src/render/widgets/questions.rs", "words", rustOf.ignored],
  ["src/french/stem.rs", "endings", rustOf.endings],
  ["src/text/letters.rs", "letters", rustOf.letters],
  ["src/attestation/control_code.rs", "alphabets", rustOf.base32],
  ["src/attestation/transcript.rs", "alphabets", rustOf.base64],
  ["src/search/ranking/asking.rs", "words", rustOf.asking],
  ["themes/rpps/assets/search/words.js", "words", scriptOf.words],
  ["themes/rpps/assets/search/query.js", "words", scriptOf.asking],
  ["themes/rpps/assets/search/words.js", "endings", scriptOf.endings],
  ["themes/rpps/assets/search/words.js", "letters", scriptOf.searchedWords],
  ["themes/rpps/assets/widgets/questions/questions.js", "letters", scriptOf.searched],
  ["themes/rpps/assets/shared/tools.js", "letters", scriptOf.searched],
  ["themes/rpps/assets/rules/scoring.js", "letters", scriptOf.answered],
  ["themes/rpps/assets/rules/text.js", "letters", scriptOf.sheet],
  ["themes/rpps/assets/rules/control-code.js", "alphabets", scriptOf.meant],
  ["themes/rpps/assets/rules/digest.js", "alphabets", scriptOf.alphabets],
  ["src/french/dates.rs", "months", rustOf.months],
  ["themes/rpps/assets/shared/tools.js", "months", scriptOf.months],
  ["themes/rpps/assets/rules/text.js", "months", scriptOf.months],
  ["themes/rpps/assets/layout/scheme.js", "keys", scriptOf.keys({ KEY: "colour scheme" })],
  ["themes/rpps/assets/layout/site.js", "keys", scriptOf.keys({ SCHEME: "colour scheme", SLASH: "key of the search" })],
  ["themes/rpps/assets/layout/rail.js", "keys", scriptOf.keys({ PROGRESS: "progress" })],
  ["themes/rpps/assets/search/box.js", "keys", scriptOf.keys({ KEY: "key of the search" })],
  ["themes/rpps/assets/rules/progress.js", "keys", scriptOf.keys({
    KEY: "progress", ASIDE: "progress set aside", TRIAL: "trial of writing", IDENTITY: "identity", LEARNER: "learner",
    CLOCK: "time shown",
  })],
  ["themes/rpps/assets/rules/learners.js", "keys", scriptOf.keys({ NAME: "learner", OTHERS: "other learners", PROGRESS: "progress", ASIDE: "progress set aside", IDENTITY: "identity", CLOCK: "time shown" })],
  ["themes/rpps/assets/widgets/checklist/checklist.js", "keys", scriptOf.keys({ keyOf: "checklist" })],
  ["themes/rpps/assets/widgets/planner/kept.js", "keys", scriptOf.keys({ keyOf: "planner" })],
  ["src/preview/page/assets/position.js", "keys", scriptOf.keys({ POSITION: "preview" })],
  ["themes/rpps/assets/layout/site.js", "icons", scriptOf.icons({
    SUN: "sun", MOON: "moon", BOTH: "contrast", PRINT: "print", LINK: "link", MAIL: "mail",
  })],
];

/** Where what is made for a file comes from. */
const source = (name) => (name === "icons" ? "themes/rpps/assets/icons/" : `rules/${name}.txt`);

/** A file with what is made for it put in, and the first line that this changes. */
function renewed(path, name, make) {
  const text = read(path), begin = `// generated from ${source(name)} by rules/twins.mjs: do not edit\n`, end = "// end of what is generated\n";
  const from = text.indexOf(begin), to = text.indexOf(end, from);
  if (from < 0 || to < 0) refuse(`${path}: no lines « ${begin.trim()} » and « ${end.trim()} »`);
  const indent = text.slice(text.lastIndexOf("\n", from) + 1, from);
  const gap = path.endsWith(".rs") ? "\n" : "";
  const made = begin + make().join(gap).replace(/^(?=.)/gm, indent) + indent;
  const held = text.slice(from, to);
  const [wanted, found] = [made, held].map((part) => part.split("\n"));
  const at = wanted.findIndex((line, at) => line !== found[at]);
  const line = text.slice(0, from).split("\n").length + at;
  return { text: text.slice(0, from) + made + text.slice(to), fault: made === held ? "" : `${path}:${line} is not what ${source(name)} gives` };
}

const check = process.argv[2] === "--check";
if (process.argv.length > 3 || (process.argv[2] && !check)) refuse("usage: node rules/twins.mjs [--check]");
const faults = [];
for (const [path, name, make] of TWINS) {
  const { text, fault } = renewed(path, name, make);
  if (!fault) continue;
  if (check) faults.push(fault);
  else {
    writeFileSync(new URL(path, root), text);
    console.log(`${path}: made from ${source(name)}`);
  }
}
const unused = KEYS.find((one) => !taken.has(one));
if (unused) refuse(`rules/keys.txt: no script is given [${unused.title}]`);
if (faults.length) refuse([...faults, "Change the table, then: node rules/twins.mjs"].join("\n"));
