// Firefox and WebKit, as Debian packages them, for what one walk at least must try in each: a page as walk.mjs wants it.
//
//   openFirefox(width), openWebkit(width)   {page, close()}; a window of WebKit stays as wide as its own buttons, some 450 px
//   leftOut(name)                           why a browser cannot be tried here, told at the end of tests/run, or false
//
// puppeteer drives Firefox by WebDriver BiDi; WebKitGTK, the engine nearest to Safari, answers plain WebDriver.
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import puppeteer from "puppeteer-core";
import { PATIENCE, fontsOnly } from "./support.mjs";

const MULTIARCH = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" }[process.arch];
const MINI_BROWSER = `/usr/lib/${MULTIARCH}/webkit2gtk-4.1/MiniBrowser`;
const PROGRAMS = { Firefox: ["/usr/bin/firefox-esr"], WebKit: ["/usr/bin/WebKitWebDriver", "/usr/bin/xvfb-run", MINI_BROWSER] };
const HEIGHT = 720;

/** What a walk in a browser that is not there leaves unchecked: told, never passed over. @param {"Firefox" | "WebKit"} name */
export function leftOut(name) {
  const missing = PROGRAMS[name].filter((file) => !existsSync(file));
  if (!missing.length) return false;
  const said = `the walk of the learner in ${name}: ${missing.join(", ")} could not be installed`;
  if (process.env.JALON_LEFT_OUT) appendFileSync(process.env.JALON_LEFT_OUT, `${said}\n`);
  return said;
}

export async function openFirefox(width) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: PROGRAMS.Firefox[0],
    headless: true,
    protocolTimeout: PATIENCE,
    timeout: PATIENCE,
    env: { ...process.env, ...fontsOnly() },
    extraPrefsFirefox: { "ui.prefersReducedMotion": 1, "intl.accept_languages": "fr-FR" },
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({ width, height: HEIGHT });
  return {
    close: () => browser.close(),
    page: {
      goto: (address) => page.goto(address),
      evaluate: (asked, given) => page.evaluate(asked, given),
      press: (key) => page.keyboard.press(key === "Space" ? " " : key),
      type: (text) => page.keyboard.type(text),
      shot: () => page.screenshot(),
    },
  };
}

/** A port that nothing listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** The signs by which WebDriver calls keys without a letter. */
const KEYS = { Tab: "\uE004", Enter: "\uE007", Space: " ", ArrowDown: "\uE015" };

export async function openWebkit(width) {
  const port = await freePort(), home = mkdtempSync(path.join(tmpdir(), "jalon-webkit-"));
  // Nothing moves: `prefers-reduced-motion`, as this toolkit says it.
  mkdirSync(path.join(home, "gtk-3.0"));
  writeFileSync(path.join(home, "gtk-3.0/settings.ini"), "[Settings]\ngtk-enable-animations=0\n");
  // A group of its own: the display, the driver and the browser end together.
  const driver = spawn("xvfb-run", ["-a", "-s", "-screen 0 1280x800x24", PROGRAMS.WebKit[0], `--port=${port}`], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ...fontsOnly(), HOME: home, XDG_CONFIG_HOME: home, LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" },
  });
  const ended = new Promise((done) => driver.once("exit", done));
  let session = "";
  const ask = async (method, what, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${what}`, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${what}: ${value.error}, ${value.message}`);
    return value;
  };
  const close = async () => {
    if (session) await ask("DELETE", session).catch(() => {});
    try {
      process.kill(-driver.pid);
    } catch {
      // It has ended by itself.
    }
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    for (const end = Date.now() + PATIENCE; !(await ask("GET", "/status").catch(() => null));) {
      if (Date.now() > end || driver.exitCode !== null) throw new Error("WebKitWebDriver does not answer");
      await new Promise((done) => setTimeout(done, 50));
    }
    const options = { binary: MINI_BROWSER, args: ["--automation"] };
    const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch: { browserName: "MiniBrowser", "webkitgtk:browserOptions": options } } });
    session = `/session/${sessionId}`;
    await ask("POST", `${session}/window/rect`, { width, height: HEIGHT + 38 });
    const press = (value) => ask("POST", `${session}/actions`, { actions: [{ type: "key", id: "keys", actions: [{ type: "keyDown", value }, { type: "keyUp", value }] }] });
    return {
      close,
      page: {
        goto: (url) => ask("POST", `${session}/url`, { url }),
        evaluate: (asked, given) => ask("POST", `${session}/execute/sync`, { script: `return (${asked})(...arguments)`, args: given === undefined ? [] : [given] }),
        press: (key) => press(KEYS[key]),
        type: async (text) => { for (const letter of text) await press(letter); },
        shot: async () => Buffer.from(await ask("GET", `${session}/screenshot`), "base64"),
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
