/** The answer document that a form's positional answers came from: the way back, for conditions to be asked of it. */
import type { AnswerDocument } from "./evaluate.ts";
import type { Answer, FrozenForm, Leaf } from "./frozen.ts";
import type { Cell, Question } from "./question.ts";

/**
 * Texts and lists are left out: the array says only that something was written, and no condition reads a list.
 *
 * @param answers in the order of the form's leaves
 * @returns by question name, as the phone would send it; a question without an answer has no key
 */
export function documentOfAnswers(
  form: FrozenForm,
  questions: readonly Question[],
  answers: readonly Answer[],
): AnswerDocument {
  const given = new Map<string, unknown>();
  const leaves = new Map<string, Leaf>();
  form.leaves.forEach((leaf, at) => {
    leaves.set(leaf.id, leaf);
    const value = valueOf(leaf, answers[at] ?? null);
    if (value !== undefined) given.set(leaf.id, value);
  });
  const document: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const question of questions) {
    const value = valueOfQuestion(question, given);
    if (value !== undefined) document[question.name] = value;
  }
  return document;
}

function valueOf(leaf: Leaf, answer: Answer): unknown {
  if (answer === null) return undefined;
  if (leaf.kind === "choice") return leaf.options[answer as number]?.value;
  if (leaf.kind === "multi") return (answer as readonly number[]).map((at) => leaf.options[at]?.value);
  return leaf.kind === "number" || leaf.kind === "boolean" ? answer : undefined;
}

type Given = ReadonlyMap<string, unknown>;

function valueOfQuestion(question: Question, given: Given): unknown {
  const { name } = question;
  switch (question.shape) {
    case "single":
      return inWords(question.cell, given.get(name));
    case "rows":
      return membersOf(question.rows, (id) => inWords(question.cell, given.get(`${name}/${id}`)));
    case "grid":
      return membersOf(question.rows, (row) =>
        membersOf(question.columns, (column, { cell }) =>
          inWords(cell, given.get(`${name}/${row}/${column}`)),
        ),
      );
    case "fields":
      return membersOf(question.fields, (id, { cell }) => inWords(cell, given.get(`${name}/${id}`)));
    case "ranking":
      return ranked(question.options.map(({ value }) => [given.get(`${name}/${String(value)}`), value]));
    case "span": {
      const span = [given.get(`${name}/from`), given.get(`${name}/to`)];
      return span.includes(undefined) ? undefined : span;
    }
    case "list":
    case "computed":
      return undefined;
  }
}

/** A boolean has the two values of its question. */
const inWords = (cell: Cell, value: unknown): unknown =>
  cell.kind === "boolean" && typeof value === "boolean" ? (value ? cell.yes : cell.no) : value;

function membersOf<T extends { readonly id: string }>(
  parts: readonly T[],
  valueAt: (id: string, part: T) => unknown,
): unknown {
  const members = parts.flatMap((part) => {
    const value = valueAt(part.id, part);
    return value === undefined ? [] : [[part.id, value] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** Options by the place they were given. */
function ranked(places: readonly (readonly [place: unknown, value: unknown])[]): unknown {
  const placed = places.filter(([place]) => typeof place === "number");
  if (placed.length === 0) return undefined;
  return placed.toSorted(([a], [b]) => (a as number) - (b as number)).map(([, value]) => value);
}
