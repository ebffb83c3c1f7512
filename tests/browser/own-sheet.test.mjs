// What a publisher sets of the sheet: a logo, and a number of months after which it is to be done again.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { rules } from "./scripts.mjs";
import { assertQuiet, launch, mine, open, passedAttempt, serve } from "./support.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const jalon = process.env.JALON_BIN ?? path.join(root, "target/release/jalon");
const LEARNER = { first: "Zoé", last: "Lefèvre", role: "Responsable RH", structure: "Les Tilleuls", place: "Sète" };
const page = (title, block) => `---\ntitle: ${title}\ndescription: Une page.\n---\nUn texte.\n\n\`\`\`${block}\n\`\`\`\n`;
let browser, server, scratch;

before(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "jalon-feuille-"));
  cpSync(path.join(root, "tests/browser/site"), scratch, { recursive: true });
  mkdirSync(path.join(scratch, "themes"), { recursive: true });
  cpSync(path.join(root, "themes/rpps"), path.join(scratch, "themes/rpps"), { recursive: true });
  mkdirSync(path.join(scratch, "static"), { recursive: true });
  writeFileSync(path.join(scratch, "static/logo.svg"), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30v10H0z"/></svg>');
  appendFileSync(path.join(scratch, "site.yaml"), "\nlogo: static/logo.svg\n");
  const course = path.join(scratch, "data/course.yaml");
  writeFileSync(course, readFileSync(course, "utf8").replace(/^duration:.*$/m, "$&\nvalidity: 15"));
  writeFileSync(path.join(scratch, "content/formation/verification.md"), page("Vérification", "verification").replace("Un texte.", "## Vérifier"));
  execFileSync(jalon, ["build", "--root", scratch, "--output", path.join(scratch, "public")], { stdio: ["ignore", "ignore", "inherit"] });
  server = await serve(path.join(scratch, "public"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(scratch, { recursive: true, force: true });
});

test("a logo, a day of review: on the sheet, in its code, in its link and in the verdict", async () => {
  const tab = await open(browser);
  await tab.goto(`${server.url}formation/verification/`);
  const banks = JSON.parse(await tab.locator("[data-banks]").getAttribute("data-banks"));
  await tab.goto(`${server.url}formation/attestation/`);
  const course = await tab.locator("[data-attestation]").getAttribute("data-attestation");
  const attempts = banks.map((bank, n) => ({ ...passedAttempt(rules(), bank, { course }), id: `ABCDEFGHJ${n}`, n: n + 1 }));
  await tab.evaluate((state) => localStorage.setItem("jalon:parcours:1", state), JSON.stringify({ v: 1, attempts }));
  await tab.reload();
  for (const [name, value] of Object.entries(LEARNER)) await tab.fill(`[name=${name}]`, value);
  const logo = tab.locator(".sheet-brand img");
  assert.ok(await logo.evaluate((image) => image.complete && image.naturalWidth > 0), "the logo is there");
  const days = /au (.*)|le (.*)/.exec(await tab.locator("[data-sheet] [data-field=period]").innerText());
  const review = await tab.locator("[data-sheet] [data-field=review]").innerText();
  const year = Number(/\d{4}/.exec(days[0])[0]);
  assert.match(review, new RegExp(`${year + 1}|${year + 2}`));
  await tab.click("[data-do=link]");
  await mine(tab);
  const link = await tab.inputValue("#a-link");
  assert.match(link, /#v=2/);
  await tab.goto(link);
  await tab.waitForSelector(".verify-result");
  const said = await tab.locator(".verify-who").innerText();
  assert.ok(said.includes("À revoir avant le") && said.includes(review), said);
  assert.match(await tab.locator(".verify-result h2").innerText(), /authentique, parcours terminé/);
  assertQuiet(tab, server.url);
});
