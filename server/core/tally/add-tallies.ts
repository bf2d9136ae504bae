import type { FrozenForm } from "../definition/frozen.ts";
import { Problem } from "../problem.ts";
import { byValue } from "./leaf-counter.ts";
import type { BlockTally, FormTally, LeafTally, Source } from "./tally.ts";

/**
 * Sum of tallies of one form, block by block: planned blocks into final blocks at close, children into a parent,
 * units into a round.
 *
 * @param into block → block that it is counted in; a block that is absent stays as it is
 * @returns blocks by id; the digest of the first tally ("" when there is none)
 * @throws Problem scoring.input when the tallies were not made from the same leaves
 */
export function addTallies(
  form: FrozenForm,
  tallies: readonly FormTally[],
  into: ReadonlyMap<string, string> = new Map(),
): FormTally {
  const blocks = new Map<string, BlockTally>();
  for (const tally of tallies) {
    for (const one of tally.blocks) {
      if (one.leaves.length !== form.leaves.length) mismatch(form);
      const block = into.get(one.block) ?? one.block;
      const sum = blocks.get(block);
      blocks.set(block, sum ? addBlocks(form, sum, one) : { ...one, block });
    }
  }
  return {
    instrument: form.instrument,
    digest: tallies[0]?.digest ?? "",
    blocks: [...blocks.values()].toSorted((a, b) => (a.block < b.block ? -1 : 1)),
  };
}

function mismatch(form: FrozenForm): never {
  throw new Problem("scoring.input", { reason: `tallies of different forms: ${form.instrument}` });
}

function addBlocks(form: FrozenForm, a: BlockTally, b: BlockTally): BlockTally {
  return {
    block: a.block,
    ballots: a.ballots + b.ballots,
    bySource: addSources(a.bySource, b.bySource),
    valid: a.valid + b.valid,
    leaves: a.leaves.map((leaf, i) => addLeaves(leaf, b.leaves[i]!) ?? mismatch(form)),
    ...addPatterns(a, b),
  };
}

/** Groups stay what they are within each tally: whether ballots of two are alike is no longer known. */
function addPatterns(a: BlockTally, b: BlockTally): Pick<BlockTally, "straightLined" | "identical"> {
  if (a.straightLined === undefined || b.straightLined === undefined) return {};
  const identical: { [size: string]: number } = { ...a.identical };
  for (const [size, groups] of Object.entries(b.identical ?? {})) {
    identical[size] = (identical[size] ?? 0) + groups;
  }
  return { straightLined: a.straightLined + b.straightLined, identical };
}

type BySource = { readonly [source in Source]?: number };

/** Ballots by source over several blocks. */
export function addSources(a: BySource, b: BySource): BySource {
  const sum: { [source in Source]?: number } = { ...a };
  for (const [source, ballots] of Object.entries(b) as [Source, number][]) {
    sum[source] = (sum[source] ?? 0) + ballots;
  }
  return sum;
}

/** Null when the two are not counts of the same leaf. */
export function addLeaves(a: LeafTally, b: LeafTally): LeafTally | null {
  const blank = a.blank + b.blank;
  if (a.kind === "choice" && b.kind === "choice") {
    const counts = addCounts(a.counts, b.counts);
    return counts && { kind: "choice", counts, blank };
  }
  if (a.kind === "multi" && b.kind === "multi") {
    const counts = addCounts(a.counts, b.counts);
    return counts && { kind: "multi", counts, blank, reported: a.reported + b.reported };
  }
  if (a.kind === "number" && b.kind === "number") {
    const values = new Map<number, number>();
    for (const [value, n] of [...Object.entries(a.values), ...Object.entries(b.values)]) {
      values.set(Number(value), (values.get(Number(value)) ?? 0) + n);
    }
    return { kind: "number", values: byValue(values), blank };
  }
  if (a.kind === "boolean" && b.kind === "boolean") {
    return { kind: "boolean", yes: a.yes + b.yes, no: a.no + b.no, blank };
  }
  if (a.kind === "text" && b.kind === "text") return { kind: "text", written: a.written + b.written, blank };
  return null;
}

function addCounts(a: readonly number[], b: readonly number[]): readonly number[] | null {
  return a.length === b.length ? a.map((n, i) => n + b[i]!) : null;
}
