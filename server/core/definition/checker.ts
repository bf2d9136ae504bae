/**
 * The strict answer checker: an allow-list compiled from a frozen form. Whatever survey-core refuses is refused;
 * whatever a person can produce with the form is accepted; everything else is refused too.
 *
 * @source anonymity.md §3a (positional answers) and §6 (bad input)
 */
import { Problem, type AnswerFault, type AnswerFaultReason } from "../problem.ts";
import { compileQuestion } from "./check-question.ts";
import { COMMENT_SUFFIX } from "./compile-visibility.ts";
import type { CheckedText, Draft, QuestionCheck } from "./draft.ts";
import type { AnswerDocument } from "./evaluate.ts";
import type { Answer, FrozenForm } from "./frozen.ts";
import { compileQuotas } from "./quota.ts";
import { readQuestions } from "./read-questions.ts";

export interface CheckedAnswers {
  /** One entry per leaf, in the order of the form. */
  readonly answers: readonly Answer[];
  readonly texts: readonly CheckedText[];
}

export type Checker = (answers: unknown) => CheckedAnswers;

const FAULTS_MAX = 100;

/**
 * Compiles a form once; the result checks one SurveyJS answer document.
 *
 * @returns a function that gives the canonical answers or throws Problem ballot.invalid with every faulty question
 */
export function compileChecker(form: FrozenForm): Checker {
  const questions = readQuestions(form.survey);
  const checks = questions.map((question): QuestionCheck => compileQuestion(question, questions, form));
  const known = new Set(
    questions.flatMap(({ name, comment }) => (comment ? [name, name + COMMENT_SUFFIX] : [name])),
  );
  const overQuota = compileQuotas(form);
  const size = form.leaves.length;
  return (document) => {
    if (typeof document !== "object" || document === null || Array.isArray(document))
      throw new Problem("ballot.invalid", { questions: [faultOf("", "", "wrong-type")] });
    const answers = document as AnswerDocument;
    const draft: Draft = { answers, out: blanks(size), texts: [], faults: [], keys: 0 };
    for (const check of checks) check(draft);
    let keys = 0;
    for (const _ in answers) keys += 1;
    if (keys !== draft.keys) addUnknown(draft, known);
    for (const { leaves, max } of overQuota(draft.out))
      for (const leaf of leaves.slice(max)) draft.faults.push(quotaFault(form, leaf));
    if (draft.faults.length > 0)
      throw new Problem("ballot.invalid", { questions: draft.faults.slice(0, FAULTS_MAX) });
    return { answers: draft.out, texts: draft.texts };
  };
}

function quotaFault(form: FrozenForm, id: string): AnswerFault {
  const leaf = form.leaves.find((one) => one.id === id)!;
  const position = form.items.find((item) => item.leaf === id)?.leader;
  const leader = form.leaders.find((one) => one.position === position);
  return faultOf(leaf.question, leader ? `${leader.name}：${leaf.title}` : leaf.title, "quota");
}

function blanks(size: number): Answer[] {
  const out: Answer[] = [];
  for (let at = 0; at < size; at++) out.push(null);
  return out;
}

function addUnknown(draft: Draft, known: ReadonlySet<string>): void {
  for (const key of Object.keys(draft.answers))
    if (!known.has(key) || draft.answers[key] === undefined)
      draft.faults.push(faultOf(key.slice(0, 100), "", "unknown-question"));
}

const faultOf = (question: string, title: string, reason: AnswerFaultReason): AnswerFault => ({
  question,
  title,
  reason,
});
