/** Forms that nobody wrote: what survey-core lets a person hand in with them is taken, what it refuses is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckedInstrument } from "../../server/core/definition/check-instrument.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import { isProblem } from "../../server/core/problem.ts";
import { checkInstrumentText } from "../../server/definitions/check-instrument-text.ts";
import { compareAnswers } from "./compare-answers.ts";

/** More with `PLUMBLINE_GENERATED_FORMS=5000`. */
const FORMS = Number(process.env["PLUMBLINE_GENERATED_FORMS"] ?? 150);
const ANSWERS = 8;

type Json = Readonly<Record<string, unknown>>;

const choices = fc.constantFrom(["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]);
const few = fc.constantFrom(0, 1, 2);
const dropdown = { cellType: "dropdown", choices: ["a", "b"] };

const body: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ type: fc.constantFrom("radiogroup", "dropdown"), choices }),
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
  clearIfInvisible: fc.constantFrom("default", "onComplete", "onHidden"),
});

/** Questions that may be shown only after what an earlier one was answered: chains of any length. */
const survey: fc.Arbitrary<Json> = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc
    .tuple(
      ...Array.from({ length: count }, (_, at) =>
        fc
          .tuple(body, asked, at === 0 ? fc.constant("") : conditionAt(at))
          .map(([own, { isRequired, isConditional, clearIfInvisible }, visibleIf]): Json => ({
            ...own,
            name: `q${at}`,
            title: `题${at}`,
            isRequired,
            clearIfInvisible,
            ...(isConditional && visibleIf !== "" && { visibleIf }),
          })),
      ),
    )
    .map((elements) => ({ pages: [{ name: "p", elements }] })),
);

describe("the checker beside survey-core on generated forms", () => {
  it(`agrees on the answers of ${FORMS} forms`, async () => {
    const all = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(survey, async (json) => {
        const checked = await checkInstrumentText(JSON.stringify(json)).catch((error: unknown) => error);
        // A generated condition may ask what the checker refuses; such a form has no answers to compare.
        fc.pre(!isProblem(checked, "definition.invalid"));
        const { instrument } = checked as CheckedInstrument;
        const form = freezeForm(instrument, { leaders: [], variables: {}, include: [], kindsInRound: [] });
        const { taken, refused } = compareAnswers(form, ANSWERS);
        all.taken += taken;
        all.refused += refused;
      }),
      { numRuns: FORMS },
    );
    expect(all.taken).toBeGreaterThan(FORMS);
    expect(all.refused).toBeGreaterThan(FORMS);
  }, 600_000);
});
