// The JSON Schemas say what Jalon accepts: a second reader of YAML and a validator of our choosing
// hold the files of this repository, and broken ones, against them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

const root = path.resolve(import.meta.dirname, "../..");
const jalon = (...words) => execFileSync(process.env.JALON_BIN ?? path.join(root, "target/release/jalon"), words, { encoding: "utf8" });

function validator(name) {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats(ajv);
  for (const format of ["uint32", "int64", "double"]) ajv.addFormat(format, true);
  return ajv.compile(JSON.parse(jalon("schema", name)));
}

const read = (file) => parse(readFileSync(path.join(root, file), "utf8"), { schema: "core" });
const quizzes = readdirSync(path.join(root, "quizzes")).map((name) => ["quiz", `quizzes/${name}`]);
const files = [["site", "site.yaml"], ["course", "data/course.yaml"], ["bibliography", "data/bibliography.yaml"], ["glossary", "data/glossary.yaml"], ["synonyms", "data/synonyms.yaml"], ["audiences", "data/audiences.yaml"], ["theme", "themes/rpps/theme.yaml"], ...quizzes];

for (const [name, file] of files) {
  test(`${file} is valid by its schema`, () => {
    const validate = validator(name);
    assert.ok(validate(read(file)), JSON.stringify(validate.errors, null, 1));
  });
}

test("the heads of all pages are valid by their schema", () => {
  const validate = validator("page");
  const pages = readdirSync(path.join(root, "content"), { recursive: true }).filter((name) => name.endsWith(".md"));
  assert.ok(pages.length >= 30);
  for (const name of pages) {
    const head = readFileSync(path.join(root, "content", name), "utf8").split(/^---$/m)[1];
    assert.ok(validate(parse(head)), `${name}: ${JSON.stringify(validate.errors)}`);
  }
});

test("the heads of all capsules are valid by their schema", () => {
  const validate = validator("capsule");
  for (const name of readdirSync(path.join(root, "capsules")).filter((name) => name.endsWith(".md"))) {
    const head = readFileSync(path.join(root, "capsules", name), "utf8").split(/^---$/m)[1];
    assert.ok(validate(parse(head)), `${name}: ${JSON.stringify(validate.errors)}`);
  }
});

for (const kind of ["decision", "matrix", "process"]) {
  test(`every ${kind} of the pages is valid by its schema`, () => {
    const validate = validator(`widget-${kind}`), fence = new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, "gm");
    const pages = readdirSync(path.join(root, "content"), { recursive: true }).filter((name) => name.endsWith(".md"));
    const bodies = pages.flatMap((name) => Array.from(readFileSync(path.join(root, "content", name), "utf8").matchAll(fence), ([, body]) => body));
    assert.ok(bodies.length >= 2);
    for (const body of bodies) assert.ok(validate(parse(body)), JSON.stringify(validate.errors));
    assert.equal(validate({ id: "a", titel: "b" }), false);
  });
}

test("what Jalon refuses, the schema refuses", () => {
  const page = validator("page");
  assert.equal(page({ title: "A", description: "B", titel: "C" }), false);
  assert.equal(page({ title: "A" }), false);
  assert.equal(page({ title: "A", description: "B", audience: "tous" }), false);
  const quiz = validator("quiz");
  assert.equal(quiz({ title: "A", questions: [{ id: "a", type: "triple" }] }), false);
});
