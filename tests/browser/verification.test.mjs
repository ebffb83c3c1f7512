// The verification: the rules of rules/verdict.js against the shared vectors, then the page, from an attestation made in the browser.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { deflateSync } from "node:zlib";
import { load, rules } from "./scripts.mjs";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, at, fileUrl, folder, launch, open, passedAttempt, serve, tabTo, mine } from "./support.mjs";

const here = (name) => new URL(name, import.meta.url);
const Jalon = rules(), { JalonTranscript, JalonReceived, JalonRetyped, JalonVerdict } = load("rules/received.js", "rules/retyped.js", "rules/verdict.js");
const vectors = JSON.parse(readFileSync(here("../vectors/verification.json"), "utf8"));

const replays = JSON.parse(readFileSync(here("../vectors/replay.json"), "utf8"));

const clone = (value) => JSON.parse(JSON.stringify(value));
function set(value, keys, to) {
  const last = keys[keys.length - 1];
  keys.slice(0, -1).reduce((node, key) => node[key], value)[last] = clone(to);
}
const read = (value) => JalonTranscript.read(JSON.stringify(value));
function sealed() {
  const value = clone(vectors.base);
  value.code = Jalon.controlCode(value.sheet);
  return value;
}
const judge = (value, known = vectors.known) => JalonVerdict.verify(read(value).transcript, known, vectors.horizon);

test("verdicts: vectors", () => {
  for (const one of vectors.cases) {
    const value = sealed();
    one.set.forEach(([keys, to]) => set(value, keys, to));
    if (one.reseal) value.code = Jalon.controlCode(value.sheet);
    const out = judge(value, one.known ? vectors.known : { ...vectors.known, versions: [] });
    const said = out.findings.map(({ field, state, why }) => `${field} ${state} ${why}`);
    assert.equal(out.verdict, one.verdict, `${one.name}: ${said}`);
    for (const wanted of one.said) assert.ok(said.includes(wanted), `${one.name}: ${wanted} in ${said}`);
    assert.deepEqual(out.incomplete, one.incomplete ?? null, one.name);
    if (one.changes) assert.deepEqual(out.changes.map(({ title, change }) => [title, change]), one.changes, one.name);
  }
});

test("replays: vectors", () => {
  assert.ok(replays.cases.length >= 30);
  for (const { name, set: changes, state, why } of replays.cases) {
    const held = { log: clone(replays.attempts) };
    changes.forEach(([keys, to]) => set(held, ["log", ...keys], to));
    const found = Jalon.readState(JSON.stringify({ v: 1, attempts: held.log }));
    assert.equal(found.lost, false, name);
    assert.deepEqual(JalonVerdict.replay(found.state.attempts, replays.banks), { state, why }, name);
  }
});

test("a replay that fails spoils the verdict; without questions there is none", () => {
  const value = sealed(), banks = [{ module: "role", version: "bbbbbbbbbb02", quiz: "role", pass: 80, draw: null, questions: [{ id: "q1", kind: "single", choices: [{ id: "a", correct: true }] }] }];
  const replay = (known) => {
    const out = judge(value, known);
    return [out.verdict, ...out.findings.filter((one) => one.field === "replay").map((one) => one.why)];
  };
  assert.deepEqual(replay(vectors.known), ["current"]);
  assert.deepEqual(replay({ ...vectors.known, banks }), ["altered", "replay-differs"]);
  value.attempts[0].done.percent = value.sheet.modules[0].score = 100;
  value.code = Jalon.controlCode(value.sheet);
  assert.deepEqual(replay({ ...vectors.known, banks }), ["current", "replayed"]);
});

test("unreadable files and links: vectors", () => {
  for (const { raw, fault } of vectors.unreadable) assert.equal(JalonTranscript.read(raw).fault, fault, raw);
  for (const [keys, to] of vectors.fields) {
    const value = clone(vectors.base);
    set(value, keys, to);
    assert.equal(read(value).fault, "field", JSON.stringify([keys, to]).slice(0, 200));
  }
  assert.equal(JalonTranscript.read(" ".repeat(1e6 + 1)).fault, "too-large");
  for (const link of ["", "x", "#v=", "#v=%", "#v=é", "#v=____", `#v=${"A".repeat(2e6)}`]) assert.equal(JalonReceived.readLink(link, vectors.known).transcript, null);
});

