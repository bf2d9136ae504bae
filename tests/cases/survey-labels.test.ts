/** What the shipped forms count towards, against the tables of the design. @source forms.zh.md §1, 3–6 */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { readJson, surveysFolder } from "./worked-example.ts";

/** Dimension, 三个聚焦, 四个聚焦, 三大问题 → questions; `—` where nothing is said. */
const TABLES: { readonly [form: string]: { readonly [labels: string]: string } } = {
  "leadership-team": {
    "discipline f1 g1 b1": "t01 t02",
    "leading f1 g1 b1": "t03 t04 t06 t09",
    "leading f1 g3 b1": "t05",
    "leading f3 g3 b2": "t07",
    "staffing f3 g3 b2": "t08",
    "style f2 g1 b3": "t10",
    "duties f2 g2 b3": "t11 t12",
    "duties f1 g4 b3": "t13",
    "style f2 g2 b3": "t14",
    "style f3 g3 b1": "t15",
    "—": "t16",
  },
  "staff-questionnaire": {
    "discipline f1 g1 b1": "q01 q03",
    "leading f1 g1 b1": "q02",
    "leading f1 g3 b1": "q04 q05",
    "duties f2 g2 b3": "q06 q07 q11 q19 q21",
    "style f2 g2 b3": "q08 q09 q18",
    "style f2 g1 b3": "q10",
    "staffing f2 g3 b2": "q12",
    "life f3 g3 b2": "q13 q14",
    "staffing f3 g3 b2": "q15 q20",
    "duties f1 g4 b3": "q16",
    "—": "q17 q20t",
  },
  appraisal: {
    "staffing f3 g3 b2": "a01 a02 a04",
    "staffing f3 g4 b2": "a03",
  },
  rectification: {
    "duties f1 g4 b3": "r01",
    "leading f1 g4 b1": "r02",
    "duties f2 g4 b3": "r03 r04",
    "style f2 g4 b3": "r05",
    "—": "r06",
  },
  "public-questionnaire": {
    "style f2 g1 b3": "p01 p02 p03 p06",
    "duties f2 g2 b3": "p04 p05 p07",
    "—": "p08",
    style: "p09",
  },
};

/** Options that are of another dimension than their question. @source forms.zh.md §3 q19, §6 p09 */
const OF_OPTIONS: { readonly [question: string]: { readonly [option: string]: string } } = {
  "staff-questionnaire q19": { a: "discipline", d: "style" },
  "public-questionnaire p09": { c: "duties", d: "duties", e: "duties" },
};

it("counts single options towards the other dimension of the design, and no others", () => {
  const found = Object.keys(TABLES).flatMap((id) =>
    Object.entries(readJson<Instrument>(join(surveysFolder, id, "definition.json")).items).flatMap(
      ([name, { dimensions }]) => (dimensions ? [[`${id} ${name}`, dimensions] as const] : []),
    ),
  );
  expect(Object.fromEntries(found)).toEqual(OF_OPTIONS);
});

describe.each(Object.entries(TABLES))("%s", (id, table) => {
  it("counts every item towards the dimension and the three sets of focuses of the design, and no other", () => {
    const { items } = readJson<Instrument>(join(surveysFolder, id, "definition.json"));
    const found: Record<string, string> = {};
    for (const [name, { dimension, focus = [] }] of Object.entries(items)) {
      const labels = [dimension, ...focus].filter(Boolean).join(" ") || "—";
      found[labels] = labels in found ? `${found[labels]} ${name}` : name;
    }
    expect(found).toEqual(table);
  });
});
