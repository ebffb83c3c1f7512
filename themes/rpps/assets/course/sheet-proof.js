// @ts-check
/*
 * Jalon, what proves a sheet: the data of its link (SPEC link/2), and its QR code.
 * In: the sheet, its code, the modules of the course. Out: a text; an SVG in [data-qr] of the sheet, which is a link too, so that a
 * PDF of it carries it; [data-scan] shows with it; the transcript as a file.
 */
const JalonSheetProof = (() => {
  "use strict";

  const { get } = JalonTemplate;
  const SVG = "http://www.w3.org/2000/svg";
  const QUIET = 4; // modules around the code
  const MODULE = 0.4; // mm: what a phone reads from paper
  const MOST = 69; // modules a side beyond which the lower level keeps them large enough

  /** @typedef {{number: string, node: HTMLElement}} Listed   a module of the course, in order */

  /**
   * What stands after « #v= ».
   * @param {Sheet} sheet @param {string} code @param {Listed[]} all @param {string} course
   */
  function data(sheet, code, all, course) {
    const modules = all.map((one) => ({
      id: "",
      number: one.number,
      title: "",
      version: one.node.dataset.version || "",
      objectives: [],
    }));
    const version = { version: sheet.version, publisher: "", title: "", duration: "", pass: 0, modules };
    return JalonLink.write(sheet, code, version) || whole(sheet, code, course);
  }

  /** A sheet that the short form cannot say (SPEC transcript/1). @param {Sheet} sheet @param {string} code @param {string} course */
  function whole(sheet, code, course) {
    const text = JSON.stringify({ format: "jalon-transcription", v: 1, course, code, sheet });
    return window
      .btoa(unescape(encodeURIComponent(text)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  }

  /** @param {string} head @param {string} tail */
  function modules(head, tail) {
    const fine = JalonQr.encode(head, tail, "M");
    return fine && fine.length <= MOST ? fine : JalonQr.encode(head, tail, "L");
  }

  /** @param {boolean[][]} grid */
  function drawn(grid) {
    const size = grid.length + 2 * QUIET,
      svg = document.createElementNS(SVG, "svg"),
      path = document.createElementNS(SVG, "path");
    svg.setAttribute("viewBox", [0, 0, size, size].join(" "));
    svg.setAttribute("shape-rendering", "crispEdges");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute(
      "d",
      grid
        .map((row, y) =>
          row
            .map((dark, x) => (dark && !row[x - 1] ? "M" + (x + QUIET) + " " + (y + QUIET) + run(row, x) : ""))
            .join(""),
        )
        .join(""),
    );
    svg.append(path);
    svg.style.width = svg.style.height = Math.max(26, size * MODULE) + "mm";
    return svg;
  }

  /** The dark modules that stand together from one on. @param {boolean[]} row @param {number} from */
  function run(row, from) {
    const end = row.indexOf(false, from),
      length = (end < 0 ? row.length : end) - from;
    return "h" + length + "v1h-" + length + "z";
  }

  /**
   * @param {HTMLElement} sheet
   * @param {string} head   the address and its mark, or "" for no code
   * @param {Sheet} now @param {string} code @param {Listed[]} all
   */
  function draw(sheet, head, now, code, all) {
    const link = /** @type {HTMLAnchorElement} */ (get(sheet, "[data-qr]")),
      tail = head && data(now, code, all, ""),
      address = head + tail;
    // The mark of a short link: a whole one is too long for a code.
    const grid = tail[0] !== "2" ? null : link.getAttribute("href") === address ? undefined : modules(head, tail);
    if (grid === undefined) return;
    link.textContent = "";
    link.hidden = !grid;
    /** @type {HTMLElement} */ (get(sheet, "[data-scan]")).hidden = !grid;
    if (!grid) return link.removeAttribute("href");
    link.setAttribute("aria-label", link.dataset.label || "");
    link.href = address;
    link.append(drawn(grid));
  }

  /** Hands out a text as a file. @param {string} name @param {string} text */
  function hand(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  return { data, draw, hand };
})();
