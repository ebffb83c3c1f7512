// The schedule of the planner, without a browser: what must hold of any plan (fast-check), then what a table gives.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { load } from "./scripts.mjs";

const { JalonPlan, JalonPlanTable } = load("widgets/planner/table.js");

const MONDAYS = ["2026-11-23", "2026-12-28", "2027-03-22", "2027-10-25", "2028-02-28"];
const word = fc.constantFrom("Foyer", "foyer ", "EHPAD", "Ésat", "esat", "SAAD", "", "Siège", "__proto__", "constructor");
const row = fc.record({ structure: word, role: word, profession: word, count: fc.integer({ min: 1, max: 40 }) });

/** A wish whose plan is at most some years long, so that it is made. */
const wish = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 30 }),
  by: fc.constantFrom("structure", "role", "profession"),
  shuffle: fc.array(fc.nat(), { maxLength: 10 }),
  capacity: fc.integer({ min: 3, max: 60 }),
  start: fc.constantFrom(...MONDAYS),
  pilot: fc.option(fc.record({ at: fc.nat(), people: fc.integer({ min: 1, max: 60 }), weeks: fc.integer({ min: 1, max: 8 }) })),
}).map(({ rows, by, shuffle, capacity, start, pilot }) => {
  const keys = JalonPlan.groups(rows, by, []).map((group) => group.key);
  const order = shuffle.map((at) => keys[at % keys.length]).filter((key, at, all) => all.indexOf(key) === at);
  return { rows, by, order, capacity, start, pilot: pilot && { group: keys[pilot.at % keys.length], people: pilot.people, weeks: pilot.weeks } };
});
const always = (check) => fc.assert(fc.property(wish, (value) => check(value, JalonPlan.plan(value))), { numRuns: 600 });
const takes = (waves) => waves.flatMap((wave) => wave.parts.flatMap((part) => part.takes));
const weeks = (from, to) => (Date.parse(to) - Date.parse(from)) / (7 * 86400000);

