/** Forms that nobody wrote: what survey-core lets a person hand in with them is taken, what it refuses is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckedInstrument } from "../../server/core/definition/check-instrument.ts";
import { checkInstrument } from "../../server/core/definition/check-instrument.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import { isProblem } from "../../server/core/problem.ts";
import { checkInstrumentText } from "../../server/definitions/check-instrument-text.ts";
import { compareAnswers } from "./compare-answers.ts";

/** More with `PLUMBLINE_GENERATED_FORMS=5000`. */
const FORMS = Number(process.env["PLUMBLINE_GENERATED_FORMS"] ?? 30);
const ANSWERS = 8;

type Json = Readonly<Record<string, unknown>>;

const choices = fc.constantFrom(["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]);
const few = fc.constantFrom(0, 1, 2);
const dropdown = { cellType: "dropdown", choices: ["a", "b"] };

const body: fc.Arbitrary<Json> = fc.oneof(
  // More often than the others: a quota needs two of them on one form.
  { weight: 5, arbitrary: fc.record({ type: fc.constant("radiogroup"), choices }) },
  fc.record({ type: fc.constantFrom("radiogroup", "dropdown"), choices }),
  fc.tuple(fc.constantFrom("checkbox", "tagbox"), choices).map(([type, choices]) => ({
    type,
    choices: [...choices, { value: "none", text: "没有发现" }, { value: "unknown", text: "不了解" }],
  })),
  fc.record({ type: fc.constant("checkbox"), choices, showNoneItem: fc.constant(true) }),
  fc.tuple(fc.constantFrom("radiogroup", "checkbox"), choices).map(([type, choices]) => ({
    type,
    choices,
    showOtherItem: true,
  })),
  fc.tuple(choices, few, few).map(([choices, least, more]) => ({
    type: "checkbox",
    choices,
    ...(least > 0 && { minSelectedChoices: least }),
    ...(least + more > 0 && { maxSelectedChoices: Math.min(choices.length, least + more) }),
  })),
  fc.record({ type: fc.constant("text"), maxLength: fc.constantFrom(1, 3, 40) }),
  fc.record({ type: fc.constant("comment"), maxLength: fc.constantFrom(2, 40) }),
  fc.record({
    type: fc.constant("text"),
    inputType: fc.constant("number"),
    min: fc.constantFrom(-2, 0, 4),
    max: fc.constantFrom(5, 11, 40),
  }),
  fc.record({ type: fc.constant("rating"), rateMin: fc.constant(1), rateMax: fc.constantFrom(3, 5, 10) }),
  fc.constant({ type: "boolean" }),
  fc.record({
    type: fc.constant("matrix"),
    columns: choices,
    rows: fc.constantFrom(["r"], ["r", "s"]),
    isAllRowRequired: fc.boolean(),
    eachRowUnique: fc.boolean(),
  }),
  fc.record({ type: fc.constant("ranking"), choices }),
  fc.record({
    type: fc.constant("matrixdropdown"),
    rows: fc.constantFrom(["r"], ["r", "s"]),
    columns: fc.boolean().map((isRequired) => [{ name: "k", isRequired, ...dropdown }]),
  }),
  fc.tuple(few, few, fc.boolean()).map(([least, more, isRequired]) => ({
    type: "matrixdynamic",
    minRowCount: least,
    rowCount: least,
    maxRowCount: least + more + 1,
    columns: [
      { name: "k", isRequired, ...dropdown },
      { name: "t", cellType: "text", maxLength: 3 },
    ],
  })),
  fc.tuple(few, few, fc.boolean()).map(([least, more, isRequired]) => ({
    type: "paneldynamic",
    minPanelCount: least,
    panelCount: least,
    maxPanelCount: least + more + 1,
    templateElements: [
      { type: "radiogroup", name: "k", isRequired, choices: ["a", "b"] },
      { type: "checkbox", name: "t", choices: ["c", "d"], maxSelectedChoices: 1 },
    ],
  })),
  fc.record({
    type: fc.constant("multipletext"),
    items: fc.boolean().map((isRequired) => [
      { name: "k", isRequired, maxLength: 3 },
      { name: "l", maxLength: 40 },
    ]),
  }),
);

/** Asked of any question before, which may be hidden itself: then it has no value. */
const conditionAt = (at: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.integer({ min: Math.max(0, at - 2), max: at - 1 }),
      fc.constantFrom("= 'a'", "<> 'b'", "notempty", "empty", "contains 'c'", "> 3", "= true"),
    )
    .map(([asked, rest]) => `{q${asked}} ${rest}`);

const asked = fc.record({
  isRequired: fc.boolean(),
  isConditional: fc.boolean(),
  isRequiredIf: fc.boolean(),
  clearIfInvisible: fc.constantFrom("default", "onComplete", "onHidden"),
});

/** Questions that may be shown only after what an earlier one was answered: chains of any length. */
const survey: fc.Arbitrary<Json> = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc
    .tuple(
      ...Array.from({ length: count }, (_, at) =>
        fc
          .tuple(
            body,
            asked,
            at === 0 ? fc.constant("") : conditionAt(at),
            at === 0 ? fc.constant("") : conditionAt(at),
          )
          .map(
            ([
              own,
              { isRequired, isConditional, isRequiredIf, clearIfInvisible },
              visibleIf,
              requiredIf,
            ]): Json => ({
              ...own,
              name: `q${at}`,
              title: `题${at}`,
              isRequired,
              clearIfInvisible,
              ...(isConditional && visibleIf !== "" && { visibleIf }),
              ...(isRequiredIf && requiredIf !== "" && { requiredIf }),
            }),
          ),
      ),
    )
    .map((elements) => ({ pages: [{ name: "p", elements }] })),
);

interface Question extends Json {
  readonly name: string;
  readonly type: string;
}

/** What an instrument says beside the survey: options that stand alone, a quota over single choices. */
function meaningOf(questions: readonly Question[], percent: number): Pick<Instrument, "items" | "quotas"> {
  const alone = questions.filter(({ choices }) => JSON.stringify(choices ?? "").includes("没有发现"));
  const limited = questions.filter(
    ({ type, showOtherItem }) => /^(?:radiogroup|dropdown)$/.test(type) && !showOtherItem,
  );
  const items = Object.fromEntries([
    ...alone.map(({ name }) => [name, { exclusive: { none: "none", unknown: "unknown" } }]),
    ...limited.map(({ name }) => [name, {}]),
  ]) as Instrument["items"];
  if (limited.length < 2) return { items };
  const places = limited.map(({ name }) => name);
  return { items, quotas: [{ title: "优秀", items: places, options: ["a"], percent, atLeast: 1 }] };
}

describe("the checker beside survey-core on generated forms", () => {
  it(`agrees on the answers of ${FORMS} forms`, async () => {
    const all = { taken: 0, refused: 0, quotas: 0, alone: 0 };
    await fc.assert(
      fc.asyncProperty(survey, fc.constantFrom(10, 50, 80), async (json, percent) => {
        const checked = await checkInstrumentText(JSON.stringify(json)).catch((error: unknown) => error);
        // A generated condition may ask what the checker refuses; such a form has no answers to compare.
        fc.pre(!isProblem(checked, "definition.invalid"));
        const { instrument: plain } = checked as CheckedInstrument;
        const [page] = json["pages"] as [{ elements: readonly Question[] }];
        const { instrument } = checkInstrument({ ...plain, ...meaningOf(page.elements, percent) });
        const form = freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
        all.quotas += form.quotas?.length ?? 0;
        all.alone += form.leaves.filter((leaf) => leaf.kind === "multi" && leaf.none !== null).length;
        const { taken, refused } = compareAnswers(form, ANSWERS);
        all.taken += taken;
        all.refused += refused;
      }),
      { numRuns: FORMS },
    );
    expect(all.taken).toBeGreaterThan(FORMS);
    expect(all.refused).toBeGreaterThan(FORMS);
    expect(all.quotas).toBeGreaterThan(0);
    expect(all.alone).toBeGreaterThan(0);
  }, 600_000);
});
