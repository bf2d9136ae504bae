import { describe, expect, it } from "vitest";
import { checkSurvey } from "./check-survey.ts";
import { wrapSurvey } from "./wrap-survey.ts";

const minutes = (...elements: readonly object[]): number =>
  wrapSurvey(checkSurvey({ elements }).survey, { id: "a", title: "表", version: "1" }).minutes;

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `r${index}`);

describe("the minutes of a plain survey", () => {
  it("count every row and every cell, eight seconds each", () => {
    const columns = ["好", "差"];
    expect(minutes({ type: "text", name: "q" })).toBe(1);
    expect(minutes({ type: "matrix", name: "q", columns, rows: numbered(30) })).toBe(4);
    const cells = [
      { name: "a", cellType: "text" },
      { name: "b", cellType: "text" },
    ];
    expect(minutes({ type: "matrixdropdown", name: "q", columns: cells, rows: numbered(30) })).toBe(8);
    expect(minutes({ type: "multipletext", name: "q", items: numbered(15).map((name) => ({ name })) })).toBe(
      2,
    );
    expect(minutes({ type: "ranking", name: "q", choices: numbered(15) })).toBe(2);
  });

  it("count a list once at least, nothing for what is reckoned out, and stay what a definition may say", () => {
    const columns = numbered(10).map((name) => ({ name, cellType: "text" }));
    expect(minutes({ type: "matrixdynamic", name: "q", columns, maxRowCount: 5 })).toBe(2);
    expect(minutes({ type: "matrixdynamic", name: "q", columns, minRowCount: 3, maxRowCount: 5 })).toBe(4);
    expect(minutes({ type: "text", name: "n" }, { type: "expression", name: "q", expression: "1 + 1" })).toBe(
      1,
    );
    const many = numbered(20).map((name) => ({ name, cellType: "text" }));
    expect(minutes({ type: "matrixdropdown", name: "q", columns: many, rows: numbered(100) })).toBe(120);
  });
});
