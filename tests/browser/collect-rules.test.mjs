// widgets/collect/rules.js without a browser: what is wrong in a cell, what it becomes, what two rows share; then properties.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { growth } from "./growth.mjs";
import { asset, load } from "./scripts.mjs";

const here = (path) => new URL(path, import.meta.url);
const { JalonCollect, JalonSheet } = load("widgets/collect/rules.js");
const template = ["collect", "collect-why"].map((name) => readFileSync(here(`../../themes/rpps/templates/widgets/${name}.html`), "utf8")).join("");

const TODAY = new Date(Date.UTC(2026, 10, 22));
const column = (id, kind, more = {}) => ({ id, label: id, header: id, kind, also: [], required: false, unless: null, distinct: false, birth: false, after: null, choices: [], ...more });
const RULES = {
  remarks: "Remarques", same: ["nom", "prenom", "naissance"],
  columns: [
    column("rpps", "rpps", { distinct: true }), column("nom", "text", { required: true, label: "Nom de naissance", header: "Nom de naissance", also: ["Nom de famille"] }),
    column("prenom", "text", { required: true, label: "Prénoms", header: "Prénoms" }), column("naissance", "date", { birth: true, label: "Né(e) le", header: "Né(e) le (jj/mm/aaaa)" }),
    column("courriel", "email", { required: true, unless: "rpps", distinct: true }), column("mobile", "mobile", { distinct: true }),
    column("siret", "siret"), column("finess", "finess"), column("debut", "date"), column("fin", "date", { after: "debut" }),
    column("role", "choice", { choices: ["Accompagnement au soin", "Médico-administratif", "Coordination (et orientation)"] }),
  ],
};
const AT = Object.fromEntries(RULES.columns.map(({ id }, at) => [id, at]));
/** A table of these rows, given by column. */
function table(...rows) {
  return { fault: "", guessed: false, found: RULES.columns.map(() => true), extra: [], rows: rows.map((row, rank) => ({ line: rank + 2, extra: [], cells: RULES.columns.map(({ id }) => row[id] ?? "") })) };
}
const person = { nom: "Lambert", prenom: "Zoé", naissance: "09/05/1985", courriel: "zoe@exemple.fr" };
/** What is found about one cell of an otherwise good row: `tidy`, its usual form; `to`, what is proposed. */
function one(id, value) {
  const { faults, values, tidy } = JalonCollect.check(table({ ...person, [id]: value }), RULES, TODAY), fault = faults.find((found) => found.column === AT[id]);
  assert.equal(values[0][AT[id]], JalonCollect.trim(value), "what was written stays");
  return { code: fault?.code ?? "", level: fault?.level, tidy: tidy.find((cell) => cell.column === AT[id])?.to ?? values[0][AT[id]], to: fault?.to, ...fault?.values };
}

