import { expect, it } from "vitest";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { withheldWords } from "./withheld-words.ts";

const said = (...[level, isScored, raters]: ["none" | "score", boolean, "own" | "outside"]): string =>
  withheldWords.form({ level, isScored, raters }, [{ level, isScored, raters }], DEFAULT_THRESHOLDS);

it("gives the threshold of a form that is scored, and speaks of the grade only where the form is part of it", () => {
  expect(said("none", true, "own")).toBe(
    "收回份数不足 5 份，为保护填写人，不计算测评得分；等次由巡察组依据研判和监督情况提出，并经领导小组审定（须注明）。",
  );
  expect(said("none", true, "outside")).toBe("收回份数不足 5 份，为保护填写人，不显示得分和各档票数。");
  expect(said("score", true, "own")).toBe("收回份数不足 10 份，只显示总体得分，不显示各档票数。");
});

it("promises no score of a form that has none", () => {
  expect(said("score", false, "own")).toBe("收回份数不足 10 份，为保护填写人，不显示各档票数。");
  expect(said("none", false, "own")).toBe("收回份数不足 5 份，为保护填写人，不显示各档票数。");
});

it("says below how many a category or a question is left out", () => {
  expect(withheldWords.excluded("服务对象", DEFAULT_THRESHOLDS)).toBe(
    "“服务对象”收回份数不足 10 份，为保护填写人，不计入、不显示。",
  );
  expect(withheldWords.pooled({ ...DEFAULT_THRESHOLDS, floor: 6 })).toBe(
    "有的计票组有效评价不足 6 份的项，各组合并计算得分。",
  );
});

it("lets the grade rest on judgement and facts alone only where no other form of the unit's people has a score", () => {
  const few = { level: "none", isScored: true, raters: "own" } as const;
  const others = { level: "score", isScored: true, raters: "own" } as const;
  const beside = (other: Parameters<typeof withheldWords.form>[0]): string =>
    withheldWords.form(few, [few, other], DEFAULT_THRESHOLDS);
  const own = "收回份数不足 5 份，为保护填写人，不计算这张表的得分，不显示各档票数。";
  expect(beside(others)).toBe(own);
  expect(beside({ ...others, level: "tables" })).toBe(own);
  const whole = withheldWords.unit(DEFAULT_THRESHOLDS);
  expect(
    [few, { ...others, isScored: false }, { ...others, raters: "outside" } as const].map(beside),
  ).toEqual([whole, whole, whole]);
});
