import { describe, expect, it } from "vitest";
import { isProblem } from "../problem.ts";
import type { JsonObject } from "../definition/instrument.ts";
import { answersFromTable, MISSING_UNIT, USUAL_COLUMNS } from "./answers-from-table.ts";

const survey = (...elements: JsonObject[]): JsonObject => ({ pages: [{ name: "p", elements }] });
const one = { type: "radiogroup", name: "q", choices: ["好", "差"] };
const ticks = { type: "checkbox", name: "topics", choices: ["a", "b"] };
const matrix = (name: string): JsonObject => ({ type: "matrix", name, columns: [0, 1], rows: ["r1", "r2"] });

function faultsOf(act: () => unknown): (string | null)[] {
  try {
    act();
  } catch (error) {
    if (isProblem(error, "roster.invalid")) return error.facts.faults.map(({ column }) => column);
    throw error;
  }
  return [];
}

describe("answersFromTable", () => {
  it("puts rows without a unit into one of their own, and leaves unit and category out of the answers", () => {
    const rows = [{ q: "好", unit: "" }];
    expect(answersFromTable(survey(one), rows, USUAL_COLUMNS)).toEqual([
      { unit: MISSING_UNIT, category: MISSING_UNIT, answers: { q: "好" } },
    ]);
  });

  it("refuses a column that was named and is not there, instead of losing the units", () => {
    const map = { ...USUAL_COLUMNS, unit: "dept" };
    expect(faultsOf(() => answersFromTable(survey(one), [{ q: "好", unit: "甲" }], map))).toEqual(["dept"]);
  });

  it("refuses a table without the columns of a question, instead of counting nobody as answering", () => {
    const rows = [{ q: "好", topics: "a;b" }];
    expect(faultsOf(() => answersFromTable(survey(one, ticks), rows, USUAL_COLUMNS))).toEqual(["a", "b"]);
  });

  it("refuses a tick it cannot read", () => {
    const rows = [{ a: "yes", b: "0" }];
    expect(faultsOf(() => answersFromTable(survey(ticks), rows, USUAL_COLUMNS))).toEqual(["a"]);
    const again = survey({ type: "boolean", name: "again" });
    expect(faultsOf(() => answersFromTable(again, [{ again: "是" }], USUAL_COLUMNS))).toEqual(["again"]);
    expect(answersFromTable(again, [{ again: "FALSE" }], USUAL_COLUMNS)[0]!.answers).toEqual({
      again: false,
    });
  });

  it("tells rows of the same name in two matrices apart by the question before the point", () => {
    const rows = [{ "m.r1": "0", "m.r2": "1", "n.r1": "1", "n.r2": "" }];
    expect(answersFromTable(survey(matrix("m"), matrix("n")), rows, USUAL_COLUMNS)[0]!.answers).toEqual({
      m: { r1: 0, r2: 1 },
      n: { r1: 1 },
    });
  });
});
