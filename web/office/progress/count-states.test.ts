import { describe, expect, it } from "vitest";
import type { Turnout, UnitRow } from "../../../server/http/office/answers.ts";
import { countStates, spanOf } from "./count-states.ts";

const live = (step: number, eligible: number, complete = false, hasPaper = false): Turnout => ({
  step,
  hasPaper,
  reached: false,
  complete,
  eligible,
});

const unit = (state: UnitRow["state"], turnout: Turnout | null, eligible: number): UnitRow => ({
  id: state,
  name: state,
  unitType: "县直",
  group: "一组",
  parent: null,
  eligible,
  leaders: 0,
  categories: [],
  poll: null,
  state,
  turnout,
  openUntil: "",
  forms: [],
  batches: [],
  links: [],
});

describe("spanOf", () => {
  it("reads a live step of five as five possible numbers", () => {
    expect(spanOf(live(30, 46))).toEqual({ from: 30, to: 34 });
  });
  it("adds the steps of phones and paper: 29 and 4 are told as 25 and are among its numbers", () => {
    expect(spanOf(live(25, 46, false, true))).toEqual({ from: 25, to: 33 });
  });
  it("never claims more people than are eligible", () => {
    expect(spanOf(live(45, 46))).toEqual({ from: 45, to: 46 });
  });
  it("is exact when everybody has answered, and after close", () => {
    expect(spanOf(live(45, 46, true))).toEqual({ from: 46, to: 46 });
    expect(spanOf({ returned: 41, eligible: 46 })).toEqual({ from: 41, to: 41 });
  });
  it("is nothing before opening", () => {
    expect(spanOf(null)).toEqual({ from: 0, to: 0 });
  });
});

describe("countStates", () => {
  it("adds exact and live numbers as one span", () => {
    const counted = countStates([
      unit("closed", { returned: 41, eligible: 46 }, 46),
      unit("open", live(10, 38), 38),
      unit("paused", live(0, 12), 12),
      unit("sealed", null, 9),
      unit("closing", live(5, 20), 20),
    ]);
    expect(counted).toMatchObject({ closed: 1, open: 1, paused: 1, waiting: 1, busy: 1, eligible: 125 });
    expect(counted.returned).toEqual({ from: 56, to: 68 });
  });
});