test("every printed field and every symbol of the code, changed alone, is caught", () => {
  const good = sealed();
  assert.equal(judge(good).verdict, "current");
  let caught = 0;
  const alter = (node, key) => {
    const held = node[key];
    if (held !== null && typeof held === "object") return Object.keys(held).forEach((inner) => alter(held, inner));
    for (const next of typeof held === "number" ? [held + 1, held - 1] : held === null ? [0] : [`${held}x`, held.slice(1), held.toUpperCase()]) {
      if (next === held) continue;
      node[key] = next;
      const { transcript } = read(good);
      if (transcript) assert.equal(judge(good).verdict, "altered", `${key}: ${next}`);
      caught += 1;
    }
    node[key] = held;
  };
  Object.keys(good.sheet).forEach((key) => alter(good.sheet, key));
  assert.ok(caught >= 40, `${caught}`);
  const { code } = good;
  for (let place = 0; place < code.length; place += 1) {
    if (code[place] === "-") continue;
    for (const symbol of Jalon.SYMBOLS) {
      if (symbol === code[place]) continue;
      good.code = code.slice(0, place) + symbol + code.slice(place + 1);
      assert.equal(judge(good).verdict, "altered", good.code);
    }
  }
});

// ---------------------------------------------------------------- the page

const PAGE = "formation/verification/";
const LEARNER = { first: "Zoé Anne", last: "Lefèvre-N’Diaye", role: "Responsable RH", structure: "Résidence « Les Tilleuls »", id: "732 829 320 00074", place: "Sète" };
let browser, server, scratch, made, finished;
before(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "jalon-verif-"));
  server = await serve(folder("JALON_SITE"));
  browser = await launch();
  made = await make(server.url);
  finished = await make(server.url, true);
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Makes an attestation, and gives its file, its link and its fields. */
async function make(base, whole = false) {
  const page = await open(browser, { acceptDownloads: true });
  await page.goto(at(base, "formation/attestation/"));
  const data = await page.locator("[data-attestation]").evaluate((node) => {
    return { id: node.dataset.attestation, modules: [...node.querySelectorAll("[data-sheet] [data-module]")].map((one) => one.dataset.module) };
  });
  const passed = whole ? data.modules : data.modules.slice(1, 2);
  const verify = await page.context().newPage();
  await verify.goto(at(base, PAGE));
  const banks = JSON.parse(await verify.locator("[data-banks]").getAttribute("data-banks"));
  await verify.close();
  const state = JSON.stringify({ v: 1, attempts: passed.map((module, n) => ({ ...passedAttempt(Jalon, banks.find((one) => one.module === module), { course: data.id }), id: `ABCDEFGHJ${n}`, n: n + 1 })) });
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), ["jalon:parcours:1", state]);
  await page.reload();
  await page.click("[data-do=save]");
  assert.equal(await page.evaluate(() => document.activeElement.name), "first", "an incomplete sheet is not saved");
  for (const [name, value] of Object.entries(LEARNER)) await page.fill(`[name=${name}]`, value);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-do=save]").then(() => mine(page))]);
  assert.match(download.suggestedFilename(), /^attestation-Lefèvre-N-Diaye-Zoé-Anne-\d{4}-\d\d-\d\d\.json$/);
  const file = path.join(scratch, `bon-${base.length}-${whole}.json`);
  await download.saveAs(file);
  await page.waitForFunction(() => /enregistrée/.test(document.querySelector("[data-said]").textContent));
  await page.click("[data-do=link]");
  const link = await page.inputValue("#a-link");
  assert.equal(new URL(link).search, "", "nothing of it is sent to a server");
  const code = await page.locator("[data-field=code]").innerText();
  const pdf = path.join(scratch, `feuille-${base.length}-${whole}.pdf`);
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  assertQuiet(page, base.startsWith("file:") ? "file:" : new URL(base).origin);
  await page.context().close();
  return { file, link, code, pdf, transcript: JSON.parse(readFileSync(file, "utf8")) };
}

