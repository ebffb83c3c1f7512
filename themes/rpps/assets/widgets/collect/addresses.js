// @ts-check
/*
 * Jalon, e-mail addresses: what is wrong in one, and what was likely meant. In: the text of a cell. Out: what it is worth
 * (CollectCell of cells.js). No address is known to exist; a domain is only ever proposed, since the rare one may be right.
 */

const JalonAddresses = (() => {
  "use strict";

  /** Addresses of a service rather than of a person, by what stands before the @. */
  const SERVICES =
    /^(accueil|admin(istration)?|contact|direction|equipe|foyer|info(s)?|rh|secretariat|service|standard|soins|ssiad|ehpad|esat|ime|mas|fam|sessad|drh|no-?reply)([._-].*)?$/;
  /** Where people have their own address, and the endings there are for it: the usual one first. */
  const PROVIDERS = new Map(
    Object.entries({
      gmail: ["com"],
      googlemail: ["com"],
      outlook: ["fr", "com"],
      hotmail: ["fr", "com", "be", "ch", "co.uk"],
      live: ["fr", "com", "be"],
      yahoo: ["fr", "com", "be", "ca", "co.uk"],
      ymail: ["com"],
      orange: ["fr", "com", "net"],
      wanadoo: ["fr", "com"],
      laposte: ["net", "fr"],
      free: ["fr"],
      sfr: ["fr", "com"],
      neuf: ["fr"],
      numericable: ["fr", "com"],
      bbox: ["fr"],
      icloud: ["com"],
      protonmail: ["com", "ch"],
      proton: ["me"],
      msn: ["com"],
      aol: ["com", "fr"],
      gmx: ["fr", "com", "net", "de", "ch"],
      aliceadsl: ["fr"],
      "club-internet": ["fr"],
      bouyguestelecom: ["fr"],
    }),
  );
  /** Endings that nobody owns, and what they were meant to be. @type {Record<string, string>} */
  const ENDINGS = {
    con: "com",
    cmo: "com",
    ocm: "com",
    vom: "com",
    xom: "com",
    cim: "com",
    cpm: "com",
    comm: "com",
    coom: "com",
    fe: "fr",
    rf: "fr",
    frr: "fr",
    ffr: "fr",
    met: "net",
    nett: "net",
    nte: "net",
  };
  /** The same, when somebody owns them: only after the name of a provider. @type {Record<string, string>} */
  const NEAR_ENDINGS = { co: "com", cm: "com", om: "com", ft: "fr", f: "fr", gr: "fr", ne: "net" };
  /** Names near those of a provider that are somebody else's. */
  const OTHERS = [
    "mail",
    "email",
    "hotmail",
    "ymail",
    "rmail",
    "range",
    "grange",
    "proto",
    "cloud",
    "line",
    "life",
    "love",
  ];
  const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/,
    DOMAIN = /^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/;

  /** Whether one letter was added, left out, changed, or two exchanged. @param {string} a @param {string} b */
  function slipped(a, b) {
    if (a === b || Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (a[at] === b[at]) at += 1;
    const rest = (/** @type {string} */ text, /** @type {number} */ by) => text.slice(at + by);
    if (rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1) || rest(a, 1) === rest(b, 1)) return true;
    return a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2);
  }

  /** The domain that was likely meant; "" when this one may stand. @param {string} domain  in small letters */
  function meant(domain) {
    const cut = domain.indexOf("."),
      name = cut < 0 ? domain : domain.slice(0, cut),
      ending = cut < 0 ? "" : domain.slice(cut + 1);
    const joined = Array.from(PROVIDERS, ([one, endings]) => endings.map((end) => [one + end, one + "." + end])).flat();
    if (!ending) {
      const whole = joined.find(([bare]) => bare === name);
      if (whole) return whole[1];
    }
    const endings = PROVIDERS.get(name);
    if (endings) {
      if (endings.includes(ending)) return "";
      const close = ENDINGS[ending] || NEAR_ENDINGS[ending] || "";
      if (endings.includes(close)) return name + "." + close;
      return !ending || (name === "gmail" && cut > 0) || close ? name + "." + endings[0] : "";
    }
    const near = Array.from(PROVIDERS.keys()).find((one) => one.length > 4 && slipped(name, one));
    const known = near && PROVIDERS.get(near);
    if (near && known && !OTHERS.includes(name)) {
      const close = ENDINGS[ending] || NEAR_ENDINGS[ending] || ending;
      if (!ending || known.includes(close) || close === "com" || close === "fr")
        return near + "." + (known.includes(close) ? close : known[0]);
    }
    const last = domain.slice(domain.lastIndexOf(".") + 1);
    return cut > 0 && ENDINGS[last] ? domain.slice(0, -last.length) + ENDINGS[last] : "";
  }

  /** The address alone, out of what surrounds it. @param {string} text */
  function alone(text) {
    const framed = /<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>/i.exec(text),
      linked = /\[([^\]\s]+@[^\]\s]+)\]\(mailto:/i.exec(text);
    if (framed || linked) return (framed || linked || [])[1];
    return text
      .replace(/^(?:mailto|e-?mail|mail|courriel|adresse)\s*:\s*/i, "")
      .replace(/\s*\([^()@]*\)$/, "")
      .replace(/^[\s"'«<([]+|[\s"'»>)\].,;:]+$/g, "");
  }

  /** What is wrong in an address that nothing surrounds; "" when nothing is. @param {string} value */
  function shape(value) {
    if (/[ ;,]/.test(value)) return /@.*@/.test(value) ? "email-many" : "email-space";
    if (/[^\x21-\x7e]/.test(value)) return "email-accent";
    const [local, domain, more] = value.split("@");
    if (!local || !domain || more !== undefined) return "email-at";
    return LOCAL.test(local) && DOMAIN.test(domain) ? "" : "email-shape";
  }

  /** @param {string} value */
  const tidy = (value) => value.slice(0, value.indexOf("@") + 1) + value.slice(value.indexOf("@") + 1).toLowerCase();

  /** An address that a slip of the fingers made wrong, mended; undefined when it is not one. @param {string} value */
  function mended(value) {
    const closed = value
      .replace(/\s*(?:\(at\)|\[at\]|\(a\)|\[@\]|\(@\)| at | arobase )\s*/i, "@")
      .replace(/\s+/g, "")
      .replace(/,/g, ".")
      .replace(/\.{2,}/g, ".")
      .replace(/@{2,}/, "@")
      .replace(/\.?@\.?/, "@");
    const [local, domain = ""] = closed.split("@"),
      better = domain && meant(domain.toLowerCase());
    const whole = better ? local + "@" + better : closed;
    return whole !== value && !shape(whole) ? tidy(whole) : undefined;
  }

  /** @param {string} text @returns {CollectCell} */
  function read(text) {
    const value = alone(text),
      code = shape(value);
    if (code)
      return { value: text, code, to: code === "email-many" || code === "email-accent" ? undefined : mended(value) };
    const right = tidy(value),
      better = meant(right.slice(right.indexOf("@") + 1));
    if (better)
      return {
        value: text,
        code: "email-typo",
        doubt: true,
        to: right.slice(0, right.indexOf("@") + 1) + better,
        values: { domain: right.slice(right.indexOf("@") + 1), near: better },
      };
    if (value !== text) return { value: text, code: "email-named", doubt: true, to: right };
    return SERVICES.test(right.slice(0, right.indexOf("@")).toLowerCase())
      ? { value: right, code: "email-service", doubt: true }
      : { value: right, code: "" };
  }

  return { read };
})();
