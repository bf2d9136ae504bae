/** The compiled checker and survey-core, set up as on the phone, on the same random answers of one form. */
import type { QuestionMatrixDynamicModel, QuestionPanelDynamicModel, SurveyModel } from "survey-core";
import { expect } from "vitest";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { conditionalQuestions } from "../../server/core/definition/conditional-questions.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { readQuestions } from "../../server/core/definition/read-questions.ts";
import { isProblem } from "../../server/core/problem.ts";
import { answersToSubmit, createModel } from "../../web/phone/forms/create-model.ts";
import { answerForm, seeded } from "./random-answers.ts";

type Answers = Record<string, unknown>;

interface Outcome {
  readonly completed: boolean;
  readonly answers: Answers;
}

/** Without answers to what is hidden: no draft of a phone holds them, and rows of a list would depend on them. */
function answerable(form: FrozenForm, answers: Answers): Answers {
  if (conditionalQuestions(form.survey).size === 0) return structuredClone(answers);
  const model = createModel(form, structuredClone(answers));
  const left = structuredClone(model.data as Answers);
  model.dispose();
  return left;
}

/** Fills the form as the phone does, checks all pages and submits. When it refuses, what has been answered comes back. */
function complete(form: FrozenForm, answers: Answers): Outcome {
  const model = createModel(form, answerable(form, answers));
  takeOutBlankRows(model, form);
  const completed = model.validate(false) === true;
  const left = structuredClone({ ...(completed ? {} : written(model)), ...(model.data as Answers) });
  model.dispose();
  return { completed, answers: completed ? answersToSubmit(form, left) : left };
}

/** What stands in the fields: SurveyJS keeps a number that it refuses out of its data. */
const written = (model: SurveyModel): Answers =>
  Object.fromEntries(
    model
      .getAllQuestions()
      .filter((question) => question.isVisible && !question.isEmpty())
      .map((question) => [question.name, question.value]),
  );

/** A person takes out the rows that stood there and that nothing is written in. */
function takeOutBlankRows(model: SurveyModel, form: FrozenForm): void {
  for (const question of readQuestions(form.survey)) {
    if (question.shape !== "list" || question.rowsAlways > 0) continue;
    const list = model.getQuestionByName(question.name) as
      | QuestionMatrixDynamicModel
      | QuestionPanelDynamicModel;
    if (!list.isEmpty()) continue;
    if ("panelCount" in list) list.panelCount = 0;
    else list.rowCount = 0;
  }
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

/**
 * Expects that both agree on random answers.
 *
 * @param documents how many answers are tried
 * @returns how many of them both took, and both refused
 */
export function compareAnswers(form: FrozenForm, documents: number): { taken: number; refused: number } {
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
