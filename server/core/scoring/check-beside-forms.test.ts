import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Dimension, Instrument } from "../definition/instrument.ts";
import { checkBesideForms } from "./check-beside-forms.ts";
import { checkScheme } from "./check-scheme.ts";
import type { Cap, IndicatorSource, Scheme } from "./scheme.ts";
import { withPrices } from "./with-prices.ts";

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../../../surveys/${path}`, import.meta.url), "utf8")) as T;

const FORMS = new Map(
  ["leadership-team", "leadership-members", "staff-questionnaire"]
    .map((folder) => read<Instrument>(`${folder}/definition.json`))
    .map((form) => [form.id, form]),
);
const base = checkScheme(read("schemes/political-ecology/scheme.json"));

const besideForms = (change: Partial<Scheme>): readonly string[] =>
  checkBesideForms({ ...base, ...change }, FORMS).map(({ path }) => path);

const withSource = (source: IndicatorSource): Partial<Scheme> => ({
  parts: [{ id: "p", title: "p", points: 100, indicators: [{ id: "i", title: "i", weight: 100, source }] }],
});
const AT = "$.parts[0].indicators[0].source";
const withCap = (when: Cap["when"]): Partial<Scheme> => ({
  caps: [{ id: "c", title: "c", atMost: "较差", when }],
});

describe("checkBesideForms", () => {
  it("accepts the shipped scheme beside the shipped forms", () => expect(besideForms({})).toEqual([]));

  it.each<readonly [refused: string, source: IndicatorSource, path: string]>([
    ["a form that is not there", { from: "form", instrument: "nothing" }, `${AT}.instrument`],
    [
      "leaders of a form without",
      { from: "members", instrument: "leadership-team", principal: 40, others: 60 },
      AT,
    ],
    [
      "a dimension no item has",
      { from: "items", instrument: "leadership-team", select: { focus: "f9" } },
      `${AT}.select`,
    ],
    [
      "an item that is not rated",
      { from: "items", instrument: "staff-questionnaire", select: { items: ["q18"] } },
      `${AT}.select.items[0]`,
    ],
    [
      "a tag no option has",
      { from: "problems", instrument: "staff-questionnaire", select: { tag: "无" } },
      `${AT}.select.tag`,
    ],
    [
      "an option without price",
      { from: "positive", instrument: "leadership-team", positive: ["good", "unknown"] },
      `${AT}.positive[1]`,
    ],
  ])("refuses %s", (_, source, path) => expect(besideForms(withSource(source))).toContain(path));

  it("takes a dimension that only single options have", () => {
    const of = (dimension: Dimension) =>
      besideForms(
        withSource({
          from: "problems",
          instrument: "staff-questionnaire",
          select: { items: ["q19"], dimension },
        }),
      );
    expect(of("style")).not.toContain(`${AT}.select`);
    expect(of("life")).toContain(`${AT}.select`);
  });

  it("refuses limits that look at what is not there", () => {
    expect(
      besideForms(withCap({ optionRate: { instrument: "leadership-team", option: "bad", atLeast: 0.3 } })),
    ).toEqual(["$.caps[0].when.optionRate.option"]);
    expect(besideForms(withCap({ problemRate: { instrument: "leadership-team", atLeast: 0.3 } }))).toEqual([
      "$.caps[0].when.problemRate.select",
    ]);
  });

  it("refuses prices that leave an option of the scale unpriced, or price one that is not there", () => {
    expect(besideForms({ prices: { "leadership-team": { good: 100, fairly: 80, average: 60 } } })).toEqual([
      "$.prices.leadership-team",
    ]);
    const all = { good: 100, fairly: 80, average: 60, poor: 0 };
    expect(besideForms({ prices: { "leadership-team": all } })).toEqual([]);
    expect(besideForms({ prices: { "leadership-team": { ...all, unknown: 0 }, other: all } })).toEqual([
      "$.prices.leadership-team.unknown",
      "$.prices.other",
    ]);
  });
});

describe("withPrices", () => {
  it("changes the points of one form and leaves 不了解 outside the base", () => {
    const prices = { "leadership-team": { good: 100, fairly: 80, average: 50, poor: "0" } };
    const priced = withPrices(FORMS.get("leadership-team")!, { ...base, prices });
    expect(priced.scales["quality4"]?.options.map(({ points }) => points)).toEqual([100, 80, 50, "0", null]);
    const other = FORMS.get("staff-questionnaire")!;
    expect(withPrices(other, { ...base, prices })).toBe(other);
  });
});
