// A capsule whose clock is a recording: a sound made here, and a film that the browser records of a canvas, so that
// the repository carries no media file. By keyboard, without script, and when the recording is missing or broken.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { VIEWS, assertAccessible, assertQuiet, assertReflows, launch, open, serve, tabTo } from "./support.mjs";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const jalon = process.env.JALON_BIN ?? path.join(root, "target/release/jalon");
const SENTENCES = ["Bonjour à tous.", "Voici la suite.", "C’est la fin."];
const SAID = `## Un

\`\`\`said
Bonjour à tous.
Voici la suite.
\`\`\`

## Deux

\`\`\`said
C'est la fin.
\`\`\`
`;
const VTT = `WEBVTT

00:00.000 --> 00:01.000
${SENTENCES[0]}

00:01.000 --> 00:02.000
${SENTENCES[1]}

00:02.000 --> 00:03.000
${SENTENCES[2]}
`;

let browser, server, folder;

/** Three seconds of a low tone: 16 bits, one channel, 8,000 samples a second. */
function sound() {
  const rate = 8000, count = rate * 3, wav = Buffer.alloc(44 + count * 2);
  wav.write("RIFF", 0); wav.writeUInt32LE(36 + count * 2, 4); wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16); wav.writeUInt16LE(1, 20); wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24); wav.writeUInt32LE(rate * 2, 28); wav.writeUInt16LE(2, 32); wav.writeUInt16LE(16, 34);
  wav.write("data", 36); wav.writeUInt32LE(count * 2, 40);
  for (let at = 0; at < count; at += 1) wav.writeInt16LE(Math.round(2000 * Math.sin(at / 6)), 44 + at * 2);
  return wav;
}

/** A little more than three seconds of a canvas that changes colour, as WebM. */
async function film() {
  const page = await open(browser);
  const bytes = await page.evaluate(() => new Promise((done) => {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), parts = [];
    canvas.width = 160;
    canvas.height = 90;
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm" });
    const paint = setInterval(() => { pen.fillStyle = `hsl(${Date.now() % 360}, 60%, 50%)`; pen.fillRect(0, 0, 160, 90); }, 100);
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = async () => done(Array.from(new Uint8Array(await new Blob(parts).arrayBuffer())));
    recorder.start();
    setTimeout(() => { clearInterval(paint); recorder.stop(); }, 3300);
  }));
  await page.close();
  return Buffer.from(bytes);
}

