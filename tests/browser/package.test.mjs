// Packages, played in scorm-again as a platform plays them: right, wrong, taken up again, closed in the middle, a platform that falls
// silent, one that only shows, none at all.
//   JALON_BIN   the program, which makes the packages
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, serve } from "./support.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const AGAIN = path.join(import.meta.dirname, "node_modules/scorm-again");
const jalon = process.env.JALON_BIN ?? path.join(ROOT, "target/release/jalon");
const folder = mkdtempSync(path.join(os.tmpdir(), "jalon-package-"));
const WORDS = {
  scorm12: { file: "scorm12", make: "window.API = new Scorm12API({autocommit: false, logLevel: 5})", from: "API", state: "cmi.suspend_data" },
  scorm2004: { file: "scorm2004", make: "window.API_1484_11 = new Scorm2004API({autocommit: false, logLevel: 5})", from: "API_1484_11", state: "cmi.suspend_data" },
};
let browser, site;

/** The page of a platform: its interface, what it kept before, and the package in a frame. */
function host(kind) {
  const { file, make, from } = WORDS[kind];
  return `<!doctype html><html lang="fr"><title>Plateforme</title><script src="${file}.js"></script><script>
  ${make};
  const kept = JSON.parse(localStorage.getItem("lms") || "null");
  if (kept) ${from}.loadFromJSON(kept, "cmi"); else ${kind === "scorm12" ? 'API.cmi.core.student_name = "Factice, Perle"' : 'API_1484_11.cmi.learner_name = "Factice, Perle"'};
  window.calls = [];
  const mode = new URLSearchParams(location.search).get("mode");
  if (mode) ${kind === "scorm12" ? "API.cmi.core.lesson_mode = mode" : "API_1484_11.cmi.mode = mode"};
  window.down = false;
  for (const name of ["LMSInitialize","LMSSetValue","LMSCommit","LMSFinish","Initialize","SetValue","Commit","Terminate"]) {
    const own = ${from}[name]; if (!own) continue;
    ${from}[name] = function (...values) { calls.push([name, ...values]); return down && /Set|Commit/.test(name) ? "false" : own.apply(${from}, values); };
  }
  </script><iframe src="${kind}/parcours.html" style="width:1200px;height:900px"></iframe></html>`;
}

