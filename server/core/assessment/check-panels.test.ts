import { describe, expect, it } from "vitest";
import type { Instrument, JsonObject } from "../definition/instrument.ts";
import { sheetOf, withTotals } from "../scoring/score-sheet.ts";
import type { PanelEntry, PanelSheet } from "../scoring/scheme.ts";
import { checkPanels } from "./check-panels.ts";

const points = (name: string, max: number, more: JsonObject = {}): JsonObject => {
  return { type: "text", inputType: "number", name, title: name, isRequired: true, min: 0, max, ...more };
};
const made = (elements: readonly JsonObject[], converted = 10): PanelSheet | null => {
  const instrument: Instrument = {
    formatVersion: 1,
    id: "panel",
    version: "1",
    kind: "scoresheet",
    title: "评分表",
    shortTitle: "评分表",
    introduction: "",
    minutes: 1,
    anonymous: false,
    scales: {},
    parts: [],
    items: {},
    scoring: { rule: "none" },
    converted: { title: "群众满意度", points: converted, instrument: "rectification" },
    survey: { elements },
  };
  return sheetOf(instrument, "a".repeat(64));
};
const sheet = made([points("组织", 30), points("完成", 60, { step: 5 })])!;

describe("sheetOf", () => {
  it("takes a form whose maxima and what is converted are 100, and no other", () => {
    expect(sheet.items.map(({ id, max, step }) => [id, max, step])).toEqual([
      ["组织", 30, null],
      ["完成", 60, 5],
    ]);
    expect(made([points("组织", 30), points("完成", 61)])).toBeNull();
    expect(made([points("组织", 30), points("完成", 60, { isRequired: false })])).toBeNull();
    expect(made([points("组织", 30), points("完成", 60, { visibleIf: "{组织} > 1" })])).toBeNull();
    expect(made([points("组织", 30), points("完成", 60, { min: -5 })])).toBeNull();
    expect(made([points("组织", 90), { type: "comment", name: "意见" }])).toBeNull();
  });
});

function faultsOf(entries: readonly PanelEntry[], converted: string | null = "73.44"): readonly string[] {
  const faults: string[] = [];
  const panelSheets = { p: { ...sheet, converted: { ...sheet.converted!, score: converted } } };
  const entry = withTotals({ panels: { p: entries }, panelSheets });
  checkPanels([{ id: "p", title: "评审", dropFrom: 7 }], entry, (path, sentence) =>
    faults.push(`${path} ${sentence}`),
  );
  return faults;
}
const entry = (given: PanelEntry["points"]): PanelEntry => {
  return { judge: "一号", score: null, isRecused: false, ...(given && { points: given }) };
};

describe("checkPanels", () => {
  it("adds the points up and what is converted, exactly", () => {
    const panels = { p: [entry({ 组织: "12.5", 完成: "55" }), { ...entry(undefined), score: "88" }] };
    const panelSheets = { p: { ...sheet, converted: { ...sheet.converted!, score: "73.44" } } };
    expect(withTotals({ panels, panelSheets }).panels.p.map(({ score }) => score)).toEqual(["74.844", "88"]);
    expect(faultsOf(panels.p.map((one, at) => ({ ...one, judge: `${at} 号` })))).toEqual([]);
  });

  it("names the item that is missing, above its maximum, off its steps, or not of the sheet", () => {
    expect(faultsOf([entry({ 组织: "30.01", 完成: "52", 其他: "1" })])).toEqual([
      "$.panels.p[0].points.组织 组织要填 0 到 30，最多两位小数",
      "$.panels.p[0].points.完成 完成要填 0 到 60，每级 5",
      "$.panels.p[0].points.其他 评估办法里没有这一项",
    ]);
    expect(faultsOf([entry({ 组织: "30" })])).toEqual(["$.panels.p[0].points.完成 完成要填 0 到 60，每级 5"]);
  });

  it("waits for the score that is converted, but not where only totals were handed in", () => {
    expect(faultsOf([entry({ 组织: "30", 完成: "60" })], null)).toEqual([
      "$.panelSheets.p.converted 先填群众满意度的得分",
    ]);
    expect(faultsOf([{ ...entry(undefined), score: "88" }], null)).toEqual([]);
  });

  it("refuses a total that its points do not give, points without a sheet, and a sheet that is none", () => {
    const said = (panelSheets: { readonly p?: PanelSheet }): readonly string[] => {
      const faults: string[] = [];
      const panels = { p: [{ ...entry({ 组织: "30", 完成: "60" }), score: "99" }] };
      checkPanels([{ id: "p", title: "评审", dropFrom: 7 }], { panels, panelSheets }, (path) =>
        faults.push(path),
      );
      return faults;
    };
    const filled = { ...sheet, converted: { ...sheet.converted!, score: "50" } };
    expect(said({ p: filled })).toEqual(["$.panels.p[0].score"]);
    expect(said({})).toEqual(["$.panels.p[0].score"]);
    const swollen = { ...filled, items: filled.items.map((one) => ({ ...one, max: 90 })) };
    expect(said({ p: swollen })).toEqual(["$.panelSheets.p", "$.panels.p[0].score"]);
  });
});
