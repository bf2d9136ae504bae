/** Small things in which checker and survey-core have to agree: moments, rows without a tick, names in another case. */
import { describe, expect, it } from "vitest";
import { checkInstrument } from "../../server/core/definition/check-instrument.ts";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { checkSurvey } from "../../server/core/definition/check-survey.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { wrapSurvey } from "../../server/core/definition/wrap-survey.ts";
import { sampleContext } from "../../server/core/round/sample-context.ts";
import { isProblem } from "../../server/core/problem.ts";
import { createModel } from "../../web/phone/forms/create-model.ts";

type Answers = Readonly<Record<string, unknown>>;

const plain = (...elements: readonly object[]) =>
  wrapSurvey(checkSurvey({ elements }).survey, { id: "sample", title: "样表", version: "1" });

const formOf = (...elements: readonly object[]): FrozenForm =>
  freezeForm(plain(...elements), sampleContext({}));

/** Whether the phone lets the answers go out, and whether the server takes them. */
function verdicts(form: FrozenForm, answers: Answers): { phone: boolean; server: boolean } {
  const model = createModel(form, structuredClone(answers));
  const phone = model.validate(false) === true;
  model.dispose();
  try {
    compileChecker(form)(answers);
    return { phone, server: true };
  } catch (error) {
    if (!isProblem(error, "ballot.invalid")) throw error;
    return { phone, server: false };
  }
}

const both = (taken: boolean) => ({ phone: taken, server: taken });

describe("a day and a time", () => {
  const of = (more: object) => formOf({ type: "text", name: "q", inputType: "datetime-local", ...more });
  const nine = "2026-03-01T09:00";

  it.each([
    [{ min: `${nine}:00` }, nine, true],
    [{ min: `${nine}:00.000` }, nine, true],
    [{ min: nine }, `${nine}:00`, true],
    [{ max: nine }, `${nine}:00`, true],
    [{ max: nine }, `${nine}:00.5`, false],
    [{ min: `${nine}:01` }, nine, false],
    [{ min: `${nine}:00.5` }, `${nine}:00.49`, false],
    [{ min: `${nine}:00.5` }, `${nine}:00.500`, true],
  ])("is compared as time: %j, %s", (limits, given, taken) => {
    expect(verdicts(of(limits), { q: given })).toEqual(both(taken));
  });

  it("may be its own least and most, written in two ways", () => {
    expect(verdicts(of({ min: `${nine}:00`, max: nine }), { q: nine })).toEqual(both(true));
    expect(() => of({ min: `${nine}:01`, max: nine })).toThrow("definition.invalid");
  });
});

describe("rows of ticks that are all required", () => {
  const form = formOf({
    type: "matrix",
    name: "q",
    cellType: "checkbox",
    columns: ["a", "b"],
    rows: ["r1", "r2"],
    eachRowRequired: true,
  });

  it.each([
    [{ r1: ["a"], r2: ["b"] }, true],
    [{ r1: ["a"], r2: [] }, false],
    [{ r1: ["a"] }, false],
  ])("are each ticked: %j", (q, taken) => {
    expect(verdicts(form, { q })).toEqual(both(taken));
  });
});

describe("a condition on a question about each leader", () => {
  it.each(["{m00} = 'a'", "{M00} = 'a'", "{ m00 } = 'a'"])(
    "means that leader, however it is written: %s",
    (visibleIf) => {
      const instrument = {
        ...plain(
          { type: "radiogroup", name: "m00", title: "总体", choices: ["a", "b"] },
          { type: "text", name: "why", title: "说明", visibleIf },
        ),
        items: { m00: { repeat: "leader" as const }, why: { repeat: "leader" as const } },
      };
      const form = freezeForm(checkInstrument(instrument).instrument, sampleContext({ leaders: 2 }));
      expect(verdicts(form, { m00__1: "a", why__1: "好", m00__2: "b" })).toEqual(both(true));
      expect(() => compileChecker(form)({ m00__1: "a", m00__2: "b", why__2: "好" })).toThrow(
        "ballot.invalid",
      );
    },
  );
});
