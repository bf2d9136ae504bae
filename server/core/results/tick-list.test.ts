import { describe, expect, it } from "vitest";
import type { Leaf } from "../definition/frozen.ts";
import type { ReleasedForm } from "../release/released.ts";
import { emptyForm } from "../release/scored-form.test-kit.ts";
import { pollOf } from "./released-poll.test-kit.ts";
import { tickList } from "./tick-list.ts";

describe("tickList", () => {
  const multi: Leaf = {
    kind: "multi",
    id: "q18",
    question: "q18",
    title: "问题",
    options: ["a", "b", "c", "none", "unknown"].map((value) => {
      const tag = value === "a" ? { tag: "形式主义" } : {};
      return { value, text: `${value}项`, points: null, dontKnow: value === "unknown", ...tag };
    }),
    none: 3,
    unknown: 4,
  };
  const formsOf = (ballots: number, counts: readonly number[]): readonly ReleasedForm[] =>
    pollOf([
      {
        form: { ...emptyForm, leaves: [multi] },
        ballots,
        leaves: [{ kind: "multi", counts, blank: 0, reported: 0 }],
      },
    ]).forms;

  it("lists problems from 10 % on, the commonest first, and marks those from 30 % on", () => {
    expect(
      tickList(formsOf(25, [2, 6, 1, 15, 5])).map((tick) => [
        tick.option,
        tick.count,
        tick.base,
        tick.mark,
        tick.tag,
      ]),
    ).toEqual([
      ["b项", 6, 20, "prominent", null],
      ["a项", 2, 20, "attention", "形式主义"],
    ]);
  });

  it("counts a share that is exactly on a line, and none that is one ballot below it", () => {
    const marks = (counts: readonly number[]) => tickList(formsOf(100, counts)).map(({ mark }) => mark);
    expect(marks([30, 10, 0, 0, 0])).toEqual(["prominent", "attention"]);
    expect(marks([29, 9, 0, 0, 0])).toEqual(["attention"]);
  });

  it("is empty where no tables are released", () =>
    expect(tickList(formsOf(9, [9, 0, 0, 0, 0]))).toEqual([]));
});
