import { describe, expect, it } from "vitest";
import { printRatio } from "../ratio.ts";
import { panelLines, panelValue } from "./panel-lines.ts";
import type { PanelEntry } from "./scheme.ts";

const sheets = (...scores: readonly (string | null | "recused")[]): readonly PanelEntry[] =>
  scores.map((score, i) => {
    const isRecused = score === "recused";
    return { judge: `${i + 1}号`, score: isRecused ? null : score, isRecused };
  });
const mean = (entries: readonly PanelEntry[]): string | null => {
  const value = panelValue(entries, 7);
  return value && printRatio(value, 2);
};
const out = (entries: readonly PanelEntry[]) => panelLines(entries, 7).map(({ leftOut }) => leftOut);

describe("a panel's sheets", () => {
  it("leave one highest and one lowest out from seven on, and none of six", () => {
    const six = sheets("60", "80", "80", "80", "80", "100");
    expect(mean(six)).toBe("80.00");
    expect(out(six)).toEqual(Array(6).fill(null));
    const seven = sheets("10", "80", "80", "80", "80", "90", "95");
    expect(mean(seven)).toBe("82.00");
    expect(out(seven)).toEqual(["extreme", null, null, null, null, null, "extreme"]);
  });

  it("take 回避 out of the denominator, so that seven judges with one recused are six", () => {
    const entries = sheets("10", "80", "recused", "80", "80", "80", "90");
    expect(mean(entries)).toBe("70.00");
    expect(out(entries)).toEqual([null, null, "recused", null, null, null, null]);
    expect(mean(sheets("90", "recused", "recused"))).toBe("90.00");
    expect(mean(sheets("recused", null))).toBeNull();
  });

  it("leave one of several equal extremes out, not all of them", () => {
    const entries = sheets("60", "60", "70", "70", "70", "80", "80");
    expect(out(entries).filter((one) => one === "extreme")).toHaveLength(2);
    expect(mean(entries)).toBe("70.00");
  });

  it("contribute what adds up to the mean", () => {
    const lines = panelLines(sheets("10", "80", "recused", "80", "80", "85", "90", "95"), 7);
    expect(lines.filter(({ contribution }) => contribution !== null)).toHaveLength(5);
    expect(mean(sheets("10", "80", "recused", "80", "80", "85", "90", "95"))).toBe("83.00");
  });

  it("say what was given item by item, and nothing where only a total was handed in", () => {
    const sheet = {
      instrument: "panel",
      version: "1",
      digest: "a".repeat(64),
      title: "评分表",
      items: [
        { id: "e01", title: "组织领导", max: 30, step: null },
        { id: "e02", title: "整改任务完成", max: 60, step: null },
      ],
      converted: { title: "群众满意度", points: 10, instrument: "rectification", score: "73.44" },
    };
    const [total] = sheets("88");
    const filled = { ...total!, judge: "二号", score: "82.344", points: { e01: "20", e02: "55" } };
    expect(panelLines([total!, filled], 7, sheet).map(({ reason }) => reason)).toEqual([
      "",
      "组织领导 20，整改任务完成 55，群众满意度折算 7.344",
    ]);
  });
});
