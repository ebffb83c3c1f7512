// A publisher's few lines of style, in the file that the theme leaves them: they win over the theme, plain as they are.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertQuiet, launch, open, serve } from "./support.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const jalon = process.env.JALON_BIN ?? path.join(root, "target/release/jalon");
// Five lines: a colour of the theme, a button, a heading, in no layer and with selectors as light as they come.
const LINES = `:root { --accent: rgb(1, 2, 3); }
button { border-radius: 17px; }
a { text-decoration-style: wavy; }
h1 { letter-spacing: 3px; }
h3 { font-size: 31px; }
`;
let browser, server, scratch;

before(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "jalon-editeur-"));
  cpSync(path.join(root, "tests/browser/site"), scratch, { recursive: true });
  mkdirSync(path.join(scratch, "themes/rpps/assets"), { recursive: true });
  writeFileSync(path.join(scratch, "themes/rpps/assets/publisher.css"), LINES);
  mkdirSync(path.join(scratch, "static"), { recursive: true });
  for (const name of ["logo", "sombre"]) {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60" width="60" height="60"><path d="M0 0h60v60H0z"/></svg>';
    writeFileSync(path.join(scratch, `static/${name}.svg`), drawing);
  }
  appendFileSync(path.join(scratch, "site.yaml"), "\nlogo: static/logo.svg\nlogo_dark: static/sombre.svg\n");
  execFileSync(jalon, ["build", "--root", scratch, "--output", path.join(scratch, "public")], { stdio: ["ignore", "ignore", "inherit"] });
  server = await serve(path.join(scratch, "public"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(scratch, { recursive: true, force: true });
});

for (const scheme of ["light", "dark"]) {
  test(`five plain lines of a publisher win, ${scheme}`, async () => {
    const page = await open(browser, { colorScheme: scheme });
    await page.goto(server.url + "formation/le-bon-role/");
    const style = (selector, name) => page.locator(selector).first().evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), name);
    assert.equal(await style(".quiz-app .btn", "border-top-left-radius"), "17px");
    assert.equal(await style("[data-do=play]", "background-color"), "rgb(1, 2, 3)");
    assert.equal(await style("main h1", "letter-spacing"), "3px");
    assert.equal(await style(".quiz-app h3", "font-size"), "31px");
    assert.equal(await style("main a", "text-decoration-style"), "wavy");
    assertQuiet(page, server.url);
    await page.context().close();
  });
}

test("a logo for each scheme, whoever chose it; paper has the first; a square one is the icon of the tab", async () => {
  const page = await open(browser, { colorScheme: "light" });
  await page.goto(server.url);
  const shown = async () => (await page.locator(".brand img:visible").evaluateAll((all) => all.map((one) => one.getAttribute("src")))).join();
  assert.equal(await shown(), "logo.svg");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await shown(), "sombre.svg");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByText("Sombre", { exact: true }).click();
  assert.equal(await shown(), "sombre.svg");
  await page.emulateMedia({ media: "print" });
  assert.equal(await shown(), "logo.svg");
  assert.equal(await page.locator("link[rel=icon]").getAttribute("href"), "logo.svg");
  await page.context().close();
});
