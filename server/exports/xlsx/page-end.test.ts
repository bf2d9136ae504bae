import { describe, expect, it } from "vitest";
import { PageEnd } from "./page-end.ts";

/** A4 across within our margins; columns of 100 units, so no program scales it down. */
const PAGE = { width: 728, height: 442 };
const WIDTHS = [20, 80];
const TOP = [22, 36, 26];
const HEAD = [20];
const ROW = 22;
const FOOT = [21, 40];

interface Row {
  readonly points: number;
  readonly isCovered: boolean;
}
const rowsOf = (count: number, isCovered: (at: number) => boolean = () => false): readonly Row[] =>
  Array.from({ length: count }, (_, at) => ({ points: ROW, isCovered: isCovered(at) }));

function endOf(body: readonly Row[], widths = WIDTHS): PageEnd {
  const end = new PageEnd(PAGE, widths);
  for (const points of TOP) end.add("top", points, false);
  for (const points of HEAD) end.add("head", points, false);
  for (const { points, isCovered } of body) end.add("body", points, isCovered);
  for (const points of FOOT) end.add("foot", points, false);
  return end;
}

const breakOf = (...of: Parameters<typeof endOf>): number | null => endOf(...of).breakBefore;

/** Rows of the body on each page of a program that holds so many points, with our break. */
function pagesOf(rows: number, room: number, before: number | null): readonly number[] {
  const first = TOP.length + HEAD.length;
  const heights = [...TOP, ...HEAD, ...Array.from({ length: rows }, () => ROW), ...FOOT];
  const pages: number[] = [0];
  let used = 0;
  for (const [at, points] of heights.entries()) {
    if (used + points > room || at === before) {
      pages.push(0);
      used = HEAD[0]!;
    }
    used += points;
    if (at >= first && at < first + rows) pages[pages.length - 1]! += 1;
  }
  return pages;
}

describe("the last page of a sheet", () => {
  it("is left to the program where the table and its foot end on one page, or the page begins well before", () => {
    expect(breakOf(rowsOf(5))).toBeNull();
    expect(breakOf(rowsOf(24))).toBeNull();
  });

  it("is the only one where the sheet is longer by a fifth at most", () => {
    const first = [...TOP, ...HEAD, ...FOOT].reduce((sum, points) => sum + points, 0);
    for (let rows = 1; rows < 40; rows += 1) {
      const times = (first + rows * ROW) / PAGE.height;
      // Between the two it is as programs round.
      if (times < 1.17) expect([rows, endOf(rowsOf(rows)).isOnePage]).toEqual([rows, true]);
      if (times > 1.2) expect([rows, endOf(rowsOf(rows)).isOnePage]).toEqual([rows, false]);
    }
  });

  it("has three rows at least, whatever a program takes for the height of a page", () => {
    let broken = 0;
    for (let rows = 5; rows < 120; rows += 1) {
      if (endOf(rowsOf(rows)).isOnePage) continue;
      const before = breakOf(rowsOf(rows));
      if (before !== null) broken += 1;
      for (const room of [434, 438, 442, 446, 450]) {
        const pages = pagesOf(rows, room, before);
        expect([rows, room, pages.at(-1)! >= 3]).toEqual([rows, room, true]);
        expect([rows, room, Math.min(...pages) >= 2]).toEqual([rows, room, true]);
      }
    }
    expect(broken).toBeGreaterThan(10);
    expect(broken).toBeLessThan(80);
  });

  it("begins above a cell over several rows rather than in it", () => {
    const rows = Array.from({ length: 40 }, (_, at) => at + 5).find(
      (count) => breakOf(rowsOf(count)) !== null,
    )!;
    const plain = breakOf(rowsOf(rows))!;
    const at = plain - TOP.length - HEAD.length;
    expect(breakOf(rowsOf(rows, (row) => row >= at - 1 && row <= at + 1))).toBe(plain - 2);
  });

  it("is reckoned at the scale to which the columns shrink a sheet", () => {
    const rows = Array.from({ length: 40 }, (_, at) => at + 5).find(
      (count) => breakOf(rowsOf(count)) !== null,
    )!;
    expect(breakOf(rowsOf(rows), [200, 200])).toBeNull();
  });
});