before(async () => {
  for (const kind of ["scorm12", "scorm2004"]) {
    const zip = path.join(folder, `${kind}.zip`);
    execFileSync(jalon, ["package", kind, "--root", ROOT, "--output", zip], { stdio: "ignore" });
    execFileSync("python3", ["-m", "zipfile", "-e", zip, path.join(folder, kind)]);
    copyFileSync(path.join(AGAIN, "dist", `${WORDS[kind].file}.js`), path.join(folder, `${WORDS[kind].file}.js`));
    writeFileSync(path.join(folder, `${kind}.html`), host(kind));
  }
  site = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A platform with a package in it. */
async function opened(context, kind, query = "") {
  const page = await context.newPage();
  const outside = [];
  page.on("request", (request) => { if (!request.url().startsWith(site.url) && !/^(data|blob):/.test(request.url())) outside.push(request.url()); });
  await page.goto(`${site.url}${kind}.html${query}`);
  const shell = page.frames().find((frame) => frame.url().endsWith("parcours.html")) ?? (await page.waitForEvent("frameattached"));
  await shell.waitForSelector("iframe[src]");
  return { page, outside, shell };
}

/** The page of the course that is shown. */
const inner = (page) => page.frames().find((frame) => frame.url().includes("/formation/"));

async function go(page, kind, name) {
  await page.waitForFunction(() => document.querySelector("iframe").contentDocument.querySelector("iframe").src);
  await inner(page).goto(`${site.url}${kind}/formation/${name}/index.html`);
  return inner(page);
}

const said = (shell) => shell.locator("[data-said]").textContent();
const get = (page, kind, element) => page.evaluate(([from, name]) => {
  const api = window[from];
  return name.split(".").slice(1).reduce((at, part) => at?.[part], api.cmi);
}, [WORDS[kind].from, element]);

/** In a page: fills the form of a question by the key that the package carries; of a case, the step that is shown. */
function fill([id, right]) {
  const item = window.parent.JalonCourse.items.find((one) => one.id === id);
  const form = document.querySelector(".quiz-stage form");
  const pick = (field, value) => {
    field.value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const boxes = [...form.querySelectorAll("input[type=radio], input[type=checkbox]")];
  const take = (wanted) => { for (const box of boxes) if (wanted(box.value) !== box.checked) box.click(); };
  if (item.kind === "scenario") {
    const worth = (name, before = []) => {
      const end = item.ends.find((one) => one.id === name);
      if (end) return end.score;
      if (before.includes(name)) return -1;
      return Math.max(...item.steps.find((one) => one.id === name).choices.map((way) => worth(way.next, [...before, name])));
    };
    const step = boxes[0].value.split("=")[0];
    const ways = item.steps.find((one) => one.id === step).choices.toSorted((a, b) => worth(b.next) - worth(a.next));
    const way = `${step}=${(right ? ways[0] : ways.at(-1)).id}`;
    return take((value) => value === way);
  }
  if (item.choices) {
    const wanted = item.choices.filter((one) => one.correct === right).map((one) => one.id);
    const single = boxes[0].type === "radio";
    return take((value) => (single || !right ? value === wanted[0] : wanted.includes(value)));
  }
  if (item.kind === "ordering") {
    const rows = () => [...form.querySelectorAll("[data-id]")];
    const order = item.items.map((one) => one.id);
    if (!right) order.reverse();
    order.forEach((id, at) => {
      while (rows()[at].dataset.id !== id) rows().find((row) => row.dataset.id === id).querySelector("[data-do=up]").click();
    });
    return;
  }
  const parts = item.lefts ?? item.items ?? item.gaps ?? [item];
  // Items to sort stand in another order each time: their words tell them.
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const section = document.querySelector(`[data-static] [data-question="${id}"]`);
  const sorted = (field) => item.items.find((one) => words(section.querySelector(`[data-item="${one.id}"]`)).startsWith(words(field.labels[0])));
  form.querySelectorAll("select, input").forEach((field, at) => {
    const part = item.kind === "categorise" ? sorted(field) : parts[at];
    const value = part.right ?? part.category ?? part.options?.find((one) => one.correct)?.id ?? part.value ?? part.answers?.[0];
    if (field.tagName === "SELECT") pick(field, right ? value : [...field.options].find((one) => one.value && one.value !== value).value);
    else pick(field, right ? value : "77");
  });
}

/** Answers the questions of the page, right or wrong. */
async function answer(frame, right, most = Infinity) {
  await frame.locator("[data-do=start], [data-do=retry], [data-do=restart]").first().click();
  const heading = frame.locator("[data-at]").first();
  for (let count = 0; count < most && (await frame.locator(".quiz-stage form").count()); count += 1) {
    const id = await heading.getAttribute("data-at");
    while ((await heading.getAttribute("data-at")) === id) {
      await frame.evaluate(fill, [id, right]);
      await frame.locator(".quiz-stage form").evaluate((form) => form.requestSubmit());
    }
    await frame.locator("[data-do=next]").click();
  }
}

for (const kind of ["scorm12", "scorm2004"]) {
  const old = kind === "scorm12";
  const status = old ? "cmi.core.lesson_status" : "cmi.success_status";

  test(`${kind}: answers reach the platform, and nothing stays in the browser`, async () => {
    const context = await browser.newContext();
    const { page, outside, shell } = await opened(context, kind);
    assert.match(await said(shell), /suit ce parcours.*Factice, Perle/s);
    const frame = await go(page, kind, "le-bon-role");
    await answer(frame, false);
    assert.match(await get(page, kind, "cmi.suspend_data"), /^JALONP1\./);
    assert.equal(await get(page, kind, old ? "cmi.core.lesson_status" : "cmi.completion_status"), "incomplete");
    const failures = await page.evaluate(() => window.calls.filter((call) => call[2] === "failed").length);
    assert.equal(failures, 0, "nobody fails who may still pass");
    const told = await page.evaluate(() => window.calls.filter((call) => /^cmi.interactions.\d+.(id|result)$/.test(call[1])).map((call) => call.slice(1)));
    assert.deepEqual(told.filter(([name]) => name.endsWith("result")), [0, 1].map((at) => [`cmi.interactions.${at}.result`, old ? "wrong" : "incorrect"]));
    assert.equal(told.length, 4);
    assert.deepEqual(await frame.evaluate(() => [Object.keys(window.parent.localStorage), Object.keys(window.parent.sessionStorage)]), [[], []]);
    assert.deepEqual(outside, []);
    await context.close();
  });

  test(`${kind}: closed in the middle, taken up again exactly`, async () => {
    const context = await browser.newContext();
    const first = await opened(context, kind);
    await answer(await go(first.page, kind, "evaluation"), true, 7);
    const before = await inner(first.page).evaluate(() => JSON.parse(localStorage.getItem("jalon:parcours:1")));
    const kept = await first.page.evaluate((from) => {
      document.querySelector("iframe").remove();
      return { data: window[from].renderCMIToJSONString(), calls: window.calls.map((call) => call[0]) };
    }, WORDS[kind].from);
    const end = old ? "LMSFinish" : "Terminate";
    assert.equal(kept.calls.filter((call) => call === end).length, 1, "finished once");
    assert.equal(kept.calls.at(-1), end, "and no call after it");
    await first.page.evaluate((data) => localStorage.setItem("lms", data), JSON.stringify(JSON.parse(kept.data).cmi));
    await first.page.close();
    const again = await opened(context, kind);
    const frame = await go(again.page, kind, "evaluation");
    const after = await frame.evaluate(() => JSON.parse(localStorage.getItem("jalon:parcours:1")));
    assert.deepEqual(after.attempts, before.attempts);
    assert.match(await frame.locator(".quiz-notes").textContent(), /déjà enregistrées.*7 sur 18/s);
    await context.close();
  });

  test(`${kind}: the whole course is passed, and then only`, async () => {
    const context = await browser.newContext();
    const { page } = await opened(context, kind);
    const modules = ["pourquoi-et-pour-qui", "le-bon-role", "s-organiser", "votre-mission", "enregistrer-sans-erreur", "informer-et-proteger", "tenir-a-jour", "evaluation"];
    for (const name of modules) {
      assert.notEqual(await get(page, kind, status), "passed", name);
      const frame = await go(page, kind, name);
      // Wrong, then taken up again.
      if (name === "le-bon-role") await answer(frame, false);
      await answer(frame, true);
    }
    assert.equal(await get(page, kind, status), "passed");
    assert.equal(String(await get(page, kind, old ? "cmi.core.score.raw" : "cmi.score.raw")), "100");
    assert.ok((await get(page, kind, "cmi.suspend_data")).length <= 4096);
    const frame = await go(page, kind, "attestation");
    assert.equal(await frame.locator("[name=last]").inputValue(), "", "the name is shown before it is used");
    await frame.locator(".lms-name button").click();
    assert.deepEqual([await frame.locator("[name=first]").inputValue(), await frame.locator("[name=last]").inputValue()], ["Perle", "Factice"]);
    await frame.locator("[name=role]").fill("Responsable");
    await frame.locator("[name=structure]").fill("Maison Factice");
    await frame.locator("[name=place]").fill("Lyon");
    const code = await frame.locator("[data-field=code]").textContent();
    assert.match(code, /^[0-9A-Z]{4}( |-)/, code);
    await context.close();
  });

  test(`${kind}: a platform that falls silent loses nothing`, async () => {
    const context = await browser.newContext();
    const { page, shell } = await opened(context, kind);
    const frame = await go(page, kind, "le-bon-role");
    await page.evaluate(() => { window.down = true; });
    await answer(frame, true);
    assert.match(await said(shell), /ne répond plus/);
    await page.evaluate(() => { window.down = false; });
    await shell.waitForFunction(() => /suit ce parcours/.test(document.querySelector("[data-said]").textContent), null, { timeout: 15000 });
    const state = await get(page, kind, "cmi.suspend_data");
    assert.ok(state.length > 60, state);
    assert.equal(await page.evaluate((from) => window[from].cmi.interactions.childArray.length, WORDS[kind].from), 2);
    await context.close();
  });

  test(`${kind}: a platform that only shows the course is told nothing`, async () => {
    const context = await browser.newContext();
    const { page, shell } = await opened(context, kind, "?mode=review");
    assert.match(await said(shell), /sans le suivre/);
    await answer(await go(page, kind, "le-bon-role"), true);
    assert.deepEqual(await page.evaluate(() => window.calls.filter((call) => /Set|Commit/.test(call[0]))), []);
    await context.close();
  });

  test(`${kind}: without a platform the course says so and works`, async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.url}${kind}/parcours.html`);
    await page.waitForSelector("iframe[src]");
    assert.match(await page.locator("[data-said]").textContent(), /Aucune plateforme/);
    await context.close();
  });

  test(`${kind}: every link of every page leads into the package`, () => {
    const manifest = readFileSync(path.join(folder, kind, "imsmanifest.xml"), "utf8");
    const files = new Set([...manifest.matchAll(/<file href="([^"]+)"/g)].map(([, name]) => name));
    for (const name of files) {
      const text = readFileSync(path.join(folder, kind, name), "utf8");
      if (!name.endsWith(".html")) continue;
      for (const [, target] of text.matchAll(/ (?:href|src)="([^"#]+)[^"]*"/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const at = path.posix.normalize(path.posix.join(path.posix.dirname(name), target));
        assert.ok(files.has(at), `${name} leads to ${at}`);
      }
    }
  });
}
