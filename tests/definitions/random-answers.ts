/** Random answers that a person can give with a form: right types, offered options, lengths the fields allow. */
import { codePoints } from "../../server/core/definition/check-cell.ts";
import type {
  Cell,
  Column,
  MultiCell,
  NumberCell,
  Question,
  RankingQuestion,
  SpanQuestion,
  TextFormat,
} from "../../server/core/definition/question.ts";

export type Random = () => number;

/** A small deterministic generator, so that a failure can be repeated. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const TEXTS = [
  "甲乙",
  "AB",
  "ab c",
  "办事要快一点。",
  "😀😀",
  "x1",
  "第一行\n第二行",
  "A7",
  "12",
  "  ",
  "  意见",
];
const MAILS = ["a@b.cn", "not a mail", "x.y@z.org"];
const DAYS = ["2026-03-01", "2025-12-31", "2027-01-01", "2026-12-31"];
/** What fields for days and hours can give. */
const MOMENTS: { readonly [format in TextFormat]?: readonly string[] } = {
  email: MAILS,
  date: DAYS,
  "datetime-local": ["2026-03-01T09:30", "2025-12-31T23:59", "2027-01-01T00:00"],
  time: ["09:30", "23:59", "00:00"],
  month: ["2026-03", "2025-12"],
  week: ["2026-W09", "2025-W52"],
};
const NUMBERS = [-3, -2, 0, 0.5, 0.3, 4, 5, 10, 11, 18, 40, 70];

export function answerCell(cell: Cell, random: Random): unknown {
  switch (cell.kind) {
    case "choice":
      return pick(random, cell.options).value;
    case "multi":
      return tick(cell, random);
    case "boolean":
      return random() < 0.5 ? cell.yes : cell.no;
    case "number":
      // Where there is no handle to drag, a number is typed.
      return cell.base === null ? String(pick(random, NUMBERS)) : onStep(cell, random);
    case "text": {
      const text = pick(random, MOMENTS[cell.format] ?? TEXTS);
      return codePoints(text) <= cell.lengthMax ? text : text.slice(0, 1);
    }
  }
}

/** A handle stops at whole steps from the least value. */
function onStep({ min, max, step }: NumberCell, random: Random): number {
  const steps = Math.floor((max! - min!) / step! + 1e-9);
  return min! + Math.floor(random() * (steps + 1)) * step!;
}

/** An exclusive option stands alone; boxes beyond the largest number cannot be ticked. */
function tick(cell: MultiCell, random: Random): unknown[] {
  const exclusive = cell.options.filter((option) => option.isExclusive);
  if (exclusive.length > 0 && random() < 0.25) return [pick(random, exclusive).value];
  const others = cell.options.filter((option) => !option.isExclusive).sort(() => random() - 0.5);
  const most = cell.max > 0 ? Math.min(cell.max, others.length) : others.length;
  return others.slice(0, Math.ceil(random() * most)).map((option) => option.value);
}

/** @param density share of questions that get an answer */
export function answerForm(
  questions: readonly Question[],
  random: Random,
  density: number,
): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  const some = (): boolean => random() < density;
  for (const question of questions) {
    if (question.shape === "computed" || !some()) continue;
    answers[question.name] = answerQuestion(question, random, some);
    if (
      question.comment &&
      (holdsOther(answers[question.name]) ? some() : question.comment.when === "always")
    )
      answers[`${question.name}-Comment`] = "说明";
  }
  return answers;
}

function answerQuestion(question: Question, random: Random, some: () => boolean): unknown {
  const record = (columns: readonly Column[]): object =>
    Object.fromEntries(columns.filter(some).map((column) => [column.id, answerCell(column.cell, random)]));
  switch (question.shape) {
    case "single":
      return answerCell(question.cell, random);
    case "rows":
      return Object.fromEntries(
        question.rows.filter(some).map((row) => [row.id, answerCell(question.cell, random)]),
      );
    case "grid":
      return Object.fromEntries(question.rows.filter(some).map((row) => [row.id, record(question.columns)]));
    case "fields":
      return record(question.fields);
    case "ranking":
      return rank(question, random);
    case "span":
      return spanOf(question, random);
    case "list": {
      const rows = question.rowsAlways + Math.floor(random() * (question.rowsMax - question.rowsAlways + 1));
      return Array.from({ length: rows }, () => inRow(question.columns, record(question.columns)));
    }
  }
}

/** In a row that a person adds the field itself has made a number of what was typed. */
const inRow = (columns: readonly Column[], row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([id, value]) => {
      const isNumber = columns.some((column) => column.id === id && column.cell.kind === "number");
      return [id, isNumber ? Number(value) : value];
    }),
  );

/** Handles keep their distance: neither nearer nor farther than the form allows. */
function spanOf({ cell, lengthMin, lengthMax }: SpanQuestion, random: Random): [number, number] {
  const most = Math.min(lengthMax ?? Infinity, cell.max! - cell.min!);
  const length = onStep({ ...cell, min: lengthMin ?? 0, max: most }, random);
  const from = onStep({ ...cell, max: cell.max! - length }, random);
  return [from, from + length];
}

function rank({ options, isPartial, max }: RankingQuestion, random: Random): unknown[] {
  const order = options.map(({ value }) => value).sort(() => random() - 0.5);
  if (!isPartial) return order;
  return order.slice(0, Math.ceil(random() * (max > 0 ? Math.min(max, order.length) : order.length)));
}

const holdsOther = (value: unknown): boolean =>
  value === "other" || (Array.isArray(value) && value.includes("other"));