async function visit(options = {}, address = at(server.url, PAGE)) {
  const page = await open(browser, options);
  await page.goto(address);
  return page;
}
const heading = (page) => page.locator(".verify-result h2").innerText();
const check = (page) => page.click("form[aria-labelledby=v-give-t] [type=submit]");
/** Opens the form in which a sheet is copied. */
const unfold = (page) => page.locator(".verify > div > .verify-fold > summary").click();
/** Pastes something in the one field. */
async function paste(page, text) {
  await page.setInputFiles("[name=file]", []);
  await page.fill("[name=given]", text);
  await check(page);
}
async function give(page, value, name = "essai.json") {
  const file = path.join(scratch, name);
  writeFileSync(file, typeof value === "string" || Buffer.isBuffer(value) ? value : JSON.stringify(value));
  await page.setInputFiles("[name=file]", file);
  await check(page);
  await page.waitForSelector(".verify-result");
}

test("the file, the link and the fields of a sheet are recognised; nothing stays in the address", async () => {
  const page = await visit();
  await give(page, made.transcript);
  assert.equal(await heading(page), "Parcours non terminé\u00a0: 1 module sur 8");
  assert.equal(await page.locator(".verify-fields .is-bad").count(), 0);
  await page.click("text=Champ par champ");
  const text = await page.locator(".verify-result").innerText();
  for (const words of ["Zoé Anne Lefèvre-N’Diaye", "Qui se tenait devant l’écran", "fabriquée entière", "Les réponses redonnent les mêmes résultats, sur les questions du tirage."]) assert.ok(text.includes(words), words);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  const linked = await visit({}, made.link);
  assert.match(await heading(linked), /non terminé/);
  assert.ok(!linked.url().includes("#"), linked.url());
  assert.ok(linked.requests.every((url) => !url.includes("Lef")));
  assertQuiet(page, server.url);
  assertQuiet(linked, server.url);
});

/** Copies the sheet in the second form. */
async function copy(page, change = {}) {
  const { sheet, code } = made.transcript;
  const values = { name: `${sheet.first} ${sheet.last.replace("’", "'")}`, role: sheet.role, structure: sheet.structure, id: sheet.siret, from: sheet.from, to: sheet.to, place: sheet.place, date: sheet.date, code, ...change };
  for (const [name, value] of Object.entries(values)) await page.fill(`#v-typed-t ~ * [name="${name}"], form[aria-labelledby=v-typed-t] [name="${name}"]`, value);
}

test("by keyboard: the sheet alone, copied by hand", async () => {
  const page = await visit();
  await unfold(page);
  const { sheet, code } = made.transcript;
  await tabTo(page, "#v-name");
  await page.keyboard.type(`${sheet.first} ${sheet.last}`);
  for (const [id, value] of [["role", sheet.role], ["structure", sheet.structure], ["id", sheet.siret]]) {
    await tabTo(page, `#v-${id}`);
    await page.keyboard.type(value);
  }
  for (const [id, value] of [["from", sheet.from], ["to", sheet.to]]) await page.fill(`#v-${id}`, value);
  await page.focus("#v-to");
  await tabTo(page, ".verify-row:nth-child(2) [type=checkbox]");
  await page.keyboard.press("Space");
  await tabTo(page, "#v-place");
  await page.keyboard.type(sheet.place);
  await page.fill("#v-date", sheet.date);
  await tabTo(page, "#v-code");
  await page.keyboard.type(code.toLowerCase().replaceAll("-", " "));
  assert.match(await page.locator("[data-live=whole]").innerText(), /Tout correspond/);
  await page.keyboard.press("Enter");
  assert.match(await heading(page), /non terminé/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "v-result-t", "the focus is on the result");
  assertQuiet(page, server.url);
});

