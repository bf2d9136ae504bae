import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { add, parseRatio, printRatio, storeRatio, sum } from "../ratio.ts";
import { scoredForm } from "../release/scored-form.test-kit.ts";
import { checkScheme } from "./check-scheme.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "./scheme.ts";
import { formulaText, totalFormula } from "./formula.ts";
import { scoreUnit } from "./score-unit.ts";
import type { UnitScore } from "./unit-score.ts";

const read = (name: string): Scheme => {
  const file = new URL(`../../../surveys/schemes/political-ecology/${name}.json`, import.meta.url);
  return checkScheme(JSON.parse(readFileSync(file, "utf8")));
};

/** Prices per case of the tests' own, so that a price an office changes is not a broken test. */
const PER_CASE: { readonly [kind: string]: string } = {
  petitions: "1.6",
  cases: "2",
  audit: "1",
  rectification: "1",
  daily: "0.5",
};

function withOwnPrices(shipped: Scheme): Scheme {
  const parts = shipped.parts.map((part) => {
    if (part.source?.from !== "supervision") return part;
    const kinds = part.source.kinds.map((kind) => ({ ...kind, perCase: PER_CASE[kind.id]! }));
    return { ...part, source: { ...part.source, kinds } };
  });
  return { ...shipped, parts };
}

const scheme = withOwnPrices(read("scheme"));

const DIMENSIONS = ["discipline", "leading", "duties", "style", "life", "staffing"];
const judged = (...scores: readonly (number | string)[]): UnitAssessment["judgement"] =>
  Object.fromEntries(DIMENSIONS.map((id, i) => [id, { score: scores[i] ?? scores[0]!, reason: "因" }]));

/** 20 points less 1.6: 92 of 100. */
const FACTS = { petitions: 1, cases: 0, audit: 0, rectification: 0, daily: 0 };
const assessed: UnitAssessment = { ...EMPTY_ASSESSMENT, judgement: judged(86), supervision: FACTS };

const forms = [
  scoredForm("leadership-team", "89.90"),
  scoredForm("leadership-members", "89.80"),
  scoredForm("staff-questionnaire", "90.80"),
];

const score = (assessment: Partial<UnitAssessment>, rest: object = {}, by: Scheme = scheme): UnitScore =>
  scoreUnit(by, {
    forms,
    eligible: 10,
    participated: 10,
    ...rest,
    assessment: { ...assessed, ...assessment },
  });

