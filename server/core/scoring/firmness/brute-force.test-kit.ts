/**
 * The fewest ballots that move a grade, by trying every tally there is. Written without the code it is compared with:
 * it knows only `release` and `scoreUnit`.
 */
import { storeRatio } from "../../ratio.ts";
import type { Grade } from "../scheme.ts";
import {
  type Counts,
  gradeOfSmall,
  releaseSmall,
  type SmallForm,
  type SmallQuestion,
  type SmallUnit,
} from "./small-unit.test-kit.ts";

/** By block, the ballots that differ. */
type Distance = readonly number[];

/** One value that a question can come to have, with a tally that gives it and the ways to get there. */
interface Outcome {
  readonly question: SmallQuestion;
  readonly value: string;
  /** None of them is reached by fewer ballots in every block. */
  readonly distances: readonly Distance[];
}

/**
 * What stands in a release is all that is known, so the ballots may be any that give this release; the answers to
 * different questions may share ballots in any way.
 *
 * @returns Infinity when no tally has another grade
 */
export function bruteForce(unit: SmallUnit): number {
  const before = gradeOfSmall(unit);
  const outcomes = unit.forms.map((form) =>
    releaseSmall(form, unit.floor).level === "tables"
      ? form.questions.map((_, q) => outcomesOf(form, q, unit.floor))
      : [],
  );
  const places = outcomes.flatMap((of, form) => of.map((found, question) => ({ form, question, found })));
  const grades = new Map<string, Grade | null>();
  const gradeWith = (chosen: readonly Outcome[]): Grade | null => {
    const key = chosen.map(({ value }) => value).join("|");
    if (!grades.has(key)) grades.set(key, gradeOfSmall(unitWith(unit, places, chosen)));
    return grades.get(key)!;
  };
  let fewest = Infinity;
  const visit = (at: number, chosen: readonly Outcome[], changed: readonly (readonly number[])[]): void => {
    if (total(changed.flat()) >= fewest) return;
    const place = places[at];
    if (!place) {
      if (gradeWith(chosen) !== before) fewest = total(changed.flat());
      return;
    }
    for (const outcome of place.found) {
      for (const distance of outcome.distances) {
        const with_ = changed.map((of, form) =>
          form === place.form ? of.map((k, b) => Math.max(k, distance[b]!)) : of,
        );
        visit(at + 1, [...chosen, outcome], with_);
      }
    }
  };
  visit(
    0,
    [],
    unit.forms.map((form) => form.blocks.map(() => 0)),
  );
  return fewest;
}

function unitWith(
  unit: SmallUnit,
  places: readonly { readonly form: number; readonly question: number }[],
  chosen: readonly Outcome[],
): SmallUnit {
  const forms = unit.forms.map((form, f) => ({
    ...form,
    questions: form.questions.map((question, q) => {
      const at = places.findIndex((place) => place.form === f && place.question === q);
      return chosen[at]?.question ?? question;
    }),
  }));
  return { ...unit, forms };
}

/** Everything that one question of a form can come to be worth, nearest first. */
function outcomesOf(form: SmallForm, at: number, floor: number): readonly Outcome[] {
  const asked = form.questions[at]!;
  const seen = (question: SmallQuestion) => releasedQuestion({ ...form, questions: [question] }, floor);
  const now = seen(asked).text;
  const all = tallies(form.blocks, asked.counts[0]!.length).map((counts) => {
    const question = { ...asked, counts };
    return { question, ...seen(question) };
  });
  const possible = all.filter(({ text }) => text === now).map(({ question }) => question.counts);
  const found = new Map<string, { question: SmallQuestion; distances: Map<string, Distance> }>();
  for (const { question, value } of all) {
    const one = found.get(value) ?? { question, distances: new Map() };
    found.set(value, one);
    for (const from of possible) {
      const distance = from.map((counts, b) => differing(counts, question.counts[b]!));
      one.distances.set(distance.join(), distance);
    }
  }
  return [...found]
    .map(([value, { question, distances }]) => ({
      question,
      value,
      distances: least([...distances.values()]),
    }))
    .toSorted((a, b) => nearest(a) - nearest(b));
}

/** What is released of the only question of a form, and what it is worth. */
function releasedQuestion(form: SmallForm, floor: number): { readonly text: string; readonly value: string } {
  const released = releaseSmall(form, floor);
  if (released.level !== "tables") throw new Error("a small form without tables");
  const text = JSON.stringify([released.items, released.multis], (_, one) =>
    typeof one === "bigint" ? String(one) : one,
  );
  return { text, value: released.score === null ? "-" : storeRatio(released.score) };
}

/** All counts of all blocks. */
function tallies(blocks: readonly number[], answers: number): readonly (readonly Counts[])[] {
  return blocks.reduce<readonly (readonly Counts[])[]>(
    (all, ballots) => all.flatMap((one) => spread(ballots, answers).map((counts) => [...one, counts])),
    [[]],
  );
}

/** All ways to spread ballots over answers. */
function spread(ballots: number, answers: number): readonly Counts[] {
  if (answers === 1) return [[ballots]];
  return Array.from({ length: ballots + 1 }, (_, n) =>
    spread(ballots - n, answers - 1).map((rest) => [n, ...rest]),
  ).flat();
}

const differing = (a: Counts, b: Counts): number => a.reduce((sum, n, i) => sum + Math.max(0, b[i]! - n), 0);

const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

const nearest = ({ distances }: Outcome): number => Math.min(...distances.map(total));

const least = (all: readonly Distance[]): readonly Distance[] =>
  all.filter((one) => !all.some((other) => other !== one && other.every((n, b) => n <= one[b]!)));