test("each copied field, changed alone, is caught", async () => {
  const page = await visit();
  await unfold(page);
  await copy(page);
  await page.check(".verify-row:nth-child(2) [type=checkbox]");
  const check = async () => {
    await page.click("text=Vérifier la feuille");
    return heading(page);
  };
  assert.match(await check(), /non terminé/);
  const { sheet, code } = made.transcript;
  const wrong = { name: "Zoé Anne Lefebvre", role: "Directrice", structure: "Foyer", id: "", from: "2020-01-01", to: "2099-01-01", place: "Agde", date: "2020-01-01", code: code.slice(0, -1) + (code.endsWith("0") ? "1" : "0") };
  for (const [name, value] of Object.entries(wrong)) {
    await copy(page, { [name]: value });
    assert.match(await check(), /ne correspond pas/, name);
  }
  await copy(page);
  await page.fill(".verify-row:nth-child(2) [name=score]", "91");
  assert.match(await check(), /ne correspond pas/, "a result that is not printed");
  await page.fill(".verify-row:nth-child(2) [name=score]", "");
  await page.check(".verify-row:nth-child(3) [type=checkbox]");
  assert.match(await check(), /ne correspond pas/, "a module more");
  await page.uncheck(".verify-row:nth-child(3) [type=checkbox]");
  assert.match(await check(), /non terminé/);
  assert.equal(sheet.modules.length, 1);
});

test("forged, old, foreign and broken files are said for what they are; words never become markup", async () => {
  const page = await visit();
  const value = (change) => {
    const out = clone(made.transcript);
    change(out.sheet, out);
    return out;
  };
  const reseal = (change) => {
    const out = value(change);
    out.code = Jalon.controlCode(out.sheet);
    return out;
  };
  const cases = [
    [value((sheet) => { sheet.last = "<img src=x onerror=alert(1)>"; }), /ne correspond pas/],
    [reseal((sheet) => { sheet.modules[0].objectives[0] = "<b>tout</b>"; }), /ne correspond pas/],
    [reseal((sheet) => { sheet.version = "0123456789ab"; }), /ne connaît pas cette version/],
    ["", /ne peut pas être lu/], ["{", /ne peut pas être lu/], ["<b>", /ne peut pas être lu/], [" ".repeat(1100000), /ne peut pas être lu/],
  ];
  for (const [given, wanted] of cases) {
    await give(page, given);
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector(".verify-result h2").textContent), wanted.source);
    assert.equal(await page.locator(".verify-result img, .verify-result b").count(), 0);
  }
  await paste(page, made.link);
  await page.fill("[name=paper]", made.code.replace(/.$/, (last) => (last === "0" ? "1" : "0")));
  assert.match(await page.locator("[data-live=paper]").innerText(), /Un signe est faux/);
  await page.fill("[name=paper]", finished.code);
  assert.match(await page.locator("[data-live=paper]").innerText(), /n’est pas le code de cette feuille/, "the paper has another code");
  await page.fill("[name=paper]", `Code de contrôle\u00a0: ${made.code.replaceAll("-", "\u2013")}.`);
  assert.match(await page.locator("[data-live=paper]").innerText(), /porte bien ce code/);
  for (const hash of ["#v=2", "#v=%00", "#v=AAAA", `#v=${"_".repeat(3000)}`]) {
    const other = await visit({}, at(server.url, PAGE) + hash);
    assert.match(await heading(other), /ne peut pas être lu/, hash);
    assertQuiet(other, server.url);
    await other.context().close();
  }
  assertQuiet(page, server.url);
});

test("an older module is due for a refresher, alone", async () => {
  const page = await visit();
  const old = clone(made.transcript);
  old.sheet.modules[0].version = old.attempts[0].version = "0123456789ab";
  old.code = Jalon.controlCode(old.sheet);
  await give(page, old);
  assert.match(await page.locator(".verify-changes").innerText(), /Le bon rôle\s: il a changé depuis, à revoir/);
});