// Column, text, code (none when it is right), its usual form when right or else what is proposed.
const CELLS = [
  ["rpps", "10001234565", "", "10001234565"], ["rpps", " 100 012 345 65", "", "10001234565"], ["rpps", "10001234566", "rpps-key"], ["rpps", "1000123456", "rpps-shape"],
  ["rpps", "1,00012E+10", "abridged"], ["rpps", "non", "rpps-shape"], ["rpps", "10001234565.0", "number-signs", "10001234565"], ["rpps", "10001234565,00", "number-signs", "10001234565"],
  ["rpps", "n° 10001234565", "number-signs", "10001234565"], ["rpps", "1000/1234565", "number-signs", "10001234565"], ["rpps", "1OOO1234565", "number-letters", "10001234565"], ["rpps", "l0001234565", "number-letters", "10001234565"],
  ["rpps", "１０００１２３４５６５", "number-letters", "10001234565"], ["rpps", "10001234566 ?", "number-signs"], ["rpps", "100\u201101234565", "number-signs", "10001234565"],
  ["siret", "732 829 320 00074", "", "73282932000074"], ["siret", "732829320", "siret-shape"], ["siret", "73282932000075", "siret-key"], ["siret", "7,3282932E+13", "abridged"],
  ["siret", "35600000049837", "", "35600000049837"], ["siret", "5720784400010", "siret-zero", "05720784400010"], ["siret", "572078440001", "siret-shape"], ["siret", "73282932000074 (siège)", "number-signs", "73282932000074"],
  ["siret", "732829320OOO74", "number-letters", "73282932000074"],
  ["finess", "750712184", "", "750712184"], ["finess", "2a0000170", "", "2A0000170"], ["finess", "750712183", "finess-key"], ["finess", "7507121", "finess-shape"], ["finess", "10000016", "finess-zero", "010000016"],
  ["finess", "75O712184", "number-letters", "750712184"], ["finess", "FINESS 750712184", "number-signs", "750712184"], ["finess", "750712184.0", "number-signs", "750712184"],
  ["naissance", "1985-05-09", "", "09/05/1985"], ["naissance", "9.5.1985", "", "09/05/1985"], ["naissance", "09/05/1985 00:00", "", "09/05/1985"], ["naissance", "31/02/1985", "date-none"],
  ["naissance", "29/02/2000", "", "29/02/2000"], ["naissance", "29/02/1900", "date-none"], ["naissance", "05/25/1985", "date-swapped", "25/05/1985"], ["naissance", "09/05/85", "date-year", "09/05/1985"],
  ["debut", "01/12/26", "date-year", "01/12/2026"], ["naissance", "31176", "date-serial", "09/05/1985"], ["naissance", "09051985", "date-digits", "09/05/1985"], ["naissance", "19850509", "date-digits", "09/05/1985"],
  ["naissance", "9 mai 1985", "", "09/05/1985"], ["naissance", "12 mars 1985", "", "12/03/1985"], ["naissance", "1er août 1985", "", "01/08/1985"], ["naissance", "mardi 12 MARS 1985", "", "12/03/1985"],
  ["naissance", "12-févr.-1985", "", "12/02/1985"], ["naissance", "12 mars 85", "date-year", "12/03/1985"], ["naissance", "Mar 12, 1985", "", "12/03/1985"], ["naissance", "mars 1985", "date-shape"], ["naissance", "12 jui 1985", "date-shape"],
  ["naissance", "1985-03-12T00:00:00", "", "12/03/1985"], ["naissance", "1985-03-12T00:00:00.000Z", "", "12/03/1985"], ["naissance", "1985-03-11T23:00:00.000Z", "date-zone", "12/03/1985"], ["naissance", "1985-03-12 00:00:00+01:00", "", "12/03/1985"],
  ["naissance", "1985/03/12", "", "12/03/1985"], ["naissance", "23/11/2026", "date-future"], ["naissance", "22/11/2026", "date-young"], ["naissance", "01/01/1850", "date-old"], ["naissance", "03/03/1931", "date-aged"],
  ["naissance", "01/01/1900", "date-epoch"], ["naissance", "00/01/1900", "date-epoch"], ["naissance", "01/01/1904", "date-epoch"], ["debut", "30/12/1899", "date-epoch"], ["debut", "1899-12-31", "date-epoch"], ["debut", "0000-00-00", "date-epoch"],
  ["fin", "31/12/9999", "date-endless", ""], ["fin", "9999-12-31", "date-endless", ""], ["fin", "31/12/2999", "date-endless", ""], ["fin", "99/99/9999", "date-endless", ""], ["fin", "31/12/2099", "date-endless", ""],
  ["debut", "31/12/9999", "date-far"], ["debut", "01/12/2062", "date-far"],
  ["courriel", "Zoe.Lambert@Exemple.FR", "", "Zoe.Lambert@exemple.fr"], ["courriel", "mailto:zoe@exemple.fr", "email-named", "zoe@exemple.fr"], ["courriel", "zoé@exemple.fr", "email-accent"],
  ["courriel", "Zoé Lambert <zoe@exemple.fr>", "email-named", "zoe@exemple.fr"], ["courriel", "<zoe@exemple.fr>", "email-named", "zoe@exemple.fr"], ["courriel", "zoe@exemple.fr;", "email-named", "zoe@exemple.fr"],
  ["courriel", "\"Lambert, Zoé\" <Zoe@Exemple.fr>", "email-named", "Zoe@exemple.fr"], ["courriel", "zoe@exemple.fr (perso)", "email-named", "zoe@exemple.fr"],
  ["courriel", "zoe@gmial.com", "email-typo", "zoe@gmail.com"], ["courriel", "zoe@gamil.com", "email-typo", "zoe@gmail.com"], ["courriel", "zoe@gmail.con", "email-typo", "zoe@gmail.com"], ["courriel", "zoe@gmail.fr", "email-typo", "zoe@gmail.com"],
  ["courriel", "zoe@hotmial.fr", "email-typo", "zoe@hotmail.fr"], ["courriel", "zoe@orage.fr", "email-typo", "zoe@orange.fr"], ["courriel", "zoe@wanadou.fr", "email-typo", "zoe@wanadoo.fr"], ["courriel", "zoe@laposte.ne", "email-typo", "zoe@laposte.net"],
  ["courriel", "zoe@yahooo.fr", "email-typo", "zoe@yahoo.fr"], ["courriel", "zoe@outlok.com", "email-typo", "zoe@outlook.com"], ["courriel", "zoe@exemple.con", "email-typo", "zoe@exemple.com"], ["courriel", "zoe@free.rf", "email-typo", "zoe@free.fr"],
  ["courriel", "zoe@gmail", "email-shape", "zoe@gmail.com"], ["courriel", "zoe@gmailcom", "email-shape", "zoe@gmail.com"], ["courriel", "zoe@gmail..com", "email-shape", "zoe@gmail.com"], ["courriel", "zoe@gmail,com", "email-space", "zoe@gmail.com"],
  ["courriel", "zoe(at)exemple.fr", "email-at", "zoe@exemple.fr"], ["courriel", "zoe@orange.com", "", "zoe@orange.com"], ["courriel", "zoe@mail.com", "", "zoe@mail.com"], ["courriel", "zoe@grange.fr", "", "zoe@grange.fr"], ["courriel", "zoe@ch-lyon.fr", "", "zoe@ch-lyon.fr"],
  ["courriel", "zoe@exemple", "email-shape"], ["courriel", "zoe.exemple.fr", "email-at"], ["courriel", "zoe@a@b.fr", "email-at"], ["courriel", "zoe @exemple.fr", "email-space", "zoe@exemple.fr"],
  ["courriel", "a@b.fr; c@d.fr", "email-many"], ["courriel", "zoe@exemple,fr", "email-space", "zoe@exemple.fr"], ["courriel", "zoe..l@exemple.fr", "email-shape", "zoe.l@exemple.fr"], ["courriel", "Accueil.foyer@exemple.fr", "email-service"],
  ["mobile", "0612345678", "", "06 12 34 56 78"], ["mobile", "+33 (0)6 12 34 56 78", "", "06 12 34 56 78"], ["mobile", "'+33612345678", "", "06 12 34 56 78"], ["mobile", "0033 7 12 34 56 78", "", "07 12 34 56 78"],
  ["mobile", "612345678", "mobile-zero", "06 12 34 56 78"], ["mobile", "33612345678", "mobile-zero", "06 12 34 56 78"], ["mobile", "+262 692 12 34 56", "", "06 92 12 34 56"], ["mobile", "0142345678", "mobile-fixed"], ["mobile", "061234567", "mobile-digits"],
  ["mobile", "1612345678", "mobile-start"], ["mobile", "06 12 34 56 78 (perso)", "mobile-signs", "06 12 34 56 78"], ["mobile", "06 12 34 56 78 / 07 12 34 56 78", "mobile-many"], ["mobile", "O6 12 34 56 78", "mobile-signs", "06 12 34 56 78"],
  ["mobile", "+32 470 12 34 56", "mobile-foreign"], ["mobile", "demander", "mobile-shape"],
  ["role", "accompagnement AU SOIN", "", "Accompagnement au soin"], ["role", "Medico administratif", "", "Médico-administratif"], ["role", "Acompagnement au soin", "choice-near", "Accompagnement au soin"],
  ["role", "coordination", "choice-near", "Coordination (et orientation)"], ["role", "Accompagnement au soin (de nuit)", "choice-more", "Accompagnement au soin"], ["role", "Accompagnement au soin, remplaçante", "choice-more", "Accompagnement au soin"],
  ["role", "Accompagnement au soin ?", "choice-near", "Accompagnement au soin"], ["role", "Cuisine", "choice"], ["nom", "", "missing"],
  ["nom", "#N/A", "sheet-error"], ["naissance", "#REF!", "sheet-error"], ["role", "#NOM?", "sheet-error"], ["mobile", "#VALEUR!", "sheet-error"], ["nom", "#DIV/0!", "sheet-error"], ["nom", "Err:502", "sheet-error"], ["nom", "#NAME?", "sheet-error"],
  ["naissance", "########", "sheet-narrow"], ["prenom", "####", "sheet-narrow"], ["nom", "=RECHERCHEV(A2;B:C;2)", "sheet-formula"], ["nom", "null", "nothing", ""], ["prenom", "n/a", "nothing", ""], ["mobile", "-", "nothing", ""],
  ["nom", "B‚ziers", "garbled", "Béziers"], ["prenom", "FranÃ§ois", "garbled", "François"], ["prenom", "H‚lŠne", "garbled", "Hélène"], ["prenom", "RenŽ", "garbled", "René"], ["prenom", "Fran√ßois", "garbled", "François"],
  ["prenom", "Fran├ºois", "garbled", "François"], ["prenom", "No&eacute;mie", "garbled", "Noémie"], ["prenom", "L\ufffda", "lost"], ["prenom", "Fran?ois", "lost"], ["role", "MÃ©dico-administratif", "garbled", "Médico-administratif"],
];
for (const [id, typed, code, value] of CELLS) {
  test(`${id} « ${typed} »: ${code || "right"}`, () => {
    const found = one(id, typed);
    assert.equal(found.code, code);
    if (code) assert.equal(found.to, value, "what is proposed");
    else assert.equal(found.tidy, value, "the usual form");
  });
}