describe("of any plan", () => {
  test("nobody is lost, nobody stands twice", () => always(({ rows }, { waves, total }) => {
    const placed = rows.map(() => 0);
    takes(waves).forEach(({ row: at, count }) => { assert.ok(count >= 1); placed[at] += count; });
    assert.deepEqual(placed, rows.map((one) => one.count));
    assert.equal(total, rows.reduce((sum, one) => sum + one.count, 0));
  }));

  test("no week passes the capacity, and the sums agree", () => always(({ capacity }, { waves }) => {
    for (const wave of waves) {
      assert.ok(wave.count >= 1 && wave.count <= capacity);
      assert.equal(wave.count, wave.parts.reduce((sum, part) => sum + part.count, 0));
      for (const part of wave.parts) assert.equal(part.count, part.takes.reduce((sum, take) => sum + take.count, 0));
    }
  }));

  test("everyone stands in their own group", () => always(({ rows, by }, { waves }) => {
    for (const part of waves.flatMap((wave) => wave.parts)) for (const take of part.takes) assert.equal(JalonPlan.key(rows[take.row][by]), part.group);
  }));

  test("groups pass in the wanted order, and one begins when those before are through", () => always(({ order }, { waves, groups }) => {
    assert.deepEqual(groups.map((group) => group.key).slice(0, order.length), order);
    const ranks = waves.filter((wave) => !wave.pilot).flatMap((wave) => wave.parts.map((part) => part.rank));
    assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b));
    for (const part of waves.flatMap((wave) => wave.parts)) assert.equal(groups[part.rank - 1].key, part.group);
  }));

  test("a week is full as long as someone waits", () => always(({ capacity }, { waves }) => {
    for (const kind of [true, false]) waves.filter((wave) => wave.pilot === kind).slice(0, -1).forEach((wave) => assert.equal(wave.count, capacity));
  }));

  test("weeks are Mondays that follow each other; the pilot comes first and leaves its weeks", () => always(({ start, pilot }, { waves, weeks: length }) => {
    const pilots = waves.filter((wave) => wave.pilot), rest = waves.filter((wave) => !wave.pilot);
    for (const wave of waves) assert.equal(new Date(wave.monday).getUTCDay(), 1);
    for (const run of [pilots, rest]) run.slice(1).forEach((wave, at) => assert.equal(weeks(run[at].monday, wave.monday), 1));
    assert.equal(waves[0].monday, start);
    assert.deepEqual(waves.map((wave) => wave.pilot), [...pilots.map(() => true), ...rest.map(() => false)]);
    assert.equal(pilots.length > 0, !!pilot);
    if (pilot && rest.length) assert.equal(weeks(start, rest[0].monday), Math.max(pilots.length, pilot.weeks));
    assert.equal(length, weeks(start, waves.at(-1).monday) + 1);
    assert.deepEqual(rest.map((wave) => wave.number), rest.map((_, at) => at + 1));
  }));

  test("the pilot takes as many as it wants of its group, spread over its rows", () => always(({ rows, by, pilot }, { waves }) => {
    if (!pilot) return;
    const own = rows.map((one, at) => ({ at, count: one.count })).filter(({ at }) => JalonPlan.key(rows[at][by]) === pilot.group);
    const taken = new Map(own.map(({ at }) => [at, 0]));
    takes(waves.filter((wave) => wave.pilot)).forEach((take) => taken.set(take.row, taken.get(take.row) + take.count));
    assert.equal([...taken.values()].reduce((sum, count) => sum + count, 0), Math.min(pilot.people, own.reduce((sum, one) => sum + one.count, 0)));
    // Of two rows, none gives two more than another which still has someone.
    for (const one of own) for (const other of own) if (taken.get(other.at) < other.count) assert.ok(taken.get(one.at) <= taken.get(other.at) + 1);
  }));

  test("each part says why it stands there", () => always((_, { waves }) => {
    const begun = new Set();
    for (const wave of waves) wave.parts.forEach((part, at) => {
      const key = (wave.pilot ? "pilot " : "") + part.group;
      const expected = wave.pilot ? (begun.has(key) ? "pilot-more" : "pilot") : begun.has(key) ? "more" : at > 0 ? "room" : "first";
      assert.equal(part.why, expected);
      assert.equal(part.rest, !wave.pilot && begun.has("pilot " + part.group));
      begun.add(key);
    });
  }));

  test("the same wish gives the same plan, and is left as it was", () => always((value, made) => {
    const before = JSON.stringify(value);
    assert.deepEqual(JalonPlan.plan(JSON.parse(before)), made);
    assert.equal(JSON.stringify(value), before);
  }));

  test("the frieze shows each group in the weeks where it has someone", () => always(({ start }, made) => {
    const lines = JalonPlan.timeline(made, start);
    made.groups.forEach((group, at) => {
      const here = new Set(made.waves.filter((wave) => wave.parts.some((part) => part.group === group.key)).map((wave) => weeks(start, wave.monday)));
      assert.deepEqual(new Set(lines[at].runs.flatMap(([from, length]) => Array.from({ length }, (_, step) => from + step))), here);
    });
  }));
});

test("a plan of more than ten years is not made, and says so", () => {
  const made = JalonPlan.plan({ rows: [{ structure: "a", role: "", profession: "", count: 5000 }], by: "structure", order: [], capacity: 1, start: MONDAYS[0], pilot: null });
  assert.deepEqual([made.tooLong, made.weeks, made.waves.length], [true, 5000, 0]);
});

test("work grows with the rows, not with their square", () => {
  // Counted, not timed: every reading of a row is seen.
  const reads = (count) => {
    let seen = 0;
    const rows = Array.from({ length: count }, (_, at) => new Proxy({ structure: `s${at % 50}`, role: `r${at % 6}`, profession: `p${at}`, count: 1 }, { get: (held, name) => { seen += 1; return held[name]; } }));
    const made = JalonPlan.plan({ rows, by: "structure", order: [], capacity: 50, start: MONDAYS[0], pilot: { group: "s0", people: 8, weeks: 2 } });
    assert.equal(made.waves.reduce((sum, wave) => sum + wave.count, 0), count);
    return seen;
  };
  assert.ok(reads(8000) <= 4.5 * reads(2000));
});

