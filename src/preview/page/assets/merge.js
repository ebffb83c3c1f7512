// @ts-check
/*
 * Carries what changed between two versions of a page to the page that is open, which scripts have changed meanwhile.
 * In: the page as served before, and the next one. Out: `false` when only a reload can show the next one.
 */

/** What a script may hold on to: taken out of the page, it would leave the script with nothing. */
const HELD = "form, button, input:not([disabled]), select, textarea, [data-quiz]";

/**
 * Everything that scripts have read already: themselves, their data, their templates.
 * @param {Document} page
 */
function code(page) {
  const parts = Array.from(page.querySelectorAll('script:not([src^="' + OURS + '"]), template'));
  return parts.map((part) => part.outerHTML).join("\n");
}

/**
 * Replaces the style sheets of the last page by those of the next one, once these are loaded, so that nothing flashes.
 * @param {Document} last
 * @param {Document} next
 */
async function restyle(last, next) {
  const old = sheets(last),
    fresh = sheets(next);
  if (old.join() === fresh.join()) return;
  const stale = Array.from(document.querySelectorAll('link[rel="stylesheet"]')).filter(
    (link) => old.indexOf(link.getAttribute("href") || "") >= 0,
  );
  await Promise.all(
    fresh.map(
      (address) =>
        new Promise((resolve) => {
          const link = document.createElement("link");
          link.rel = "stylesheet";
          link.href = address;
          link.onload = link.onerror = resolve;
          setTimeout(resolve, 2000);
          document.head.insertBefore(link, stale[0] && stale[0].parentNode === document.head ? stale[0] : null);
        }),
    ),
  );
  stale.forEach((link) => link.remove());
}

/** @param {Document} page */
function sheets(page) {
  return Array.from(page.querySelectorAll('link[rel="stylesheet"]'))
    .map((link) => link.getAttribute("href") || "")
    .filter((address) => address.indexOf(OURS) !== 0);
}

/**
 * Carries to a node what changed between two others: the one that was served in its place, and the next one.
 * `false` when scripts have changed it in a way that only they could repeat.
 * @param {Element} live
 * @param {Element} old
 * @param {Element} next
 * @returns {boolean}
 */
function merge(live, old, next) {
  if (old.isEqualNode(next)) return true;
  const held = align(live, old);
  if (!held) return false;
  attributes(live, old, next);
  const a = Array.from(old.childNodes),
    b = Array.from(next.childNodes);
  let start = 0,
    endA = a.length,
    endB = b.length;
  while (start < endA && start < endB && a[start].isEqualNode(b[start])) start += 1;
  while (endA > start && endB > start && a[endA - 1].isEqualNode(b[endB - 1])) {
    endA -= 1;
    endB -= 1;
  }
  const after = held.get(a[endA]) || null;
  for (let i = start; i < Math.max(endA, endB); i += 1) {
    const from = i < endA ? a[i] : null,
      to = i < endB ? b[i] : null;
    if (!change(live, (from && held.get(from)) || null, from, to, after)) return false;
  }
  return true;
}

/**
 * One child: `here` is what became of `from`, in whose place `to` now stands; without it, `to` comes before `after`.
 * @param {Element} live
 * @param {ChildNode | null} here
 * @param {ChildNode | null} from
 * @param {ChildNode | null} to
 * @param {ChildNode | null} after
 */
function change(live, here, from, to, after) {
  if (from && to && from.isEqualNode(to)) return true;
  if (here instanceof Element && isElement(from) && isElement(to) && alike(from, to)) return merge(here, from, to);
  if ((here && from && !here.isEqualNode(from)) || isHeld(here) || isHeld(to)) return false;
  if (to) live.insertBefore(document.importNode(to, true), here || after);
  if (here) here.remove();
  return true;
}

/**
 * What became of each child of a node, as it was served; `null` when one of them is gone.
 * @param {Element} live
 * @param {Element} old
 */
function align(live, old) {
  /** @type {Map<ChildNode, ChildNode>} */
  const held = new Map();
  let at = live.firstChild;
  for (const child of Array.from(old.childNodes)) {
    while (at && !(isElement(child) && isElement(at) ? alike(at, child) : at.isEqualNode(child))) at = at.nextSibling;
    if (!at) return null;
    held.set(child, at);
    at = at.nextSibling;
  }
  return held;
}

/** @param {Node | null} node @returns {node is Element} */
function isElement(node) {
  return !!node && node.nodeType === Node.ELEMENT_NODE;
}

/** @param {Element} a @param {Element} b */
function alike(a, b) {
  return a.nodeName === b.nodeName && a.id === b.id;
}

/** @param {Node | null} node */
function isHeld(node) {
  return isElement(node) && (node.matches(HELD) || node.querySelector(HELD) !== null);
}

/** @param {Element} live @param {Element} old @param {Element} next */
function attributes(live, old, next) {
  Array.from(old.attributes).forEach((one) => {
    if (!next.hasAttribute(one.name)) live.removeAttribute(one.name);
  });
  Array.from(next.attributes).forEach((one) => {
    if (old.getAttribute(one.name) !== one.value) live.setAttribute(one.name, one.value);
  });
}
