/** The compiled checker beside survey-core: what a person can hand in with survey-core, we take; what it refuses, we refuse. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Model, type Question as CoreQuestion } from "survey-core";
import { describe, expect, it } from "vitest";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm, type FormContext } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { readQuestions } from "../../server/core/definition/read-questions.ts";
import { isProblem } from "../../server/core/problem.ts";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { answerForm, seeded } from "./random-answers.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SHARED = join(ROOT, "../shared/cases");

const CONTEXT: FormContext = {
  leaders: [
    { name: "张三", post: "局长", since: "", isPrincipal: true },
    { name: "李四", post: "副局长", since: "", isPrincipal: false },
  ],
  variables: { 单位: "县水利局", 本单位: "本单位", 领导班子: "领导班子", 评价时段: "近三年" },
  include: ["m06"],
  kindsInRound: [],
};

const OWN = [
  "tests/definitions/every-type.json",
  "tests/definitions/more-types.json",
  "tests/definitions/list-types.json",
  "tests/definitions/computed-types.json",
  "surveys/staff-questionnaire/definition.json",
  "surveys/leadership-members/long.json",
].map((file) => join(ROOT, file));

const OTHERS = [
  "datasets/likert-bfi/definition.json",
  "datasets/climate-lq2002/definition.json",
  "datasets/raters-carrots/definition.json",
  "datasets/checkbox-tea/definition.json",
  "definitions/aia1.definition.json",
].map((file) => join(SHARED, file));

async function formOf(file: string): Promise<FrozenForm> {
  const { instrument } = await readInstrument(readFileSync(file, "utf8"));
  return freezeForm(instrument, CONTEXT);
}

interface Outcome {
  readonly completed: boolean;
  readonly answers: Record<string, unknown>;
}

/** Fills the form with survey-core, checks all pages and presses 完成. When it refuses, the answers of visible questions come back. */
function complete(form: FrozenForm, answers: Record<string, unknown>): Outcome {
  const model = new Model(structuredClone(form.survey));
  model.data = structuredClone(answers);
  const completed = model.validate(false) === true && model.doComplete() === true;
  const left: Record<string, unknown> = structuredClone(model.data);
  if (!completed)
    for (const question of model.getAllQuestions() as CoreQuestion[])
      if (!question.isVisible || !question.isParentVisible) {
        delete left[question.name];
        delete left[`${question.name}-Comment`];
      }
  model.dispose();
  return { completed, answers: left };
}

function reasons(check: (answers: unknown) => unknown, answers: unknown): readonly unknown[] {
  try {
    check(answers);
    return [];
  } catch (error) {
    if (!isProblem(error, "ballot.invalid")) throw error;
    return error.facts.questions;
  }
}

async function compare(file: string, documents: number): Promise<{ taken: number; refused: number }> {
  const form = await formOf(file);
  const questions = readQuestions(form.survey);
  const check = compileChecker(form);
  let taken = 0;
  for (let seed = 1; seed <= documents; seed++) {
    const random = seeded(seed);
    const { completed, answers } = complete(form, answerForm(questions, random, pickDensity(seed)));
    const faults = reasons(check, answers);
    if (completed) expect({ seed, answers, faults }).toEqual({ seed, answers, faults: [] });
    else expect({ seed, answers, refused: faults.length > 0 }).toEqual({ seed, answers, refused: true });
    if (completed) taken += 1;
  }
  return { taken, refused: documents - taken };
}

/** From half empty to full: forms with many required questions are rarely complete by chance. */
const pickDensity = (seed: number): number => [0.5, 0.9, 1, 1][seed % 4]!;

describe("the checker beside survey-core", () => {
  it.each(OWN)("agrees on random answers: %s", async (file) => {
    const { taken, refused } = await compare(file, 60);
    expect(taken).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });

  it.skipIf(!existsSync(SHARED)).each(OTHERS)(
    existsSync(SHARED)
      ? "agrees on random answers of other people's definitions (%#)"
      : "SKIPPED, NOT PASSED: ../shared is not beside this repository",
    async (file) => {
      const { taken } = await compare(file, 20);
      expect(taken).toBeGreaterThan(0);
    },
  );
});