test("a first Monday is that day or the next Monday", () => {
  const first = (text) => JalonPlan.monday(new Date(`${text}T00:00:00Z`));
  assert.deepEqual(["2026-11-23", "2026-11-24", "2026-11-22", "2026-12-31"].map(first), ["2026-11-23", "2026-11-30", "2026-11-23", "2027-01-04"]);
});

describe("a table", () => {
  const ROLES = ["Accompagnement au soin", "Médico-administratif"];
  const read = (text) => JalonPlanTable.read(text.trim().split("\n").map((line) => line.split(";")), ROLES);

  test("columns are known by their titles, in any order; others are left", () => {
    const { rows, columns, left } = read("Nom;PROFESSION;Rôle pressenti;Établissement\nDupont;Aide-soignant;accompagnement  au soin;Tilleuls\nDurand;Aide-soignant;;Tilleuls");
    assert.deepEqual(rows, [
      { structure: "Tilleuls", role: "Accompagnement au soin", profession: "Aide-soignant", count: 1 },
      { structure: "Tilleuls", role: "", profession: "Aide-soignant", count: 1 },
    ]);
    assert.deepEqual(columns, { structure: 3, role: 2, profession: 1, count: -1 });
    assert.deepEqual(left, ["Nom"]);
    assert.ok(!JSON.stringify(rows).includes("Dup"), "no name is kept");
  });

  test("counts are read as a spreadsheet writes them; what is none is told at its line", () => {
    const { rows, faults } = read("Site;Nombre\nA;12\nB;1 200\nC;3,0\nD;0\nE;douze\nF;-4\nG;2,5\n;4");
    assert.deepEqual(rows.map((one) => [one.structure, one.count]), [["A", 12], ["B", 1200], ["C", 3]]);
    assert.deepEqual(faults, [
      { line: 5, why: "count", cell: "0" }, { line: 6, why: "count", cell: "douze" }, { line: 7, why: "count", cell: "-4" }, { line: 8, why: "count", cell: "2,5" }, { line: 9, why: "empty", cell: "" },
    ]);
  });

  test("without titles, numbers are counts and roles are roles", () => {
    const { rows, titles } = read("Service d'aide à domicile;Médico-administratif;Secrétaire;3\nTilleuls;Accompagnement au soin;Aide-soignant;5");
    assert.equal(titles, null);
    assert.deepEqual(rows[0], { structure: "Service d'aide à domicile", role: "Médico-administratif", profession: "Secrétaire", count: 3 });
    assert.equal(rows.length, 2);
  });

  test("rows that say the same become one", () => {
    assert.deepEqual(JalonPlan.merge(read("Site;Métier\nÉsat;Animateur\nesat ;animateur\nFoyer;Animateur").rows), [
      { structure: "Ésat", role: "", profession: "Animateur", count: 2 }, { structure: "Foyer", role: "", profession: "Animateur", count: 1 },
    ]);
  });

  const people = (found) => found.rows.reduce((sum, row) => sum + row.count, 0);

  test("the rows of totals of a pivot table are nobody, and are told", () => {
    for (const [text, wanted, totals] of [
      ["Site;Nombre\nFoyer A;10\nFoyer B;5\nTotal général;15", 15, ["Total général"]], ["Site;Nombre\nFoyer A;10\nFoyer B;5\nTotal;15", 15, ["Total"]], ["Site;Nombre\nFoyer A;10\nFoyer B;5\nTOTAUX;15", 15, ["TOTAUX"]],
      ["Site;Nombre\nFoyer A;10\nFoyer B;5\nEnsemble;15", 15, ["Ensemble"]], ["Site;Nombre\nFoyer A;10\nFoyer B;5\nSomme;15", 15, ["Somme"]], ["Site;Nombre\nFoyer A;10\nFoyer B;5\nGrand Total;15", 15, ["Grand Total"]],
      ["Site;Métier;Nombre\nA;AS;4\nA;AES;6\nSous-total A;;10\nB;AS;5\nS/total B;;5\nTotal général;;15", 15, ["Sous-total A", "S/total B", "Total général"]], ["Site;Métier;Nombre\nA;AS;4\n;AES;6\nTotal A;;10\nB;AS;5\nB Total;;5", 15, ["Total A", "B Total"]],
      ["Site;Métier;Nombre\nA;AS;4\nA;AES;6\nSomme A;;10", 10, ["Somme A"]], ["Site;Métier\nA;AS\nB;AES\nTotal;2", 2, ["Total"]], ["Étiquettes de lignes;Nombre de Nom\nFoyer A;10\nFoyer B;5\nTotal général;15", 15, ["Total général"]],
      ["Foyer A;10\nFoyer B;5\nTotal général;15", 15, ["Total général"]], ["Site;Nombre\nFoyer A;10\nFoyer B;5\nMoyenne;7,5", 15, ["Moyenne"]],
    ]) {
      const found = read(text);
      assert.deepEqual([people(found), found.totals.map(({ label }) => label)], [wanted, totals], text);
      assert.equal(found.announced, 0, text);
    }
  });

  test("what only looks like a total counts, when the numbers do not say that it is one", () => {
    for (const text of ["Site;Nombre\nSomme;12\nOise;5", "Site;Nombre\nEnsemble scolaire;12\nOise;5", "Site;Nombre\nOise;5\nEHPAD de la Somme;12", "Site;Nombre\nA;2\nTous en scène;9\nB;1"]) {
      const found = read(text);
      assert.deepEqual(found.totals, [], text);
      assert.equal(found.rows.length, text.split("\n").length - 1);
    }
  });

  test("a total that is not the sum of its rows is told; two levels in one column are read as two", () => {
    assert.equal(read("Site;Nombre\nA;10\nB;5\nTotal;30").announced, 30);
    const { rows, nested, announced, totals } = read("Étiquettes de lignes;Nombre de Nom\nFoyer A;15\nAide-soignant;10\nAccompagnement au soin;5\nFoyer B;3\nAnimateur;3\nTotal général;18");
    assert.deepEqual([nested, announced, totals.length], [true, 0, 3]);
    assert.deepEqual(rows.map((one) => [one.structure, one.role, one.profession, one.count]), [["Foyer A", "", "Aide-soignant", 10], ["Foyer A", "Accompagnement au soin", "", 5], ["Foyer B", "", "Animateur", 3]]);
  });

  test("lines above the titles are skipped; titles that come again and messages of a spreadsheet are nobody", () => {
    const found = read("Effectifs 2026\n\nSite;Métier;Nombre\nA;AS;4\nSite;Métier;Nombre\nB;#N/A;5\nB;AES;1");
    assert.deepEqual([found.above.filter(Boolean), people(found)], [["Effectifs 2026"], 5]);
    assert.deepEqual(found.faults, [{ line: 5, why: "again", cell: "" }, { line: 6, why: "sheet", cell: "#N/A" }]);
    assert.deepEqual(read("R“le;M‚tier\nMédico-administratif;Secrétaire").columns, { structure: -1, role: 0, profession: 1, count: -1 });
  });

  test("any cells can be read, and no person is made up", () => {
    fc.assert(fc.property(fc.array(fc.array(fc.oneof(fc.string(), fc.constantFrom("Site", "Nombre", "Rôle", "12", "0", " ", "Total", "Somme", "24")), { maxLength: 6 }), { maxLength: 12 }), (cells) => {
      const { rows, faults, totals } = JalonPlanTable.read(cells, ROLES);
      assert.ok(rows.length + faults.length + totals.length <= cells.length);
      for (const one of rows) assert.ok(one.count >= 1 && one.count <= JalonPlan.MOST_COUNT && (one.structure || one.role || one.profession));
    }));
  });
});
