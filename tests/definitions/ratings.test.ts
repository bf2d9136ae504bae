/** The steps of a rating: a person sees those that are taken, wherever the rating stands; what would be cut is refused. */
import type { QuestionRatingModel } from "survey-core";
import { describe, expect, it } from "vitest";
import { checkSurvey } from "../../server/core/definition/check-survey.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import type { JsonObject } from "../../server/core/definition/instrument.ts";
import { ratesOf } from "../../server/core/definition/read-rates.ts";
import { wrapSurvey } from "../../server/core/definition/wrap-survey.ts";
import { isProblem } from "../../server/core/problem.ts";
import { createModel } from "../../web/phone/forms/create-model.ts";
import { compareAnswers } from "./compare-answers.ts";

type Rating = JsonObject;

const PLACES: Readonly<Record<string, (rating: Rating) => object>> = {
  question: (rating) => ({ type: "rating", name: "q", ...rating }),
  column: (rating) => ({
    type: "matrixdropdown",
    name: "q",
    rows: ["r"],
    columns: [{ name: "q", cellType: "rating", ...rating }],
  }),
  columns: (rating) => ({
    type: "matrixdynamic",
    name: "q",
    cellType: "rating",
    rowCount: 1,
    maxRowCount: 2,
    columns: [{ name: "q", ...rating }],
  }),
  "repeated row": (rating) => ({
    type: "paneldynamic",
    name: "q",
    panelCount: 1,
    maxPanelCount: 2,
    templateElements: [{ type: "rating", name: "q", ...rating }],
  }),
};

function formOf(element: object): FrozenForm {
  const { survey } = checkSurvey({ elements: [element] });
  const instrument = wrapSurvey(survey, { id: "sample", title: "样表", version: "1" });
  return freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
}

function faultsOf(element: object): readonly string[] {
  try {
    checkSurvey({ elements: [element] });
    return [];
  } catch (error) {
    if (!isProblem(error, "definition.invalid")) throw error;
    return error.facts.faults.map(({ sentence }) => sentence);
  }
}

interface Shown {
  readonly visibleRows?: readonly { readonly cells: readonly { readonly question: QuestionRatingModel }[] }[];
  readonly panels?: readonly { readonly questions: readonly QuestionRatingModel[] }[];
}

/** The values a person can press. */
function shown(form: FrozenForm): readonly unknown[] {
  const model = createModel(form, {});
  const question = model.getQuestionByName("q") as unknown as Shown & QuestionRatingModel;
  const inside = question.visibleRows?.[0]?.cells[0]?.question ?? question.panels?.[0]?.questions[0];
  const values = (inside ?? question).visibleRateValues.map(({ value }) => value as unknown);
  model.dispose();
  return values;
}

/** Ends, steps and counts of every kind, most of them odd. */
const RANGES: readonly Rating[] = [undefined, 0, 0.5].flatMap((rateMin) =>
  [undefined, 3, 12].flatMap((rateMax) =>
    [undefined, 0.3, 0.5, 1.5].flatMap((rateStep) =>
      [undefined, 3, 7].map(
        (rateCount) => JSON.parse(JSON.stringify({ rateMin, rateMax, rateStep, rateCount })) as Rating,
      ),
    ),
  ),
);

describe("the steps of a rating", () => {
  it.each(Object.keys(PLACES))("are shown as they are taken, or the form is refused: %s", (place) => {
    const taken = RANGES.map((range) => ({ range, element: PLACES[place]!(range) })).filter(
      ({ element }) => faultsOf(element).length === 0,
    );
    expect(taken.length).toBeGreaterThan(20);
    for (const { range, element } of taken)
      expect({ range, steps: shown(formOf(element)) }).toEqual({ range, steps: ratesOf(range) });
  });

  it.each(Object.keys(PLACES))("can be twenty-one, all of which are given and taken: %s", (place) => {
    const form = formOf(PLACES[place]!({ rateMin: 0, rateMax: 100, rateStep: 5 }));
    const steps = shown(form);
    expect([steps.length, steps.at(-1)]).toEqual([21, 100]);
    expect(compareAnswers(form, 24).taken).toBeGreaterThan(8);
  });

  it.each(Object.keys(PLACES))("are refused beyond that, with what to do instead: %s", (place) => {
    const ranges: readonly Rating[] = [
      { rateMin: 0, rateMax: 100 },
      { rateMin: 0, rateMax: 21 },
      { rateMin: 0, rateStep: 0.1 },
    ];
    for (const range of ranges) {
      const sentences = faultsOf(PLACES[place]!(range)).join("");
      expect(sentences).toContain("分值超过 21 档");
      expect(sentences).toContain("number");
    }
  });

  it.each(Object.keys(PLACES))("are ten at most where they are faces: %s", (place) => {
    const of = (rating: Rating) => faultsOf(PLACES[place]!(rating)).join("");
    const eleven = Array.from({ length: 11 }, (_, index) => index);
    expect(of({ rateType: "smileys", rateMin: 0, rateMax: 10 })).toContain("表情评分超过 10 档");
    expect(of({ rateDisplayMode: "smileys", rateValues: eleven })).toContain("表情评分超过 10 档");
    const ten = { rateType: "smileys", rateMax: 10 };
    expect(of(ten)).toBe("");
    expect(shown(formOf(PLACES[place]!(ten)))).toHaveLength(10);
  });

  it("are all there when they are listed, and the list cannot be left aside", () => {
    const rateValues = Array.from({ length: 30 }, (_, index) => index);
    const form = formOf(PLACES["question"]!({ rateValues }));
    expect(shown(form)).toEqual(rateValues);
    expect(compareAnswers(form, 24).taken).toBeGreaterThan(8);
    expect(faultsOf(PLACES["question"]!({ rateValues, autoGenerate: true })).join()).toContain(
      "autoGenerate",
    );
  });

  it("are what their count says", () => {
    expect(faultsOf(PLACES["question"]!({ rateMax: 7, rateCount: 7 }))).toEqual([]);
    expect(faultsOf(PLACES["question"]!({ rateMax: 12, rateCount: 5 })).join()).toContain("档数不同");
  });

  it("are all shown of a form that was frozen before they were listed", () => {
    const form = formOf(PLACES["question"]!({ rateMax: 5 }));
    const elements = [{ type: "rating", name: "q", rateMin: 0, rateMax: 30 }];
    expect(shown({ ...form, survey: { elements } })).toHaveLength(31);
  });
});