test("without script: the known versions, and how to verify otherwise", async () => {
  const page = await visit({ javaScriptEnabled: false });
  assert.match(await page.locator(".verify [data-static]").innerText(), /jalon attestation verify/);
  assert.ok(await page.locator(`summary:has-text("${made.transcript.sheet.version}")`).isVisible());
  assert.equal(await page.locator(".verify input:visible, .verify button:visible").count(), 0);
});

test("a portable build, opened as a file", async () => {
  const base = fileUrl(folder("JALON_PORTABLE"));
  const own = await make(base);
  const page = await visit({}, own.link);
  assert.match(await heading(page), /non terminé/);
  assertQuiet(page, base);
});

test("a finished course is told first, and what to do; who comes by a link sees no form until they ask", async () => {
  const page = await visit({}, finished.link);
  assert.equal(await heading(page), "Feuille authentique, parcours terminé");
  assert.ok(finished.link.length < 900, `${finished.link.length} characters`);
  const title = await page.locator(".verify-result h2").boundingBox();
  assert.ok(title.y < 500, "under the title of the page");
  const text = await page.locator(".verify-result").innerText();
  for (const words of ["Zoé Anne Lefèvre-N’Diaye", "8 sur 8", "Signez le cadre de droite", "mesHabilitations", "Ce que cela ne prouve pas"]) assert.ok(text.includes(words), words);
  assert.equal(await page.locator(".verify form").filter({ visible: true }).count(), 0);
  await page.click("text=Vérifier une autre feuille");
  assert.equal(await page.evaluate(() => document.activeElement.name), "given");
  assertQuiet(page, server.url);
});

test("an unfinished course says what is missing, not to sign", async () => {
  const page = await visit({}, made.link);
  const text = await page.locator(".verify-result").innerText();
  assert.match(text, /Il manque\s: Pourquoi et pour qui ; S’organiser ; Votre mission[\s\S]*Évaluation finale/);
  assert.match(text, /ne signez que si/);
  assert.ok(!text.includes("mesHabilitations"));
  assert.ok(await page.locator(".verify-result.is-incomplete").count());
});

/** A PDF as many programs save it: its objects, the link among them, are packed in one stream. */
function compressed(link) {
  const head = "%PDF-1.5\n3 0 obj\n<</Length 4>>\nstream\nabcd\nendstream\nendobj\n5 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode>>\nstream\r\n";
  return Buffer.concat([Buffer.from(head), deflateSync(`7 0 <</S /URI /URI (${link})>>`), Buffer.from("\r\nendstream\nendobj\n")]);
}

test("one field takes a link in a message, a code, a transcript; one control takes the PDF", async () => {
  const page = await visit();
  await paste(page, `Bonjour,\n> voici mon attestation : <${finished.link.slice(0, 90)}\n> ${finished.link.slice(90)}>.\n> Bien à vous`);
  assert.match(await heading(page), /^Feuille authentique/);
  await paste(page, readFileSync(finished.file, "utf8"));
  assert.match(await heading(page), /^Feuille authentique/);
  await paste(page, `Code de contrôle : « ${finished.code} »`);
  assert.equal(await heading(page), "Ce code est bien formé");
  assert.equal(await page.inputValue("#v-code"), finished.code, "and waits in the form");
  await paste(page, finished.code.slice(0, -1));
  assert.match(await page.locator(".verify-result").innerText(), /n’a pas pu être imprimé[\s\S]*19 sur 20/);
  await paste(page, "Bonjour, je n’ai pas le lien.");
  assert.match(await page.locator(".verify-result").innerText(), /Ce n’est ni un lien/);
  await page.fill("[name=given]", "");
  await page.setInputFiles("[name=file]", finished.pdf);
  await check(page);
  await page.waitForFunction(() => /^Feuille authentique/.test(document.querySelector(".verify-result h2").textContent));
  for (const [name, pdf] of [["compressé.pdf", compressed(finished.link)], ["hexadécimal.pdf", `%PDF-1.4\n<</S /URI /URI <${Buffer.from(finished.link).toString("hex")}>>>`]]) {
    await page.reload();
    await give(page, pdf, name);
    await page.waitForFunction(() => /^Feuille authentique/.test(document.querySelector(".verify-result h2")?.textContent ?? ""));
  }
  await give(page, compressed(finished.link).subarray(0, 150), "coupé.pdf");
  await page.waitForFunction(() => /C’est bien la feuille en PDF/.test(document.querySelector(".verify-result").textContent));
  await give(page, "%PDF-1.4\n1 0 obj <</Type /Page>> endobj\n", "vide.pdf");
  await page.waitForFunction(() => /C’est bien la feuille en PDF/.test(document.querySelector(".verify-result").textContent));
  assertQuiet(page, server.url);
});

