import { SurveyModel } from "survey-core";
import { describe, expect, it } from "vitest";
import { withShortCards } from "./short-cards.ts";

const card = (position: number, names: readonly string[] = ["m00"]) => ({
  name: `leader__${position}`,
  title: `第 ${position} 位`,
  elements: names.map((name) => ({ type: "radiogroup", name: `${name}__${position}`, choices: ["a", "b"] })),
});
const leaderOf = (question: string): number | undefined => {
  const found = /__(\d+)$/.exec(question);
  return found ? Number(found[1]) : undefined;
};
const namesByPage = (pages: readonly object[]): string[][] =>
  new SurveyModel(withShortCards({ pages }, leaderOf)).pages.map((page) =>
    page.questions.map(({ name }) => name),
  );
const cards = (count: number) => Array.from({ length: count }, (_, at) => card(at + 1));

describe("withShortCards", () => {
  it("fills pages of at most four cards evenly, in the order of the form", () => {
    const sizes = (count: number) => namesByPage(cards(count)).map((names) => names.length);
    expect([2, 3, 4, 5, 6, 9, 11].map(sizes)).toEqual([[2], [3], [4], [3, 2], [3, 3], [3, 3, 3], [4, 4, 3]]);
    expect(namesByPage(cards(5)).flat()).toEqual(["m00__1", "m00__2", "m00__3", "m00__4", "m00__5"]);
  });

  it("leaves long cards, a single card and questions about nobody on pages of their own", () => {
    const long = ["m01", "m02", "m03"];
    const other = { name: "other", elements: [{ type: "comment", name: "why" }] };
    expect(namesByPage([card(1, long), card(2, long)])).toHaveLength(2);
    expect(namesByPage([other, card(1)])).toEqual([["why"], ["m00__1"]]);
    expect(namesByPage([card(1, ["m00", "m06"]), card(2), other])).toEqual([
      ["m00__1", "m06__1", "m00__2"],
      ["why"],
    ]);
  });

  it("keeps the condition of a card, and pages that say what a panel cannot", () => {
    const [first, second, third] = cards(3);
    const pages = [first!, { ...second!, visibleIf: "{m00__1} = 'a'" }, third!];
    const model = new SurveyModel(withShortCards({ pages }, leaderOf));
    const shown = () => model.getAllQuestions(true).map(({ name }) => name);
    expect(shown()).toEqual(["m00__1", "m00__3"]);
    model.setValue("m00__1", "a");
    expect(shown()).toEqual(["m00__1", "m00__2", "m00__3"]);
    expect(namesByPage([first!, { ...second!, maxTimeToFinish: 5 }])).toHaveLength(2);
  });
});
