import { describe, expect, it } from "vitest";
import type { PaperMark } from "../documents/paper-form.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import type { Leaf } from "../definition/frozen.ts";
import { checkSheet, compareStacks, type KeyedMark, settleSheet } from "./keyed-sheet.ts";

const multi: Leaf = { ...choice("m", ["1", "2", "3", null]), kind: "multi", none: 2, unknown: 3 } as Leaf;
const text: Leaf = { kind: "text", id: "t", question: "t", title: "t" };
const leaves = [choice("q", ["100", "60", null]), text, multi];
const form = { ...emptyForm, leaves };
const mark = (at: number, kind: PaperMark["kind"], options: number): PaperMark => ({
  at,
  kind,
  number: "",
  title: "",
  hint: "",
  headings: [],
  options: Array.from({ length: options }, String),
  leader: null,
});
const MARKS = [mark(0, "choice", 3), mark(2, "multi", 4)];
const sheet = (...marks: KeyedMark[]) => ({ isVoid: false, marks });

describe("settleSheet", () => {
  it("puts marks in the places of the form's leaves; texts stay on paper", () => {
    expect(settleSheet(form, MARKS, sheet(1, [0, 1]))).toEqual({
      answers: [1, null, [0, 1]],
      voided: 0,
      isEmpty: false,
    });
  });

  it("voids an item with two marks and nothing else", () => {
    expect(settleSheet(form, MARKS, sheet("void", [0]))).toEqual({
      answers: [null, null, [0]],
      voided: 1,
      isEmpty: false,
    });
  });

  it("takes 没有发现 or 不了解 beside another tick for two marks", () => {
    for (const ticks of [
      [0, 2],
      [1, 3],
      [2, 3],
    ]) {
      expect(settleSheet(form, MARKS, sheet(1, ticks))).toMatchObject({
        answers: [1, null, null],
        voided: 1,
      });
    }
    expect(settleSheet(form, MARKS, sheet(1, [3]))).toMatchObject({ answers: [1, null, [3]], voided: 0 });
  });

  it("leaves a void sheet without any answer, and nothing ticked as blank", () => {
    const whole = settleSheet(form, MARKS, { ...sheet(1, [0]), isVoid: true });
    expect(whole).toEqual({ answers: [null, null, null], voided: 0, isEmpty: true });
    expect(settleSheet(form, MARKS, sheet(null, []))).toMatchObject({
      answers: [null, null, null],
      isEmpty: true,
    });
  });
});

describe("compareStacks", () => {
  it("names every place where two people have read differently", () => {
    const first = [sheet(1, [0]), sheet(0, []), { ...sheet(0, []), isVoid: true }];
    const second = [sheet(1, [1]), sheet(0, null), sheet(0, [])];
    expect(compareStacks(first, second)).toEqual([
      { sheet: 0, mark: 1 },
      { sheet: 2, mark: null },
    ]);
    expect(compareStacks(first, first)).toEqual([]);
  });
});

describe("checkSheet", () => {
  it.each([
    ["an option that is not there", sheet(3, null)],
    ["a fraction", sheet(0.5, null)],
    ["indices out of order", sheet(0, [1, 0])],
    ["an index twice", sheet(0, [1, 1])],
    ["too few marks", sheet(0)],
    ["a tick where one option is chosen", sheet([0], null)],
  ])("refuses %s", (_what, wrong) => {
    expect(() => checkSheet(MARKS, wrong)).toThrow(expect.objectContaining({ code: "request.malformed" }));
  });

  it("takes what can be marked", () => {
    expect(() => checkSheet(MARKS, sheet("void", [0, 3]))).not.toThrow();
    expect(() => checkSheet(MARKS, sheet(null, null))).not.toThrow();
  });
});
