import { describe, expect, it } from "vitest";
import type { FrozenForm, Leaf } from "../definition/frozen.ts";
import type { JsonValue } from "../definition/instrument.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { paperForm, paperTables } from "./paper-form.ts";

const text = (id: string): Leaf => ({ kind: "text", id, question: id, title: id });
const LEADERS = [1, 2].map((position) => ({
  position,
  name: `n${position}`,
  post: "",
  isPrincipal: position === 1,
}));
const item = (leaf: string, leader: number | null) => ({
  leaf,
  item: leaf,
  leader,
  part: null,
  weight: "1",
  dimension: null,
  focus: [],
});

const form = (survey: FrozenForm["survey"], leaves: readonly Leaf[]): FrozenForm => ({
  ...emptyForm,
  survey,
  leaves,
  leaders: LEADERS,
  items: leaves.map(({ id }) => item(id, /__(\d)$/.test(id) ? Number(id.at(-1)) : null)),
});

describe("paperForm", () => {
  it("numbers questions as the phone does, keeps headings, and puts texts on a sheet of their own", () => {
    const elements: JsonValue[] = [
      {
        type: "panel",
        title: "一",
        elements: [{ type: "radiogroup", name: "a", description: "提示" }],
      },
      { type: "comment", name: "b", showNumber: false },
      { type: "html", name: "note" },
      { type: "radiogroup", name: "c" },
      { type: "comment", name: "d" },
    ];
    const leaves = [choice("a", ["1", null]), text("b"), choice("c", ["1", null]), text("d")];
    const { marks, texts } = paperForm(form({ pages: [{ title: "部分", elements }] }, leaves));
    expect(marks.map(({ at, number, hint, headings }) => [at, number, hint, headings])).toEqual([
      [0, "1", "提示", ["部分", "一"]],
      [2, "2", "", []],
    ]);
    expect(texts).toEqual([
      { number: "1", title: "b" },
      { number: "3", title: "d" },
    ]);
  });

  it("puts leaders into one table for each set of options, all of them in 班子排序", () => {
    const names = ["m01__1", "m00__1", "m01__2", "m00__2"];
    const leaves = names.map((name) => choice(name, name.startsWith("m00") ? ["1", "2", null] : ["1", null]));
    const page = { elements: names.map((name) => ({ type: "radiogroup", name })) };
    const { marks } = paperForm(form({ pages: [page] }, leaves));
    expect(marks.map(({ at, leader }) => [at, leader?.name])).toEqual([
      [0, "n1"],
      [2, "n2"],
      [1, "n1"],
      [3, "n2"],
    ]);
    expect(paperTables(marks).map((table) => table.length)).toEqual([2, 2]);
  });

  it("asks nothing that nobody is ever asked", () => {
    const hidden = { elements: [{ type: "radiogroup", name: "a", visible: false }] };
    expect(paperForm(form({ pages: [hidden] }, [choice("a", ["1", null])])).marks).toEqual([]);
  });
});
