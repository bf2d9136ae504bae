/** One question of a form as a closure that reads its keys of the answer document and fills its leaves. */
import type { AnswerFaultReason } from "../problem.ts";
import { codePoints } from "./check-cell.ts";
import { COMMENT_SUFFIX, compileRequired, compileVisibility } from "./compile-visibility.ts";
import { compileValue } from "./compile-value.ts";
import { placeOf, type Draft, type QuestionCheck, type Refuse } from "./draft.ts";
import type { Answer, FrozenForm } from "./frozen.ts";
import { COMMENT_MARK } from "./leaves-of.ts";
import type { Column, Question } from "./question.ts";

export function compileQuestion(
  question: Question,
  questions: readonly Question[],
  form: FrozenForm,
): QuestionCheck {
  const { name } = question;
  const isVisible = compileVisibility(question, questions);
  const isRequired = compileRequired(question, questions);
  const checkValue = compileValue(question, questions, form);
  const checkComment = compileComment(question, form);
  const missing = missingOf(question);
  const refuse = refusalOf(question, form);
  const commentKey = name + COMMENT_SUFFIX;
  return (draft) => {
    const value = draft.answers[name];
    if (value !== undefined) draft.keys += 1;
    if (isVisible !== null && !isVisible(draft.answers)) {
      const comment = draft.answers[commentKey];
      if (comment !== undefined) draft.keys += 1;
      if (value !== undefined || comment !== undefined) refuse(draft, "hidden");
      return;
    }
    const faults = draft.faults.length;
    const isAnswered = value !== undefined && checkValue(value, draft, refuse);
    if (!isAnswered && draft.faults.length === faults) {
      if (isRequired !== null && isRequired(draft.answers)) refuse(draft, "required");
      else if (missing !== null) refuse(draft, missing);
    }
    checkComment(draft, refuse);
  };
}

/** A question that is not required may still not stay blank: each row, a least number of ticks. */
function missingOf(question: Question): AnswerFaultReason | null {
  const anyRequired = (columns: readonly Column[]): AnswerFaultReason | null =>
    columns.some((column) => column.isRequired) ? "required" : null;
  switch (question.shape) {
    case "single":
      return question.cell.kind === "multi" && question.cell.min > 0 ? "too-few" : null;
    case "rows":
      return question.eachRowRequired ? "required" : null;
    case "grid":
      return anyRequired(question.columns);
    case "fields":
      return anyRequired(question.fields);
    case "ranking":
      return question.isPartial && question.min > 0 ? "too-few" : null;
    case "span":
    case "computed":
      return null;
    case "list":
      return question.rowsAlways > 0 ? anyRequired(question.columns) : null;
  }
}

/** Names the leader a repeated question is about, so that a person finds the card. */
function refusalOf(question: Question, form: FrozenForm): Refuse {
  const item = form.items.find(
    (one) => one.leaf === question.name || one.leaf.startsWith(`${question.name}/`),
  );
  const leader = form.leaders.find((one) => one.position === item?.leader);
  const title = leader ? `${leader.name}：${question.title}` : question.title;
  return (draft, reason, leaf) => {
    const row = leaf && leaf.id !== question.name ? `${title}：${leaf.title}` : title;
    draft.faults.push({ question: question.name, title: row, reason });
  };
}

/** 其他 needs its comment; a comment without 其他 has no field on the phone. */
function compileComment(question: Question, form: FrozenForm): CommentCheck {
  const key = question.name + COMMENT_SUFFIX;
  const { comment } = question;
  if (comment === null) return () => undefined;
  const { at, leaf } = placeOf(form, question.name + COMMENT_MARK);
  const other = otherOf(question, form);
  return (draft, refuse) => {
    const text = draft.answers[key];
    const isOther = other !== null && holds(draft.out[other.at] ?? null, other.index);
    if (text === undefined) {
      if (isOther) refuse(draft, "required", leaf);
      return;
    }
    draft.keys += 1;
    if (typeof text !== "string") return refuse(draft, "wrong-type", leaf);
    if (comment.when === "other" && !isOther) return refuse(draft, "hidden", leaf);
    if (text.length > comment.lengthMax && codePoints(text) > comment.lengthMax)
      return refuse(draft, "too-long", leaf);
    if (text.trim() === "") return isOther ? refuse(draft, "required", leaf) : undefined;
    draft.out[at] = true;
    draft.texts.push({ leaf: leaf.id, text });
  };
}

type CommentCheck = (draft: Draft, refuse: Refuse) => void;

function otherOf(question: Question, form: FrozenForm): { at: number; index: number } | null {
  if (question.shape !== "single") return null;
  if (question.cell.kind !== "choice" && question.cell.kind !== "multi") return null;
  const index = question.cell.options.findIndex((option) => option.isOther);
  return index < 0 ? null : { at: placeOf(form, question.name).at, index };
}

const holds = (answer: Answer, index: number): boolean =>
  answer === index || (Array.isArray(answer) && answer.includes(index));