test("names of any language are left as they are", () => {
  for (const name of ["Žižek", "Łukasz", "Sigurðsson", "Þór", "João", "SÃO", "Nuñez", "Müller", "L’Haÿ", "D’Étang", "O’Brien", "Иван", "李", "Anaïs-Éléonore", "FRANÇOISE", "Lætitia", "Ngọc Ánh", "Foyer « Les Prés »", "Null'oz", "Paris–Lyon"]) {
    assert.deepEqual([name, one("nom", name).code], [name, ""]);
  }
});

test("no message contradicts itself: a number that is told to lack digits lacks some", () => {
  for (const [id, length] of [["rpps", 11], ["siret", 14], ["finess", 9]]) for (const noise of ["x", "?", " n°", "/", "é", "\u200d"]) for (const at of [0, 3, length]) {
    const digits = "750712184" + "73282".slice(0, length - 9), typed = digits.slice(0, at) + noise + digits.slice(at), { code, count } = one(id, typed);
    assert.ok(!/shape/.test(code) || count !== length, `${typed}: ${code} ${count}`);
  }
});

test("what only deserves a look is a doubt", () => {
  for (const [id, value] of [["courriel", "contact@exemple.fr"], ["mobile", "+32470123456"], ["naissance", "01/01/2020"]]) assert.equal(one(id, value).level, "doubt");
  assert.equal(one("courriel", "zoe").level, "error");
  assert.equal(one("role", "Acompagnement au soin").near, "Accompagnement au soin");
  for (const [id, value] of [["mobile", "612345678"], ["finess", "10000016"], ["courriel", "zoe@gmial.com"], ["fin", "31/12/9999"], ["nom", "null"], ["prenom", "Fran?ois"]]) assert.equal(one(id, value).level, "doubt", value);
});

