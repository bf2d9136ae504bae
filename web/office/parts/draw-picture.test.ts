import { describe, expect, it } from "vitest";
import { stackedKey } from "../../charts/stacked-items.ts";
import { sampleLook } from "../../charts/sample-answers.ts";
import { keyPlaces, linesWithin } from "./draw-picture.ts";

const key = stackedKey(["好", "较好", "一般", "差"], "不了解、未填（不计入）");
const widthOf = (label: string): number => 12 * label.length;

describe("the key of a picture", () => {
  it("has the colours of the bars in their order, and the hatched mark last", () => {
    expect(key.slice(0, 4).map(({ colour }) => colour?.(sampleLook))).toEqual(sampleLook.levels);
    expect(key.at(-1)).toEqual({ label: "不了解、未填（不计入）", colour: null });
  });
  it("stands on one line where there is room, else on as many as it takes, within the picture", () => {
    expect(keyPlaces(key, 900, widthOf).map(({ line }) => line)).toEqual([1, 1, 1, 1, 1]);
    const narrow = keyPlaces(key, 180, widthOf);
    expect(narrow.map(({ line }) => line)).toEqual([1, 1, 1, 2, 3]);
    expect(narrow.every(({ left, entry }) => left === 0 || left + 18 + widthOf(entry.label) <= 180)).toBe(
      true,
    );
    expect(keyPlaces([], 900, widthOf)).toEqual([]);
  });
});

describe("the words under a picture", () => {
  it("take as many lines as they need, none of which begins with a closing mark", () => {
    const words = "条长为有效票比例，数字为票数，右侧为得分。";
    const lines = linesWithin(words, 96, widthOf);
    expect(lines).toEqual(["条长为有效票比例，", "数字为票数，右侧", "为得分。"]);
    expect(linesWithin(words, 900, widthOf)).toEqual([words]);
    expect(linesWithin("", 900, widthOf)).toEqual([]);
  });
});
