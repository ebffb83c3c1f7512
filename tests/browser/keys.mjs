// The names under which scripts keep something in the browser: what rules/keys.txt holds of them, and what a script holds.
import { storageKeys } from "../../rules/table.mjs";

export const KEYS = storageKeys();

/** The keys that a text holds, as the table writes them. */
export const keysIn = (text) => new Set(Array.from(text.matchAll(/\bjalon(?::(?:[a-z]+|\d+|ID\b|\$\{\w+\}))+/g), ([key]) => key.replace(/\$\{\w+\}/, "ID")));

/** In a page, before its scripts: an error in its console for each thing that is kept under a name, or in a storage, which the table does not hold. */
export function watchKeys(keys) {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (name, value) {
    let where = "local";
    try {
      where = this === window.sessionStorage ? "session" : "local";
    } catch {
      // Named only to be told apart.
    }
    const known = keys.find(({ shape }) => new RegExp(shape).test(name));
    if (!known?.in.includes(where)) console.error(`rules/keys.txt has no « ${name} » in ${where}`);
    return setItem.call(this, name, value);
  };
}