test("an end before its start, told at the end", () => {
  const codes = (debut, fin) => JalonCollect.check(table({ ...person, debut, fin }), RULES, TODAY).faults.map(({ column, code }) => [column, code]);
  assert.deepEqual(codes("01/12/2026", "30/11/2026"), [[AT.fin, "date-order"]]);
  assert.deepEqual(codes("01/12/2026", "01/12/2026"), []);
  assert.deepEqual(codes("hier", "30/11/2026"), [[AT.debut, "date-shape"]]);
});

test("a number spares what it makes useless, and only that", () => {
  const codes = (row) => JalonCollect.check(table(row), RULES, TODAY).faults.map(({ column, code }) => [column, code]);
  assert.deepEqual(codes({ ...person, courriel: "" }), [[AT.courriel, "missing"]]);
  assert.deepEqual(codes({ ...person, courriel: "", rpps: "10001234565" }), []);
});

test("the same person twice, whatever accents and case, is a doubt at each row", () => {
  const { faults } = JalonCollect.check(table(person, { ...person, nom: "LAMBERT", prenom: "Zoe", naissance: "1985-05-09" }, { ...person, naissance: "10/05/1985", courriel: "autre@exemple.fr" }), RULES, TODAY);
  const twice = faults.filter(({ code }) => code === "person-twice");
  assert.deepEqual(twice.map(({ row, column, level, values }) => [row, column, level, values.lines]), [[0, AT.nom, "doubt", "3"], [1, AT.nom, "doubt", "2"]]);
  assert.ok(!faults.some(({ code }) => code === "shared"), "one's own address may come back");
});

