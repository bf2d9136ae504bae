/** Under which conditions the questions of a form are asked, as it is printed beside them. */
import type { Question } from "../definition/question.ts";
import { conditionalOptions } from "../paper/asked-of-sheet.ts";
import { conditionInWords } from "./condition-words.ts";
import { conditionWords, paperWords } from "./paper-words.ts";

export interface PaperConditions {
  /** By question name; "" for what is asked of everybody, no entry for what paper cannot ask. */
  readonly words: ReadonlyMap<string, string>;
  /** Questions left out: when they are asked cannot be told from marks, or not be said. */
  readonly omitted: readonly Question[];
}

/**
 * @param questions that can be marked, among all of the form
 * @param titles what each is called on the paper
 */
export function paperConditions(
  questions: readonly Question[],
  titles: ReadonlyMap<string, string>,
): PaperConditions {
  const asked = new Set(questions.filter(({ name }) => titles.has(name)));
  const nameOf = (question: Question): string | null =>
    asked.has(question) ? (titles.get(question.name) ?? null) : null;
  const words = new Map<string, string>();
  const omitted = new Set<Question>();
  // What is left out cannot decide about others: again until nothing more falls.
  for (let before = -1; before !== omitted.size;) {
    before = omitted.size;
    for (const question of asked) {
      const sentence = sentenceOf(question, questions, nameOf);
      if (sentence === null) {
        asked.delete(question);
        omitted.add(question);
        words.delete(question.name);
      } else words.set(question.name, sentence);
    }
  }
  return { words, omitted: questions.filter((question) => omitted.has(question)) };
}

type NameOf = (question: Question) => string | null;

function sentenceOf(question: Question, questions: readonly Question[], nameOf: NameOf): string | null {
  const when = question.conditions.map((text) => conditionInWords(text, questions, nameOf));
  const options = conditionalOptions(question).map(({ text, visibleIf }) => {
    const said = conditionInWords(visibleIf!, questions, nameOf);
    return said === null ? null : paperWords.optionCondition(text, said);
  });
  if ([...when, ...options].includes(null)) return null;
  const [first, ...others] = when as string[];
  const all = first === undefined ? "" : others.reduce(conditionWords.and, first);
  return `${all === "" ? "" : paperWords.condition(all)}${options.join("")}`;
}