before(async () => {
  browser = await launch();
  folder = mkdtempSync(path.join(os.tmpdir(), "jalon-recording-"));
  const site = path.join(folder, "site"), out = path.join(folder, "out");
  const write = (name, bytes) => { mkdirSync(path.dirname(path.join(site, name)), { recursive: true }); writeFileSync(path.join(site, name), bytes); };
  write("site.yaml", "title: Essai\ndescription: Un site d’essai.\nlanguage: fr\ntheme: rpps\npublisher:\n  name: Essai\n");
  write("content/_index.md", "---\ntitle: Accueil\ndescription: Un essai.\n---\n\n[Son](son.md), [film](film.md), [perdu](perdu.md)\n");
  for (const [name, head, file, bytes] of [["son", "audio", "son.wav", sound()], ["film", "video", "film.webm", await film()], ["perdu", "audio", "perdu.wav", Buffer.from("pas un son")]]) {
    write(`content/${name}.md`, `---\ntitle: Leçon ${name}\ndescription: Un essai.\n---\n\n\`\`\`capsule\ncapsule: ${name}\n\`\`\`\n`);
    write(`capsules/${name}.md`, `---\ntitle: Capsule ${name}\n${head}: ${file}\ncaptions: ${name}.vtt\n---\n\n${SAID}`);
    write(`capsules/${file}`, bytes);
    write(`capsules/${name}.vtt`, VTT);
  }
  execFileSync(jalon, ["build", "--root", site, "--output", out], { stdio: "pipe" });
  server = await serve(out, "/");
});
after(async () => {
  await browser?.close();
  await server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function visit(name, options = {}) {
  const page = await open(browser, options);
  await page.goto(`${server.url}${name}/`);
  return page;
}
const line = async (page) => (await page.locator("[data-line]").textContent()).trim();
const seconds = (page) => page.locator(".capsule-media").evaluate((media) => media.currentTime);
const paused = (page) => page.locator(".capsule-media").evaluate((media) => media.paused);

for (const name of ["son", "film"]) {
  test(`${name}: never starts by itself, plays to its end by keyboard, with its captions, and is then seen`, async () => {
    const page = await visit(name);
    assert.equal(await page.locator(".capsule-media[controls]").count(), 0, "one player, ours");
    assert.ok(await paused(page));
    await tabTo(page, ".capsule [data-do=play]");
    await page.evaluate(() => {
      window.lines = [];
      new MutationObserver(() => window.lines.push(document.querySelector("[data-line]").textContent.trim())).observe(document.querySelector("[data-line]"), { childList: true, characterData: true, subtree: true });
    });
    await page.keyboard.press("Enter");
    await page.locator("[data-seen]").waitFor({ state: "visible" });
    await page.locator('[data-state="over"]').waitFor({ state: "visible" });
    const lines = await page.evaluate(() => window.lines);
    assert.deepEqual(lines.filter((text, at) => text !== lines[at - 1]).slice(0, 3), SENTENCES);
    assert.ok(await paused(page));
    assertQuiet(page, server.url);
  });

  test(`${name}: previous and next move the recording; a pause holds it; speed is the recording's`, async () => {
    const page = await visit(name);
    await page.click('.capsule [data-do="sentence-next"]');
    await page.click('.capsule [data-do="sentence-next"]');
    assert.equal(await line(page), SENTENCES[1]);
    await page.waitForFunction(() => Math.abs(document.querySelector(".capsule-media").currentTime - 1) < 0.2);
    await page.click(".capsule-options summary");
    await page.selectOption("[data-set=rate]", "0.5");
    await page.click('.capsule [data-do="play"]');
    await page.waitForFunction(() => document.querySelector(".capsule-media").currentTime > 1.1);
    assert.equal(await page.locator(".capsule-media").evaluate((media) => media.playbackRate), 0.5);
    await page.click('.capsule [data-do="play"]');
    const held = await seconds(page);
    await page.waitForTimeout(300);
    assert.ok(Math.abs((await seconds(page)) - held) < 0.05 && (await paused(page)));
    assert.equal(await page.locator("[data-set=voice]").count(), 0, "no second voice over a recording");
  });

  test(`${name}: without script, the browser's own player with its captions, and the transcript`, async () => {
    const page = await visit(name, { javaScriptEnabled: false });
    assert.equal(await page.locator(".capsule-media[controls] track[kind=captions][srclang=fr]").count(), 1);
    const said = await page.locator("[data-sentence]").allTextContents();
    assert.deepEqual(said.map((text) => text.trim()), SENTENCES);
  });
}

test("a recording that cannot be read: it says so, and the captions go on by the capsule's own clock", async () => {
  const page = await visit("perdu");
  await page.click('.capsule [data-do="play"]');
  await page.locator("[data-note]:not([hidden])").waitFor();
  assert.match(await page.locator("[data-note]").textContent(), /^L’enregistrement n’a pas pu être lu/);
  await page.locator('[data-state="over"]').waitFor({ state: "visible" });
  assert.ok(await page.locator("[data-seen]").isVisible());
});

describe("accessible and in its place", () => {
  for (const { name, ...options } of VIEWS) {
    test(name, async () => {
      for (const kind of ["son", "film"]) {
        const page = await visit(kind, options);
        await assertAccessible(page, `${kind} before, ${name}`);
        await page.click('.capsule [data-do="sentence-next"]');
        await assertAccessible(page, `${kind} paused, ${name}`);
        await assertReflows(page, `${kind}, ${name}`);
        await page.close();
      }
    });
  }
});
