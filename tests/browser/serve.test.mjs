// `jalon serve`, seen from the browser: the page follows its sources, errors lie over it, nothing is lost.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, open } from "./support.mjs";

const root = path.resolve(import.meta.dirname, "../..");
let browser, jalon, site, address;

before(async () => {
  site = mkdtempSync(path.join(tmpdir(), "jalon-"));
  for (const name of ["capsules", "content", "data", "quizzes", "themes", "site.yaml"]) cpSync(path.join(root, name), path.join(site, name), { recursive: true });
  jalon = spawn(process.env.JALON_BIN ?? path.join(root, "target/release/jalon"), ["serve", "--root", site, "--port", "0"]);
  jalon.stderr.pipe(process.stderr);
  address = await new Promise((found, failed) => {
    let said = "";
    jalon.stdout.on("data", (text) => {
      said += text;
      const match = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (match) found(match[0]);
    });
    jalon.once("exit", () => failed(new Error(`jalon serve stopped: ${said}`)));
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  jalon?.kill();
  if (site) rmSync(site, { recursive: true });
});

const file = () => path.join(site, "content/comprendre/six-roles.md");
const edit = (change) => writeFileSync(file(), change(readFileSync(file(), "utf8")));

test("an edit shows by itself and the reader stays where he was", async () => {
  const page = await open(browser);
  await page.goto(`${address}comprendre/six-roles/`);
  await page.evaluate(() => window.scrollTo(0, 900));
  edit((text) => text.replace("## Et après", "Un paragraphe tout neuf.\n\n## Et après"));
  await page.getByText("Un paragraphe tout neuf.").waitFor();
  assert.ok(Math.abs((await page.evaluate(() => window.scrollY)) - 900) < 60, `scrolled to ${await page.evaluate(() => window.scrollY)}`);
  await page.context().close();
});

test("an error lies over the page, which stays; it goes with the error", async () => {
  const page = await open(browser);
  await page.goto(`${address}comprendre/six-roles/`);
  const good = readFileSync(file(), "utf8");
  writeFileSync(file(), good.replace("title:", "titel:"));
  const overlay = page.locator("[role=dialog]");
  await overlay.getByText("cle-inconnue").first().waitFor();
  assert.match(await overlay.innerText(), /content\/comprendre\/six-roles\.md/);
  assert.match(await overlay.innerText(), /vouliez-vous dire « title »/);
  assert.ok(await page.locator("main h1").isVisible());
  const again = await page.context().request.get(`${address}comprendre/six-roles/`);
  assert.equal(again.status(), 200, "the last good state is still served");
  writeFileSync(file(), good);
  await overlay.getByText("cle-inconnue").first().waitFor({ state: "hidden" });
  await page.context().close();
});

test("a stream of events that the server never took up is asked for again", async () => {
  const page = await open(browser);
  let asked = 0;
  await page.route("**/_jalon/events", (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
  });
  await page.goto(`${address}comprendre/six-roles/`);
  edit((text) => text.replace("Un paragraphe tout neuf.", "Un paragraphe entendu après coup."));
  await page.getByText("Un paragraphe entendu après coup.").waitFor();
  assert.ok(asked > 1);
  await page.context().close();
});

test("requests from elsewhere and out of the site are refused", async () => {
  const get = async (path, headers = {}) => (await fetch(address + path, { headers })).status;
  assert.equal(await get(""), 200);
  assert.equal(await get("..%2f..%2fetc%2fpasswd"), 400);
  assert.equal(await get("site.yaml"), 404);
  assert.equal(await get("content/_index.md"), 404);
  assert.equal((await fetch(address, { method: "POST" })).status, 405);
});
