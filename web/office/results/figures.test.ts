import { describe, expect, it } from "vitest";
import type { ItemAnswer } from "../../../server/http/office/answers-results.ts";
import { figuresOf } from "./figures.ts";

const OPTIONS = ["优秀", "称职", "基本称职", "不称职"].map((text, at) => ({
  value: at,
  text,
  points: String(100 - 20 * at),
  dontKnow: false,
}));

/** The question that is asked of every leader, about one of them. */
const about = (leader: number, printed: string): ItemAnswer => ({
  leaf: `m00__${leader}`,
  item: "m00",
  title: "总体评价",
  part: null,
  weight: "100",
  dimension: null,
  focus: [],
  leader,
  options: OPTIONS,
  score: { printed, exact: printed.replace(/\.00$/, "") },
  valid: 20,
  abstained: 0,
  dontKnow: 0,
  blank: 0,
  counts: [5, 5, 5, 5],
  isPooled: false,
  blocks: [],
});

const LEADERS = ["林向东", "陈志远", "周敏"].map((name, at) => ({
  position: at + 1,
  name,
  post: "党组成员",
  isPrincipal: at === 0,
  score: null,
}));

describe("the figure of the leaders", () => {
  it.each([
    ["best first", [about(3, "95.00"), about(1, "88.00"), about(2, "71.00")]],
    ["worst first", [about(2, "71.00"), about(1, "88.00"), about(3, "95.00")]],
  ])("has its rows in 班子排序, whatever order they come in: %s", (_, items) => {
    const form = { title: "班子成员民主测评表", scoring: { rule: "none" }, items, leaders: LEADERS } as const;
    const [figure, ...others] = figuresOf(form);
    expect(others).toEqual([]);
    expect(figure!.series.rows.map(({ label }) => label.slice(0, 3))).toEqual(["林向东", "陈志远", "周敏　"]);
    expect(figure!.items.map(({ leader }) => leader)).toEqual([1, 2, 3]);
    // Neither the first nor the last by score is named by the chart's name.
    expect(figure!.name).not.toMatch(/林向东|陈志远|周敏|\d\d\.\d\d/);
  });
});
