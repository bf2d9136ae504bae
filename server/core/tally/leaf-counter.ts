/** Counters of one leaf in one block. Whole numbers in typed arrays: a million ballots fold in a few seconds. */
import type { Answer, Leaf, MultiLeaf } from "../definition/frozen.ts";
import { Problem } from "../problem.ts";
import type { LeafTally } from "./tally.ts";

export interface LeafCounter {
  /** Counts one answer. Returns whether it rates anything: not blank, not 不了解, not a text. */
  add(answer: Answer | undefined): boolean;
  finish(): LeafTally;
}

function refuse(leaf: Leaf, answer: unknown): never {
  throw new Problem("scoring.input", { reason: `${leaf.id}: ${JSON.stringify(answer)}` });
}

export function leafCounter(leaf: Leaf): LeafCounter {
  switch (leaf.kind) {
    case "choice":
      return choiceCounter(leaf);
    case "multi":
      return multiCounter(leaf);
    case "number":
      return numberCounter(leaf);
    case "boolean":
      return booleanCounter(leaf);
    case "text":
      return textCounter(leaf);
  }
}

function choiceCounter(leaf: Extract<Leaf, { kind: "choice" }>): LeafCounter {
  const counts = new Float64Array(leaf.options.length);
  const rates = leaf.options.map((option) => !option.dontKnow);
  let blank = 0;
  return {
    add(answer) {
      if (answer === null) {
        blank++;
        return false;
      }
      const rated = rates[answer as number];
      if (typeof answer !== "number" || rated === undefined) return refuse(leaf, answer);
      counts[answer]!++;
      return rated;
    },
    finish: () => ({ kind: "choice", counts: [...counts], blank }),
  };
}

/** Indices ascend without repetition, so each ballot adds at most 1 to an option. */
function multiCounter(leaf: MultiLeaf): LeafCounter {
  const counts = new Float64Array(leaf.options.length);
  let blank = 0;
  let reported = 0;
  return {
    add(answer) {
      if (answer === null || (Array.isArray(answer) && answer.length === 0)) {
        blank++;
        return false;
      }
      if (!Array.isArray(answer)) return refuse(leaf, answer);
      let last = -1;
      let hasProblem = false;
      let isRated = false;
      for (const index of answer as readonly number[]) {
        if (!(index > last && index < counts.length && Number.isInteger(index))) return refuse(leaf, answer);
        counts[index]!++;
        last = index;
        if (index === leaf.unknown) continue;
        isRated = true;
        if (index !== leaf.none) hasProblem = true;
      }
      if (hasProblem) reported++;
      return isRated;
    },
    finish: () => ({ kind: "multi", counts: [...counts], blank, reported }),
  };
}

function numberCounter(leaf: Leaf): LeafCounter {
  const values = new Map<number, number>();
  let blank = 0;
  return {
    add(answer) {
      if (answer === null) {
        blank++;
        return false;
      }
      if (typeof answer !== "number" || !Number.isFinite(answer)) return refuse(leaf, answer);
      values.set(answer, (values.get(answer) ?? 0) + 1);
      return true;
    },
    finish: () => ({ kind: "number", values: byValue(values), blank }),
  };
}

function booleanCounter(leaf: Leaf): LeafCounter {
  let yes = 0;
  let no = 0;
  let blank = 0;
  return {
    add(answer) {
      if (answer === true) yes++;
      else if (answer === false) no++;
      else if (answer === null) blank++;
      else return refuse(leaf, answer);
      return answer !== null;
    },
    finish: () => ({ kind: "boolean", yes, no, blank }),
  };
}

function textCounter(leaf: Leaf): LeafCounter {
  let written = 0;
  let blank = 0;
  return {
    add(answer) {
      if (answer === true) written++;
      else if (answer === null) blank++;
      else return refuse(leaf, answer);
      return false;
    },
    finish: () => ({ kind: "text", written, blank }),
  };
}

/** Values ascend, so that the tally does not depend on the order of ballots. */
export function byValue(values: ReadonlyMap<number, number>): { readonly [value: string]: number } {
  return Object.fromEntries(
    [...values].toSorted(([a], [b]) => a - b).map(([value, n]) => [String(value), n]),
  );
}
