import { describe, expect, it } from "vitest";
import { roundDays } from "./round-days.ts";

const units = [
  { enteredOn: "2026-09-10", leftOn: "2026-10-20" },
  { enteredOn: "2026-09-01", leftOn: "2026-10-31" },
];

describe("roundDays", () => {
  it("goes from the first unit that was entered to the last that was left", () => {
    expect(roundDays(null, units)).toEqual({ from: "2026年9月1日", to: "2026年10月31日" });
  });

  it("is not known while one unit has no day, each end by itself", () => {
    expect(roundDays(null, [...units, { enteredOn: "2026-08-20" }])).toEqual({
      from: "2026年8月20日",
      to: null,
    });
    expect(roundDays(null, [...units, {}])).toEqual({ from: null, to: null });
    expect(roundDays(null, [])).toEqual({ from: null, to: null });
  });

  it("is what was typed of the round, and for an empty field what the units give", () => {
    const span = { from: "", to: "2026-11-05" };
    expect(roundDays(span, units)).toEqual({ from: "2026年9月1日", to: "2026年11月5日" });
    expect(roundDays({ from: "2026-08-01", to: "" }, [{}])).toEqual({ from: "2026年8月1日", to: null });
  });
});
