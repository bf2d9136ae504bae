import { describe, expect, it } from "vitest";
import { notReleased } from "./check-result.ts";
import type { Scheme } from "../scoring/scheme.ts";
import type { ResultContents, ResultUnit } from "./result-contents.ts";

const tables: ResultUnit = {
  name: "县水利局党组",
  unitType: "县直",
  eligible: 19,
  returned: 19,
  valid: 18,
  level: "tables",
  withdrawn: null,
  forms: [{ instrument: "leadership-team", score: "89.90" }],
  dimensions: [{ dimension: "style", score: "90.1" }],
  parts: ["89.90", null],
  deducted: "1.50",
  total: "87.82",
  approved: "较好",
  notes: [],
};
const scoreOnly: ResultUnit = { ...tables, level: "score", returned: 8, valid: null, dimensions: [] };
const none: ResultUnit = {
  ...scoreOnly,
  level: "none",
  returned: 3,
  forms: [{ instrument: "leadership-team", score: null }],
  parts: [null, "86.00"],
  notes: ["unscored"],
};
const withdrawn: ResultUnit = {
  ...none,
  level: "open",
  returned: null,
  withdrawn: "void",
  forms: [],
  parts: [null, null],
  deducted: null,
  total: null,
  approved: null,
  notes: [],
};

/** The first part is made of a form alone, the second of what people enter. */
const SCHEME = {
  parts: [
    { id: "form", title: "测评", points: 60, source: { from: "form", instrument: "leadership-team" } },
    { id: "facts", title: "研判", points: 40, source: { from: "judgement", dimensions: [] } },
  ],
} as unknown as Scheme;
/** A form of service users beside that of the unit's own people, of whom too few came. */
const outside = [
  { instrument: "leadership-team", score: null },
  { instrument: "service-users", score: "88.00" },
];

const contents = (unit: ResultUnit, thresholds = { floor: 5, table: 10, block: 10 }): ResultContents => ({
  round: { id: "r1", title: "第三轮" },
  thresholds,
  scheme: { id: "s", title: "办法", version: "1", digest: "0".repeat(64), parts: [] },
  forms: [],
  units: [unit],
});

describe("what a result may say", () => {
  it.each([
    ["with tables", tables],
    ["with a score alone", scoreOnly],
    ["below the floor, scored from judgement and facts", none],
    ["withdrawn", withdrawn],
    [
      "of which outside raters alone have tables",
      { ...tables, returned: 3, valid: null, dimensions: [], forms: outside },
    ],
    ["with more 收回 than eligible people, of whom too few came", { ...none, returned: 12 }],
    ["of which outside raters alone have a score", { ...scoreOnly, returned: 2, forms: outside }],
    [
      "with two forms of different people, each below the floor",
      { ...none, returned: 8, forms: [none.forms[0]!, { instrument: "members", score: null }] },
    ],
  ])("of a unit %s", (_, unit) => expect(notReleased(contents(unit), SCHEME)).toEqual([]));

  it("under stricter thresholds", () =>
    expect(notReleased(contents(tables, { floor: 8, table: 12, block: 12 }), SCHEME)).toEqual([]));
});

describe("what no release gives", () => {
  it.each<[string, ResultUnit]>([
    ["有效 of a unit that has a score alone", { ...scoreOnly, valid: 8 }],
    ["dimensions of a unit that has a score alone", { ...scoreOnly, dimensions: tables.dimensions }],
    ["a part of forms below the floor", { ...none, parts: ["89.90", "86.00"] }],
    ["a score of every form from two ballots", { ...scoreOnly, returned: 2 }],
    ["tables from three ballots", { ...tables, returned: 3, valid: null, dimensions: [] }],
    ["dimensions from three ballots", { ...tables, returned: 3, valid: null, forms: outside }],
    [
      "a score of every form beside three ballots",
      {
        ...tables,
        returned: 3,
        valid: null,
        dimensions: [],
        forms: [tables.forms[0]!, outside[1]!],
      },
    ],
    ["a score below the floor", { ...none, forms: tables.forms }],
    ["a total below the floor that does not say what it is from", { ...none, notes: [] }],
    ["more 有效 than 收回", { ...tables, valid: 20 }],
    ["有效 of fewer ballots than tables take", { ...tables, returned: 9, valid: 9 }],
    ["收回 of a withdrawn unit", { ...withdrawn, returned: 12 }],
    ["a part of a withdrawn unit", { ...withdrawn, parts: ["90.00", null] }],
    ["a result of a withdrawn unit", { ...tables, withdrawn: "invalid" }],
    ["no 收回 of a counted unit", { ...tables, returned: null }],
    ["a score above 100", { ...tables, forms: [{ instrument: "leadership-team", score: "100.01" }] }],
    ["a total below 0", { ...tables, total: "-1.00" }],
  ])("%s", (_, unit) => expect(notReleased(contents(unit), SCHEME)).toEqual(["县水利局党组"]));

  it.each(["floor", "table", "block"] as const)("a lower %s", (name) => {
    const thresholds = { floor: 5, table: 10, block: 10 };
    expect(notReleased(contents(tables, { ...thresholds, [name]: thresholds[name] - 1 }), null)).toEqual([
      "第三轮",
    ]);
  });
});