test("an address, a mobile or a number that two persons share is an error at each", () => {
  const rows = [person, { ...person, nom: "Martin", courriel: "ZOE@EXEMPLE.FR", mobile: "0612345678" }, { ...person, nom: "Durand", courriel: "d@exemple.fr", mobile: "+33612345678" }];
  const { faults } = JalonCollect.check(table(...rows), RULES, TODAY), shared = faults.filter(({ code }) => code === "shared");
  assert.deepEqual(shared.map(({ row, column, values }) => [row, column, values.lines]), [[0, AT.courriel, "3"], [1, AT.mobile, "4"], [2, AT.mobile, "3"]].concat([[1, AT.courriel, "2"]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]));
});

test("titles: by label, header, other names; others are kept; a table without titles follows the model", () => {
  const read = (text) => JalonCollect.read(text, RULES);
  const named = read("NOM DE FAMILLE;prenoms;Né(e) le ;Matricule;Remarques\nA;B;C;D;E\n");
  assert.deepEqual([named.fault, named.extra, named.rows[0].cells.slice(1, 4), named.rows[0].extra, named.rows[0].line], ["", ["Matricule"], ["A", "B", "C"], ["D"], 2]);
  assert.deepEqual(named.found.map((found, at) => found && at).filter((at) => at !== false), [1, 2, 3]);
  const bare = read(";Lambert;Zoé;09/05/1985;z@exemple.fr;;;;;;\n");
  assert.deepEqual([bare.fault, bare.guessed, bare.rows.length], ["", true, 1]);
  for (const [text, fault] of [["", "empty"], ["\n \n".replace(" ", ""), "empty"], ["a;b\nc;d", "no-header"], ["Nom de naissance;Prénoms\n", "no-row"]]) assert.equal(read(text).fault, fault, JSON.stringify(text));
  assert.equal(read("Nom de naissance;Prénoms\n" + "a;b\n".repeat(10001)).fault, "too-many");
});

test("a needed column that is not in the file is not said in each row, and no row is then whole", () => {
  const found = JalonCollect.read("Nom de naissance;Prénoms\nA;B\nC;D\n", RULES);
  const { faults, lacking } = JalonCollect.check(found, RULES, TODAY);
  assert.deepEqual([faults, lacking], [[], [true, true]]);
  const spared = JalonCollect.check(JalonCollect.read("Numéro;rpps;Nom de naissance;Prénoms\n1;10001234565;A;B\n2;;C;D\n", RULES), RULES, TODAY);
  assert.deepEqual(spared.lacking, [false, true], "a number spares the address that no column holds");
});

test("lines above the titles are skipped and told; titles that come again are nobody", () => {
  const read = (text) => JalonCollect.read(text, RULES);
  const found = read("Foyer des Lilas;;\n;;\nListe au 22/11/2026;;\nNom de naissance;Prénoms;Matricule\nA;B;1\nNom de naissance;Prénoms;Matricule\nC;D;2\n");
  assert.deepEqual(found.above, ["Foyer des Lilas", "Liste au 22/11/2026"]);
  assert.deepEqual([found.again, found.rows.map(({ line, cells }) => [line, cells[1]])], [[6], [[5, "A"], [7, "C"]]]);
  assert.equal(read("Liste\nExport\nA;B\nC;D\n").fault, "no-header");
});

test("titles that are spoiled or say more are read, and told", () => {
  const read = (text) => JalonCollect.read(text, RULES).titles.map(({ title, column, why }) => [title, column, why]);
  assert.deepEqual(read("Nom de naissance;Pr‚noms\nA;B"), [["Pr‚noms", AT.prenom, "spoiled"]]);
  assert.deepEqual(read("Nom de naissance (conjoint);Prénoms (obligatoire)\nA;B"), [["Nom de naissance (conjoint)", AT.nom, "more"]]);
  assert.deepEqual(read("Nom de naissance;Né(e) le (jj/mm/aaaa)\nA;B"), []);
});

test("every fault has its words", () => {
  const source = asset("widgets/collect/rules.js");
  const codes = new Set([...CELLS.map(([, , code]) => code), "date-order", "shared", "person-twice"].filter(Boolean));
  for (const code of codes) assert.ok(template.includes(`data-say="why-${code}"`), code);
  for (const [, code] of template.matchAll(/data-say="why-([a-z-]+)"/g)) assert.ok(codes.has(code), `${code} is never said`);
  for (const [, fault] of source.matchAll(/(?:no\(|fault: )"([a-z-]+)"/g)) assert.ok(template.includes(`data-say="fault-${fault}"`), fault);
});

// ------------------------------------------------------------ properties

const word = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("=1+1", "@x", "a;b", "l\nm", '"', "10001234565", "09/05/1985", "0612345678", "z@exemple.fr", "Accompagnement au soin", ""));
const rows = fc.array(fc.array(word, { minLength: RULES.columns.length, maxLength: RULES.columns.length }).filter((row) => row.some((cell) => JalonCollect.trim(cell))), { minLength: 1, maxLength: 12 });
const head = RULES.columns.map(({ header }) => header);

