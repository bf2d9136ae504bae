/** Counters of one leaf in one block. Whole numbers in typed arrays: a million ballots fold in a few seconds. */
import type { Answer, ChoiceLeaf, Leaf, MultiLeaf } from "../definition/frozen.ts";
import { Problem } from "../problem.ts";
import type { LeafTally } from "./tally.ts";

export interface LeafCounter {
  /** @throws Problem scoring.input when the answer cannot be one of this leaf */
  add(answer: Answer | undefined): void;
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
    case "list":
      return rowsCounter(leaf);
  }
}

function choiceCounter(leaf: ChoiceLeaf): LeafCounter {
  const counts = new Float64Array(leaf.options.length);
  let blank = 0;
  return {
    add(answer) {
      if (answer === null) blank++;
      else if (isIndex(answer, counts.length)) counts[answer]!++;
      else refuse(leaf, answer);
    },
    finish: () => ({ kind: "choice", counts: [...counts], blank }),
  };
}

const isIndex = (answer: unknown, options: number): answer is number =>
  Number.isInteger(answer) && (answer as number) >= 0 && (answer as number) < options;

/** Indices ascend without repetition, so each ballot adds at most 1 to an option. */
function multiCounter(leaf: MultiLeaf): LeafCounter {
  const counts = new Float64Array(leaf.options.length);
  let blank = 0;
  let reported = 0;
  const addIndices = (indices: readonly number[]): void => {
    let last = -1;
    let hasProblem = false;
    for (const index of indices) {
      if (!isIndex(index, counts.length) || index <= last) refuse(leaf, indices);
      counts[index]!++;
      last = index;
      if (index !== leaf.unknown && index !== leaf.none) hasProblem = true;
    }
    if (hasProblem) reported++;
  };
  return {
    add(answer) {
      if (answer === null) blank++;
      else if (!Array.isArray(answer)) refuse(leaf, answer);
      else if (answer.length === 0) blank++;
      else addIndices(answer as readonly number[]);
    },
    finish: () => ({ kind: "multi", counts: [...counts], blank, reported }),
  };
}

function numberCounter(leaf: Leaf): LeafCounter {
  const values = new Map<number, number>();
  let blank = 0;
  return {
    add(answer) {
      if (answer === null) blank++;
      else if (Number.isFinite(answer)) values.set(answer as number, (values.get(answer as number) ?? 0) + 1);
      else refuse(leaf, answer);
    },
    finish: () => ({ kind: "number", values: byValue(values), blank }),
  };
}

/** How many rows a ballot has; what stands in them is counted by the columns' own leaves. */
function rowsCounter(leaf: Leaf): LeafCounter {
  const rows = numberCounter(leaf);
  return {
    add(answer) {
      if (answer === null) rows.add(null);
      else if (Array.isArray(answer) && answer.length > 0 && answer.every(Array.isArray))
        rows.add(answer.length);
      else refuse(leaf, answer);
    },
    finish: () => rows.finish(),
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
      else refuse(leaf, answer);
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
      else refuse(leaf, answer);
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