describe("scoreUnit", () => {
  it("reproduces the worked composite: 87.82, 较好", () => {
    const result = score({ deductions: [{ points: "1.5", reason: "通报" }] });
    expect(result.parts.map((part) => printRatio(part.value!, 2))).toEqual([
      "89.90",
      "89.80",
      "90.80",
      "86.00",
      "92.00",
    ]);
    expect(result).toMatchObject({ printed: "87.82", computed: "较好", notes: [] });
    expect(storeRatio(result.total!)).toBe("4391/50");
    expect(totalFormula(result)).toBe("17.98 + 8.98 + 18.16 + 25.80 + 18.40 − 1.50");
    expect(formulaText(result.parts[0]!.formula)).toBe("89.90 × 20 ÷ 100");
  });

  it("derives every part from lines that add up to it, and the total from parts that add up to it", () => {
    const result = score({ judgement: judged(80, 90, 71, 66, 100, 59) });
    for (const { indicators, value } of result.parts) {
      expect(sum(indicators.flatMap((indicator) => indicator.contribution ?? []))).toEqual(value);
      for (const indicator of indicators) {
        expect(sum(indicator.lines.flatMap((line) => line.contribution ?? []))).toEqual(indicator.value);
      }
    }
    expect(sum(result.parts.map((part) => part.earned!))).toEqual(result.total);
    const lineOf = (part: number) => result.parts[part]!.indicators[0]!.lines[0];
    expect(lineOf(0)).toMatchObject({ reference: "leadership-team#q", leftOut: null });
    expect(lineOf(4)).toMatchObject({ entered: "1" });
    expect(formulaText(lineOf(4)!.formula)).toBe("(5 − min(1.6 × 1, 5)) × 100 ÷ 20");
  });

  it("deducts per case up to the limit of its kind", () => {
    const result = score({ supervision: { petitions: 9, cases: 2, audit: 0, rectification: 1, daily: 3 } });
    const supervision = result.parts[4]!;
    expect(supervision.indicators[0]!.lines.map((line) => printRatio(line.value!, 2))).toEqual([
      "0.00",
      "33.33",
      "100.00",
      "75.00",
      "25.00",
    ]);
    expect(storeRatio(supervision.value!)).toBe("85/2");
  });

  it("grades on the printed value", () => {
    const all = (value: string): UnitScore =>
      score(
        {
          judgement: judged(value),
          supervision: { petitions: 0, cases: 0, audit: 0, rectification: 0, daily: 0 },
        },
        { forms: forms.map((form) => scoredForm(form.instrument, value)) },
        { ...scheme, parts: scheme.parts.filter((part) => part.source?.from !== "supervision") },
      );
    expect(all("89.90")).toMatchObject({ printed: "89.90", computed: "较好" });
    expect(all("89.994")).toMatchObject({ printed: "89.99", computed: "较好" });
    expect(all("89.995")).toMatchObject({ printed: "90.00", computed: "良好" });
    expect(all("74.99")).toMatchObject({ computed: "较差" });
  });

  it("gives a reference score and no grade without judgement or facts", () => {
    for (const missing of [{ judgement: null }, { supervision: null }, { supervision: { petitions: 0 } }]) {
      const result = score(missing);
      expect(result).toMatchObject({ total: null, printed: null, computed: null, notes: ["opinion-only"] });
      expect(printRatio(result.opinion!, 2)).toBe("90.24");
      expect(result.parts.some((part) => part.leftOut === "not-entered")).toBe(true);
    }
  });

  it("gives a reference score only by the preset 仅测评问卷", () => {
    const result = score({}, {}, read("opinion-only"));
    expect(result).toMatchObject({ total: null, computed: null, notes: ["opinion-only"] });
    expect(printRatio(result.opinion!, 2)).toBe("90.24");
  });

  it("rescales judgement and facts when no form has a score", () => {
    const withheld = forms.map((form) => scoredForm(form.instrument, "90", 4));
    const result = score({}, { forms: withheld, eligible: 6, participated: 4 });
    expect(result).toMatchObject({ printed: "88.40", computed: "较好", opinion: null });
    expect(result.notes).toEqual(["unscored", "warn-participation"]);
    expect(result.parts.map((part) => part.leftOut)).toEqual([
      "withheld",
      "withheld",
      "withheld",
      null,
      null,
    ]);
    expect(formulaText(result.parts[3]!.formula)).toBe("86.00 × 30 ÷ 50");
  });

  it("leaves out a form that the round does not use and rescales the rest", () => {
    const result = score({}, { forms: forms.slice(0, 1) });
    expect(result.parts.map((part) => part.leftOut)).toEqual([null, "unused", "unused", null, null]);
    expect(storeRatio(result.total!)).toBe(storeRatio(parseRatio("6218/70")));
    expect(result.notes).toEqual([]);
  });

  it("scores nothing below half of those eligible and warns below 70 %", () => {
    expect(score({}, { eligible: 21, participated: 10 })).toMatchObject({
      total: null,
      opinion: null,
      computed: null,
      notes: ["low-participation"],
    });
    expect(score({}, { eligible: 20, participated: 10 }).notes).toEqual(["warn-participation"]);
    expect(score({}, { eligible: 10, participated: 7 }).notes).toEqual([]);
    expect(score({}, { eligible: 0, participated: 0 }).notes).toEqual(["low-participation"]);
  });

  it("limits deductions and bonus, and never lifts a grade by a bonus", () => {
    const deducted = score({
      deductions: [
        { points: 15, reason: "a" },
        { points: 15, reason: "b" },
      ],
    });
    expect(storeRatio(deducted.deducted)).toBe("20");
    const generous = { ...scheme, bonusLimit: 2 };
    const lifted = score({ judgement: judged(92), bonus: [{ points: 3, reason: "表彰" }] }, {}, generous);
    expect(lifted).toMatchObject({ printed: "93.12", computed: "良好" });
    const near = score({ bonus: [{ points: 1, reason: "表彰" }] }, {}, generous);
    expect(near).toMatchObject({ printed: "90.32", computed: "较好" });
    expect(add(score({}, {}, generous).total!, near.added)).toEqual(near.total);
    expect(storeRatio(score({ bonus: [{ points: 1, reason: "" }] }).added)).toBe("0");
  });

  it("proposes limits, and applies the confirmed ones only", () => {
    const facts = { judgement: judged(100, 100, 100, 100, 100, 59), facts: ["principal-case"] };
    const open = score(facts);
    expect(open).toMatchObject({ computed: "良好", notes: ["cap-open"] });
    expect(open.caps.map(({ id, evidence, confirmed }) => [id, evidence, confirmed])).toEqual([
      ["principal-case", "", null],
      ["judgement-below-60", "选人用人 59 < 60", null],
    ]);
    const decide = (principal: boolean): UnitScore =>
      score(
        {
          ...facts,
          capDecisions: {
            "principal-case": { confirmed: principal, reason: "r" },
            "judgement-below-60": { confirmed: true, reason: "r" },
          },
        },
        {},
        scheme,
      );
    expect(decide(true)).toMatchObject({ computed: "较差", notes: ["capped"] });
    expect(decide(false)).toMatchObject({ computed: "较好", notes: ["capped"] });
    expect(decide(true).total).toEqual(open.total);
  });

  it("counts a decision only for the evidence it was made upon, and for any when none is recorded", () => {
    const decided = (evidence?: string): UnitScore["caps"] =>
      score({
        judgement: judged(100, 100, 100, 59, 100, 58),
        capDecisions: {
          "judgement-below-60": { confirmed: true, reason: "r", ...(evidence && { evidence }) },
        },
      }).caps;
    const both = "工作作风 59 < 60；选人用人 58 < 60";
    expect(decided(both)).toMatchObject([{ evidence: both, confirmed: true, reason: "r" }]);
    expect(decided()).toMatchObject([{ evidence: both, confirmed: true }]);
    expect(decided("工作作风 59 < 60")).toMatchObject([{ evidence: both, confirmed: null, reason: "" }]);
  });

  it("reads an option's rate from released tables", () => {
    const poor = scoredForm("leadership-team", ["100", "40"], [8, 4]);
    const capOf = (atLeast: string): UnitScore["caps"] => {
      const caps = scheme.caps.map((cap) =>
        "optionRate" in cap.when
          ? { ...cap, when: { optionRate: { ...cap.when.optionRate, option: "1", atLeast } } }
          : cap,
      );
      return score({}, { forms: [poor] }, { ...scheme, caps }).caps;
    };
    expect(capOf("1/3")).toMatchObject([{ id: "team-poor-rate", evidence: "1/3 ≥ 1/3" }]);
    expect(capOf("0.34")).toEqual([]);
  });

  it.each([
    [{ judgement: judged(101) }],
    [{ supervision: { ...FACTS, cases: -1 } }],
    [{ supervision: { ...FACTS, cases: 1.5 } }],
    [{ deductions: [{ points: -1, reason: "" }] }],
    [{ bonus: [{ points: "x", reason: "" }] }],
  ])("refuses %j", (assessment) => {
    expect(() => score(assessment)).toThrow(expect.objectContaining({ code: "scoring.input" }));
  });
});