test("a transcript that was saved again in another encoding is told so", async () => {
  const page = await visit();
  const text = JSON.stringify(made.transcript);
  for (const [name, bytes] of [["utf16.json", Buffer.from(`\ufeff${text}`, "utf16le")], ["windows.json", Buffer.from(text.replaceAll("’", "'"), "latin1")]]) {
    writeFileSync(path.join(scratch, name), bytes);
    await page.setInputFiles("[name=file]", path.join(scratch, name));
    await check(page);
    await page.waitForFunction(() => /autre encodage/.test(document.querySelector(".verify-result")?.textContent ?? ""));
    await page.reload();
  }
});

test("while a sheet is copied each line is told, and one slip is named", async () => {
  const page = await visit();
  await unfold(page);
  await copy(page);
  await page.check(".verify-row:nth-child(2) [type=checkbox]");
  const live = (name) => page.locator(`[data-live=${name}]`).innerText();
  assert.match(await live("whole"), /Tout correspond/);
  await page.fill("#v-id", "73282932000075");
  assert.match(await live("id"), /fausse/);
  await page.fill("#v-id", "7328293");
  assert.match(await live("id"), /7 signes/);
  await copy(page);
  await page.fill("#v-to", "2020-01-01");
  assert.match(await live("days"), /précède/);
  await copy(page);
  const { sheet } = made.transcript;
  for (const [field, typed, label, value] of [
    ["name", "Zoe Anne Lefèvre-N’Diaye", "Apprenant", "Zoé Anne"], ["role", "responsable RH", "Fonction", "Responsable RH"], ["structure", "Résidence « Les Tileuls »", "Structure", "Tilleuls"], ["place", "SÈTE", "Fait à", "Sète"],
  ]) {
    await copy(page, { [field]: typed });
    assert.match(await live("whole"), /pas encore/);
    await page.click("text=Vérifier la feuille");
    const said = await page.locator("[data-slip]").innerText();
    assert.ok(said.includes(label) && said.includes(value), said);
  }
  await copy(page);
  await page.check(".verify-row:nth-child(3) [type=checkbox]");
  await page.click("text=Vérifier la feuille");
  assert.match(await page.locator("[data-slip]").innerText(), /Modules acquis[\s\S]*«\s2\s»/);
  assert.equal(sheet.modules.length, 1);
  await copy(page, { role: "Tout autre chose" });
  await page.click("text=Vérifier la feuille");
  assert.equal(await page.locator("[data-slip]").count(), 0);
});

describe("every state passes axe and reflows", () => {
  for (const { name, ...view } of VIEWS) {
    test(name, async () => {
      const page = await visit(view);
      const look = async (state) => {
        await assertAccessible(page, `${state}, ${name}`);
        await assertReflows(page, `${state}, ${name}`);
      };
      await look("empty");
      await check(page);
      await unfold(page);
      await page.check(".verify-row:nth-child(2) [type=checkbox]");
      await look("nothing chosen");
      await give(page, made.transcript);
      await look("unfinished");
      await page.click("text=Vérifier la feuille");
      await look("altered");
      await paste(page, finished.link);
      await look("valid");
      await paste(page, finished.code);
      await look("a code");
      await give(page, "{");
      await page.waitForSelector(".verify-result:not(:has(dl))");
      await look("unreadable");
      await page.context().close();
    });
  }
});