test("no row is lost or made, and none changes place", () => {
  fc.assert(fc.property(rows, (all) => {
    const read = JalonCollect.read(JalonSheet.write([head, ...all]), RULES);
    assert.equal(read.rows.length, all.length);
    assert.deepEqual(read.rows.map(({ cells }) => cells), all.map((row) => row.map((cell) => JalonCollect.trim(cell))));
    const { faults, values } = JalonCollect.check(read, RULES, TODAY);
    assert.equal(values.length, all.length);
    const places = faults.map(({ row, column }) => row * 100 + column);
    assert.equal(new Set(places).size, places.length, "one fault a cell");
    assert.deepEqual(places, [...places].sort((a, b) => a - b));
  }), { numRuns: 500 });
});

test("what nobody changed is written as it was, and read back so", () => {
  fc.assert(fc.property(rows, (all) => {
    const read = JalonCollect.read(JalonSheet.write([head, ...all]), RULES), first = JalonCollect.check(read, RULES, TODAY);
    assert.deepEqual(first.values, read.rows.map(({ cells }) => cells));
    const text = JalonCollect.write(read, RULES, first.values, first.values.map((_, at) => (at % 2 ? "à voir" : "")));
    const again = JalonCollect.read(text, RULES), second = JalonCollect.check(again, RULES, TODAY);
    assert.deepEqual(again.extra, [], "the remarks are not a column of the table");
    assert.deepEqual(second.values, first.values);
    assert.deepEqual(second.faults.map(({ row, column, code }) => [row, column, code]), first.faults.map(({ row, column, code }) => [row, column, code]));
  }), { numRuns: 500 });
});

test("what is tidy is right, and nothing more is proposed for it", () => {
  fc.assert(fc.property(fc.constantFrom(...CELLS), ([id, typed]) => {
    const first = one(id, typed), again = one(id, first.code ? first.to ?? typed : first.tidy);
    if (!first.code) assert.deepEqual([again.code, again.tidy], ["", first.tidy]);
    else if (first.to) assert.ok(!again.code || again.code === "date-young", `${typed} → ${first.to}: ${again.code}`);
  }), { numRuns: 600 });
});

test("no cell of a corrected table begins like a formula", () => {
  fc.assert(fc.property(rows, (all) => {
    const read = JalonCollect.read(JalonSheet.write([head, ...all]), RULES), { values } = JalonCollect.check(read, RULES, TODAY);
    for (const cell of JalonSheet.read(JalonCollect.write(read, RULES, values, [])).rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
  }), { numRuns: 300 });
});

test("any text and any bytes are read", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
    for (const whole of [text, head.join(";") + "\n" + text]) {
      const read = JalonCollect.read(whole, RULES);
      if (!read.fault) JalonCollect.check(read, RULES, TODAY);
    }
  }), { numRuns: 1000 });
});

test("every wrong digit of a right RPPS number is told, in a table too", () => {
  for (let at = 0; at < 11; at += 1) for (const digit of "0123456789") {
    const typed = "10001234565".slice(0, at) + digit + "10001234565".slice(at + 1);
    assert.equal(one("rpps", typed).code, typed === "10001234565" ? "" : "rpps-key", typed);
  }
});

test("the time of a check grows with its rows and no faster, the worst of them too", () => {
  const many = (count, make) => JalonCollect.read(JalonSheet.write([head, ...Array.from({ length: count }, (_, at) => make(at))]), RULES);
  const usual = (at) => ["", `Nom ${at}`, "Zoé", "09/05/1985", `z${at}@exemple.fr`, "06" + String(at).padStart(8, "0"), "", "", "01/12/2026", "", "Acompagnement"];
  const worst = (at) => ["10001234565", `N${at}`, "Zoé", "09/05/1985", "z@exemple.fr", "0612345678", "", "", "", "", `Métier inconnu ${at}`];
  for (const row of [usual, worst]) {
    const times = growth(600, (count) => many(count, row), (read) => JalonCollect.check(read, RULES, TODAY));
    assert.ok(times < 100, `${row.name} rows: 16 times as many take ${times.toFixed(1)} times as long`);
  }
});
