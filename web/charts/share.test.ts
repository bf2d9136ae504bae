import { expect, it } from "vitest";
import { printShare } from "./share.ts";

it("rounds half up where a float would not", () => {
  expect(((100 * 9) / 80).toFixed(1)).toBe("11.3");
  expect(((100 * 63) / 2000).toFixed(1)).toBe("3.1");
  expect(printShare(63, 2000)).toBe("3.2");
  expect([printShare(9, 80), printShare(0, 7), printShare(7, 7), printShare(1, 3)]).toEqual([
    "11.3",
    "0.0",
    "100.0",
    "33.3",
  ]);
});
