import { expect, it } from "vitest";
import { calendarDay } from "./calendar-day.ts";

it.each([
  ["2026-11-20", "2026-11-20"],
  ["2026.9.1", "2026-09-01"],
  ["2026/9/1", "2026-09-01"],
  [" ２０２６年２月２８日 ", "2026-02-28"],
  ["2028-02-29", "2028-02-29"],
  ["2026-02-29", null],
  ["2100-02-29", null],
  ["2026-04-31", null],
  ["2026-13-01", null],
  ["2026-00-10", null],
  ["1900-01-01", null],
  ["九月", null],
  ["", null],
])("reads %j as %j", (written, day) => {
  expect(calendarDay(written)).toBe(day);
});
