/**
 * What a form asks a person who answered like this. Nobody can hide a question on paper, so a mark may stand where the
 * phone would have asked nothing.
 *
 * @source docs/decisions/0071-paper-keyed-twice.md
 */
import { compileForOption, compileVisibility, resolveReference } from "../definition/compile-visibility.ts";
import { documentOfAnswers } from "../definition/document-of-answers.ts";
import type { AnswerDocument, Condition } from "../definition/evaluate.ts";
import { parseExpression, variablesOf } from "../definition/expression.ts";
import type { Answer, FrozenForm } from "../definition/frozen.ts";
import type { Option, Question } from "../definition/question.ts";
import { readQuestions } from "../definition/read-questions.ts";

/** Ids of leaves that hold an answer which the form, answered so, does not ask for. */
export type UnaskedLeaves = (answers: readonly Answer[]) => ReadonlySet<string>;

const compiled = new WeakMap<FrozenForm, UnaskedLeaves>();

/** A question that is not asked has no value for any condition, as on the phone. Compiled once for each form. */
export function unaskedLeaves(form: FrozenForm): UnaskedLeaves {
  let found = compiled.get(form);
  if (!found) compiled.set(form, (found = compile(form)));
  return found;
}

interface Step {
  readonly name: string;
  readonly isVisible: Condition | null;
  readonly options: readonly { readonly value: unknown; readonly isVisible: Condition }[];
}

function compile(form: FrozenForm): UnaskedLeaves {
  const questions = readQuestions(form.survey);
  const steps = inOrder(questions)
    .map((question) => stepOf(question, questions))
    .filter(({ isVisible, options }) => isVisible !== null || options.length > 0);
  if (steps.length === 0) return () => new Set();
  return (answers) => {
    let document = documentOfAnswers(form, questions, answers);
    const answered = new Set(
      form.leaves.flatMap(({ question }, at) => ((answers[at] ?? null) === null ? [] : [question])),
    );
    const unasked = new Set<string>();
    for (const step of steps) {
      if (!answered.has(step.name) || isAsked(step, document)) continue;
      unasked.add(step.name);
      // A new document: what expressions gave is remembered by document.
      document = Object.fromEntries(Object.entries(document).filter(([name]) => name !== step.name));
    }
    return new Set(
      form.leaves.flatMap(({ id, question }, at) =>
        unasked.has(question) && (answers[at] ?? null) !== null ? [id] : [],
      ),
    );
  };
}

/** A hidden option that was chosen takes its question with it: two marks would, too. */
function isAsked({ name, isVisible, options }: Step, document: AnswerDocument): boolean {
  if (isVisible !== null && !isVisible(document)) return false;
  const given = document[name];
  const chosen: readonly unknown[] = Array.isArray(given) ? given : [given];
  return options.every((option) => !chosen.includes(option.value) || option.isVisible(document));
}

function stepOf(question: Question, questions: readonly Question[]): Step {
  return {
    name: question.name,
    isVisible: compileVisibility(question, questions),
    options: conditionalOptions(question).map(({ value, visibleIf }) => {
      return { value, isVisible: compileForOption(visibleIf!, value, questions) };
    }),
  };
}

/** Options that may be chosen only under a condition. */
export function conditionalOptions(question: Question): readonly Option[] {
  if (question.shape !== "single" || !("options" in question.cell)) return [];
  return question.cell.options.filter(({ visibleIf }) => visibleIf !== undefined);
}

/** Each question after those that decide about it; circles are refused when a definition is checked. */
function inOrder(questions: readonly Question[]): readonly Question[] {
  const byName = new Map(questions.map((question) => [question.name, question]));
  const ordered = new Set<Question>();
  const open = new Set<Question>();
  const visit = (question: Question): void => {
    if (ordered.has(question) || open.has(question)) return;
    open.add(question);
    for (const text of expressionsOf(question))
      for (const name of variablesOf(parseExpression(text))) {
        const reference = resolveReference(name, questions);
        const before = reference && byName.get(reference.question);
        if (before) visit(before);
      }
    ordered.add(question);
  };
  questions.forEach(visit);
  return [...ordered];
}

const expressionsOf = (question: Question): readonly string[] => [
  ...question.conditions,
  ...(question.shape === "computed" ? [question.expression] : []),
  ...conditionalOptions(question).map(({ visibleIf }) => visibleIf!),
];
