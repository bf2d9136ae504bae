/** Quotas (优秀 ≤ 30 %): of several places on one ballot, at most so many may get one of some options. */
import { compare, div, HUNDRED, mul, parseRatio, ratio } from "../ratio.ts";
import type { FrozenForm, FrozenQuota, LeafOption } from "./frozen.ts";
import type { Instrument, OptionValue } from "./instrument.ts";

/**
 * The quotas of one unit's form. The number is decided once, when the form is frozen: the share of all places, rounded
 * down, never below `atLeast`; a quota that cannot be exceeded is left out.
 *
 * @param leavesOf ids of the leaves an item of the instrument became: a copy per leader, the rows of a matrix
 */
export function freezeQuotas(
  { quotas = [] }: Instrument,
  leavesOf: (item: string) => readonly string[],
): readonly FrozenQuota[] {
  return quotas.flatMap(({ title, items, options, percent, atLeast = 0 }) => {
    const leaves = items.flatMap(leavesOf);
    const share = div(mul(parseRatio(percent), ratio(leaves.length)), HUNDRED);
    let max = atLeast;
    while (max < leaves.length && compare(ratio(max + 1), share) <= 0) max += 1;
    return max >= leaves.length ? [] : [{ title, leaves, options, max }];
  });
}

/**
 * Leaves that got one of the options, when there are more of them than the quota allows; else none.
 *
 * @param valueOf the option a leaf got; undefined when it is blank
 */
export function beyondQuota(
  { leaves, options, max }: FrozenQuota,
  valueOf: (leaf: string) => unknown,
): readonly string[] {
  const given = leaves.filter((leaf) => options.includes(valueOf(leaf) as OptionValue));
  return given.length > max ? given : [];
}

/** One quota that a ballot exceeds. */
export interface ExceededQuota {
  readonly max: number;
  /** All leaves that got one of its options, in the order of the quota. */
  readonly leaves: readonly string[];
}

/** What is asked of a finished array of answers: the quotas that it exceeds. */
export function compileQuotas(form: FrozenForm): (answers: readonly unknown[]) => readonly ExceededQuota[] {
  const options = new Map<string, { at: number; options: readonly LeafOption[] }>();
  form.leaves.forEach((leaf, at) => {
    if (leaf.kind === "choice") options.set(leaf.id, { at, options: leaf.options });
  });
  return (answers) => {
    const valueOf = (id: string): unknown => {
      const leaf = options.get(id);
      return leaf && leaf.options[answers[leaf.at] as number]?.value;
    };
    return (form.quotas ?? []).flatMap((quota) => {
      const leaves = beyondQuota(quota, valueOf);
      return leaves.length === 0 ? [] : [{ max: quota.max, leaves }];
    });
  };
}
