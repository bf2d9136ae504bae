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
  condition: "",
  most: null,
  least: null,
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

  it("takes more ticks than a question allows, and a number beyond its limits, for no mark", () => {
    const most = [MARKS[0]!, { ...MARKS[1]!, most: 1 }];
    expect(settleSheet(form, most, sheet(1, [0, 1]))).toMatchObject({ answers: [1, null, null], voided: 1 });
    expect(settleSheet(form, most, sheet(1, [1]))).toMatchObject({ answers: [1, null, [1]], voided: 0 });
    const numbers = { ...form, leaves: [{ kind: "number", id: "n", question: "n", title: "n" } as const] };
    const limited = [{ ...mark(0, "number", 0), least: 0, most: 10 }];
    for (const [keyed, answer] of [
      [10, 10],
      [0, 0],
      [11, null],
      [-1, null],
    ] as const)
      expect(settleSheet(numbers, limited, sheet(keyed)).answers).toEqual([answer]);
  });

  it("voids every item that got the option of an exceeded quota, and none of one that holds", () => {
    const places = ["a", "b", "c"].map((id) => choice(id, ["100", "60", null]));
    const option = places[0]!.kind === "choice" ? places[0]!.options[0]!.value : 0;
    const quotas = [{ title: "优秀", leaves: ["a", "b", "c"], options: [option], max: 1 }];
    const limited = { ...form, leaves: places, quotas };
    const marks = [0, 1, 2].map((at) => mark(at, "choice", 3));
    expect(settleSheet(limited, marks, sheet(0, 0, 1))).toMatchObject({
      answers: [null, null, 1],
      voided: 2,
    });
    expect(settleSheet(limited, marks, sheet(0, 1, 1))).toMatchObject({ answers: [0, 1, 1], voided: 0 });
    expect(settleSheet(limited, marks, sheet(0, "void", 1))).toMatchObject({
      answers: [0, null, 1],
      voided: 1,
    });
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
