// @ts-check
/*
 * Jalon, the words that are searched: folded, told apart, stemmed, mended. The SPEC is in src/french/words.rs; tests/vectors/words.json
 * is run by both; what is mended is known here only. In: text as it is typed. Out: words.
 */

/** @typedef {{ folded: string, stem: string, weight: "full" | "question" }} JalonWord */

const JalonWords = (() => {
  "use strict";

  // generated from rules/words.txt by rules/twins.mjs: do not edit
  const GRAMMAR =
    "ai as au aucun aucune aussi autre autres aux avaient avais avait avec avez avoir avons ayant ca car ce cela celle celles celui ces cest cet cette ceux chez chui ci comme dans de des donc dont du elle elles en es est et etaient etais etait etant ete etes etions etre eu fais fait faites font fut il ils jai je jsuis jusqu la le les leur leurs lorsqu lui ma mais me mes moi mon ne ni nos notre nous on ont par pas plus pour puisqu qu que quelqu quelque quelques sa sans se sera serai seraient serait ses si soi soient soit sommes son sont suis sur ta te tes toi ton tous tout toute toutes tu un une vers vos votre vous y";
  const QUESTION =
    "acronyme aller alors aura aurait bien bonjour chose choses combien comment definition definitions depuis devez devoir devons devra devrais devrait dire dis disent dit dois doit doivent donne donnent donner encore faire fasse faudra faudrait faut fera gens ici lequel meme merci met mets mettent mettre mieux monde ou peut peuvent peux pourquoi pourra pourrait pouvez pouvoir pouvons prend prendre prends prennent puis puisse quand quel quelle quelles quels qui quoi sais savent savez savoir sigle sigles signification signifie signifient svp tant toujours tres trop truc trucs va vais vaut venir veulent veut veux viennent viens vient vont voudrais voulez vouloir voulons";
  // end of what is generated
  const grammar = new Set(GRAMMAR.split(" ")),
    question = new Set(QUESTION.split(" "));

  // generated from rules/endings.txt by rules/twins.mjs: do not edit
  const VOWELS = "aeiouy";
  const STARTS = /^(?:par|col|tap)/;
  /** Step 1. */
  const STANDARD = {
    deleted: "ance iqUe isme able iste eux ances iqUes ismes ables istes".split(" "),
    ation: "atrice ateur ation atrices ateurs ations".split(" "),
    log: "logie logies".split(" "),
    usion: "usion ution usions utions".split(" "),
    ence: "ence ences".split(" "),
    ement: "ement ements".split(" "),
    ite: "ite ites".split(" "),
    ive: "if ive ifs ives".split(" "),
    eaux: ["eaux"],
    aux: ["aux"],
    euse: "euse euses".split(" "),
    issement: "issement issements".split(" "),
    amment: ["amment"],
    emment: ["emment"],
    ment: "ment ments".split(" "),
  };
  /** In which region, but for R2. @type {Record<string, string>} */
  const STANDS = {
    ement: "rv",
    eaux: "any",
    aux: "r1",
    euse: "any",
    issement: "r1",
    amment: "rv",
    emment: "rv",
    ment: "any",
  };
  /** What replaces them. @type {Record<string, string>} */
  const INSTEAD = {
    log: "log",
    usion: "u",
    ence: "ent",
    eaux: "eau",
    aux: "al",
    amment: "ant",
    emment: "ent",
  };
  /** Step 2a. */
  const VERBS_IN_I =
    "imes it ites i ie ies iee iees ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is issaIent issais issait issant issante issantes issants isse issent isses issez issiez issions issons";
  /** Step 2b. */
  const VERBS = {
    ions: ["ions"],
    inE: "ee ees erent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez".split(" "),
    inA: "ames at ates a ai aIent ais ait ant ante antes ants as asse assent asses assiez assions".split(" "),
  };
  const KEEP_S = "aius";
  /** Step 4. */
  const RESIDUAL = "ion ier iere Ier Iere e";
  const DOUBLED = /(?:enn|onn|ett|ell|eill)$/;
  // end of what is generated
  const verbsInI = { i: VERBS_IN_I.split(" ") },
    residues = { end: RESIDUAL.split(" ") };

  // generated from rules/letters.txt by rules/twins.mjs: do not edit
  /** What is left of letters taken apart. @type {[RegExp, string][]} */
  const LETTERS = [
    [/[\u0300-\u036f]/g, ""],
    [/œ/g, "oe"],
    [/æ/g, "ae"],
    [/ß/g, "ss"],
  ];
  const HYPHEN = /[-\u2010\u2011]/;
  // end of what is generated

  /** @param {string | undefined} letter */
  const vowel = (letter) => letter !== undefined && letter !== "" && VOWELS.includes(letter);

  /** A site repeats few words many times. @type {Map<string, string>} */
  const known = new Map();

  /** The stem of a folded word. @param {string} given */
  function stem(given) {
    let told = known.get(given);
    if (told === undefined) {
      told = cut(given);
      known.set(given, told);
    }
    return told;
  }

  /** A word while its endings are taken off, and the regions of it in which an ending counts. */
  class Word {
    /** @param {string} given */
    constructor(given) {
      const letters = Word.marked(given);
      /** @param {number} from @param {boolean} wanted */
      const find = (from, wanted) => {
        for (let at = from; at < letters.length; at += 1) if (vowel(letters[at]) === wanted) return at + 1;
        return letters.length;
      };
      const region = (/** @type {number} */ from) => find(find(from, true), false);
      this.word = letters.join("");
      this.r1 = region(0);
      this.r2 = region(this.r1);
      this.rv = (vowel(letters[0]) && vowel(letters[1])) || STARTS.test(given) ? 3 : find(1, true);
    }

    /** Its letters, those in capitals that are consonants there. @param {string} given */
    static marked(given) {
      const letters = given.split("");
      letters.forEach((letter, at) => {
        const before = vowel(letters[at - 1]),
          after = vowel(letters[at + 1]);
        const consonant =
          letter === "u"
            ? (before && after) || letters[at - 1] === "q"
            : letter === "i"
              ? before && after
              : letter === "y" && (before || after);
        if (consonant) letters[at] = letter.toUpperCase();
      });
      return letters;
    }

    /** @param {number} length @param {string} by */
    replace(length, by) {
      this.word = this.word.slice(0, this.word.length - length) + by;
    }

    /** @param {string} end @param {number} from */
    stands(end, from) {
      return this.word.endsWith(end) && this.word.length - end.length >= from;
    }

    /** @param {string} end @param {number} from */
    drop(end, from) {
      const there = this.stands(end, from);
      if (there) this.replace(end.length, "");
      return there;
    }

    /** @param {string} end @param {string} by */
    dropOr(end, by) {
      if (this.word.endsWith(end) && !this.drop(end, this.r2)) this.replace(end.length, by);
    }

    /** The longest ending of a group, and which group. @param {Record<string, string[]>} groups @param {number} from */
    longest(groups, from) {
      let found = { group: "", end: "" };
      for (const group of Object.keys(groups)) {
        for (const end of groups[group])
          if (end.length > found.end.length && this.stands(end, from)) found = { group, end };
      }
      return found;
    }

    adverb() {
      if (this.word.endsWith("iv")) {
        if (this.drop("iv", this.r2)) this.drop("at", this.r2);
      } else if (this.word.endsWith("eus")) {
        if (!this.drop("eus", this.r2) && this.word.length - 3 >= this.r1) this.replace(3, "eux");
      } else if (/(abl|iqU)$/.test(this.word)) this.drop(this.word.slice(-3), this.r2);
      else if (/[iI]er$/.test(this.word) && this.word.length - 3 >= this.rv) this.replace(3, "i");
    }

    standard() {
      const { group, end } = this.longest(STANDARD, 0);
      if (!group || !this.mayLose(group, this.word.length - end.length)) return false;
      const at = this.word.length - end.length;
      this.replace(end.length, group === "euse" && at < this.r2 ? "eux" : INSTEAD[group] || "");
      if (group === "ation") this.dropOr("ic", "iqU");
      else if (group === "ement") this.adverb();
      else if (group === "ite") {
        if (this.word.endsWith("abil")) this.dropOr("abil", "abl");
        else if (this.word.endsWith("ic")) this.dropOr("ic", "iqU");
        else this.drop("iv", this.r2);
      } else if (group === "ive") {
        if (this.drop("at", this.r2)) this.dropOr("ic", "iqU");
      }
      return !["amment", "emment", "ment"].includes(group);
    }

    /** Whether an ending of this group may go, that stands here. @param {string} group @param {number} at */
    mayLose(group, at) {
      const before = this.word[at - 1];
      const places = /** @type {Record<string, number>} */ ({ rv: this.rv, r1: this.r1, any: 0 }),
        needed = places[STANDS[group]] ?? this.r2;
      if (at < needed) return false;
      // « habilité » is the participle of « habiliter », not a quality.
      if (group === "ite" && this.word.slice(0, at).endsWith("abil") && at < this.r1 + 4) return false;
      if (group === "euse" && at < this.r1) return false;
      if (group === "issement" && (at === 0 || vowel(before))) return false;
      return !(group === "ment" && (at <= this.rv || !vowel(before)));
    }

    verbInI() {
      const { end } = this.longest(verbsInI, this.rv),
        at = this.word.length - end.length;
      if (!end || at <= this.rv || vowel(this.word[at - 1])) return false;
      this.replace(end.length, "");
      return true;
    }

    verb() {
      const { group, end } = this.longest(VERBS, this.rv);
      if (!group || (group === "ions" && this.word.length - end.length < this.r2)) return false;
      this.replace(end.length, "");
      if (group === "inA") this.drop("e", this.rv);
      return true;
    }

    residual() {
      const { word } = this;
      if (word.length > 1 && word.endsWith("s") && !KEEP_S.includes(word[word.length - 2])) this.replace(1, "");
      const { end } = this.longest(residues, this.rv);
      const at = this.word.length - end.length;
      if (end === "ion") {
        if (at >= this.r2 && at > this.rv && "st".includes(this.word[at - 1])) this.replace(3, "");
      } else if (end === "e") this.replace(1, "");
      else if (end) this.replace(end.length, "i");
    }

    stem() {
      if (this.standard() || this.verbInI() || this.verb()) {
        if (this.word.endsWith("Y")) this.replace(1, "i");
      } else this.residual();
      if (DOUBLED.test(this.word)) this.replace(1, "");
      return this.word.toLowerCase();
    }
  }

  /** @param {string} given */
  function cut(given) {
    return given.length < 3 || !/^[a-z]+$/.test(given) ? given : new Word(given).stem();
  }

  /** @param {string} text */
  function fold(text) {
    return LETTERS.reduce((plain, [from, to]) => plain.replace(from, to), text.normalize("NFD").toLowerCase());
  }

  const JOINED = new RegExp(`(^|[^a-z0-9])e${HYPHEN.source}(?=[a-z0-9])`, "g");

  /** « R&D ». */
  const AMPERSAND = /(?<![a-z0-9])([a-z])&([a-z])(?![a-z0-9])/g;
  /** « 75 010 », whatever parts its thousands. */
  const THOUSANDS = /(?<![a-z0-9])[0-9]+(?:[ \u00a0\u202f][0-9]{3}(?![a-z0-9]))+/g;
  const whole = (/** @type {string} */ number) => number.replace(/[ \u00a0\u202f]/g, "");

  /** The words of a folded text. @param {string} folded */
  function split(folded) {
    return (
      folded
        .replace(JOINED, "$1e")
        .replace(AMPERSAND, "$1$2")
        .replace(THOUSANDS, whole)
        .match(/[a-z0-9]+\+?/g) || []
    )
      .flatMap((word) => (word.endsWith("+") ? [word.slice(0, -1), word.slice(0, -1) + "plus"] : [word]))
      .filter((word) => word.length > 1 || /[0-9]/.test(word));
  }

  /** @param {string} text @returns {JalonWord[]} */
  function words(text) {
    return split(fold(text))
      .filter((word) => !grammar.has(word))
      .map((folded) => ({ folded, stem: stem(folded), weight: question.has(folded) ? "question" : "full" }));
  }

  /**
   * Words of a query: « AS », in capitals among others that are not, is no word of grammar. @param {string} query
   * @returns {JalonWord[]}
   */
  function asked(query) {
    const capitals =
      /[a-z]/.test(query) || query.length < 5 ? query.match(/(?<![A-Z\p{L}])[A-Z]{2,4}(?![\p{L}])/gu) || [] : [];
    const acronyms = capitals.map((one) => one.toLowerCase()).filter((one) => grammar.has(one));
    return words(query).concat(acronyms.map((folded) => ({ folded, stem: folded, weight: "full" })));
  }

  /** Spellings that sound alike in French, in this order. @type {[RegExp, string][]} */
  const SOUNDS = [
    [/ph/g, "f"],
    [/[cs]h/g, "X"],
    [/h/g, ""],
    [/y/g, "i"],
    [/sc(?=[ei])/g, "s"],
    [/c(?=[ei])/g, "s"],
    [/qu|[cq]/g, "k"],
    [/z/g, "s"],
    [/gu(?=[ei])/g, "G"],
    [/ge(?=[ao])|g(?=[ei])/g, "j"],
    [/eau|au/g, "o"],
    [/oi/g, "W"],
    [/ti(?=on|al|el)/g, "si"],
    [/(?:ai|ei|i|u)[nm](?![aeiounm])/g, "I"],
    [/[ea][nm](?![aeiounm])/g, "A"],
    [/ai|ei|(?:e[rzt]|ees?)$/g, "e"],
    [/oeu|eu/g, "e"],
    [/(.)\1+/g, "$1"],
    [/[estxd]+$/, ""],
  ];
  /** @type {Map<string, string>} */
  const heard = new Map();

  /** How a folded word sounds, for who writes as one hears. @param {string} folded */
  function sound(folded) {
    let told = heard.get(folded);
    if (told === undefined) {
      told = SOUNDS.reduce((word, [from, to]) => word.replace(from, to), folded);
      heard.set(folded, told);
    }
    return told;
  }

  /** One letter more, less, other, or two in each other's place. @param {string} a @param {string} b */
  function near(a, b) {
    if (a === b) return true;
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const rest = (/** @type {number} */ i, /** @type {number} */ j) => a.slice(at + i) === b.slice(at + j);
    return rest(1, 1) || rest(1, 0) || rest(0, 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2));
  }

  /** Two such mistakes at most. @param {string} a @param {string} b */
  function far(a, b) {
    if (Math.abs(a.length - b.length) > 2) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const rest = (/** @type {number} */ i, /** @type {number} */ j) => near(a.slice(at + i), b.slice(at + j));
    return (
      rest(0, 0) || rest(1, 1) || rest(1, 0) || rest(0, 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2))
    );
  }

  /**
   * Of known words, those that a word unknown among them may stand for: written nearly so, going on so (« educ »), sounding
   * so; else, of a long word, those that two mistakes part from it. @param {string} folded @param {string[]} known
   */
  function mend(folded, known) {
    const heardAs = sound(folded);
    const close = known.filter(
      (one) =>
        near(folded, one) || one.startsWith(folded) || (heardAs.length > 2 && one.length > 3 && sound(one) === heardAs),
    );
    return close.length || folded.length < 8 ? close : known.filter((one) => far(folded, one));
  }

  /** Letters that are heard for each other where a word begins. */
  const BEGIN = ["fp", "ckqs", "sz", "gj", "aeh", "oah", "iy", "eh"];

  /** Letters in first or second place of the words that one may stand for. @param {string} folded */
  const letters = (folded) => new Set(folded.slice(0, 2) + BEGIN.filter((some) => some.includes(folded[0])).join(""));

  return { HYPHEN, fold, split, stem, words, asked, sound, near, far, mend, letters };
})();
