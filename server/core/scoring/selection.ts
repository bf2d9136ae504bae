/** Which questions of a released form an indicator means, and what they are worth by its own prices. */
import { compare, ratio, type Ratio, ZERO } from "../ratio.ts";
import { isCarrier } from "../release/final-block.ts";
import type { FormResult, ReleasedBlock, ReleasedItem, ReleasedMulti } from "../release/released.ts";
import type { Selection } from "./scheme.ts";
import { weightedMean } from "./weighted-mean.ts";

type Tables = Extract<FormResult, { level: "tables" }>;

interface Question {
  readonly item: string;
  readonly part?: string | null;
  readonly dimension: string | null;
  readonly focus: readonly string[];
}

/** Whether a question fulfils all conditions that are given; `tag` is a matter of its options. */
export function isMeant({ item, part, dimension, focus }: Question, select: Selection): boolean {
  return (
    (select.items === undefined || select.items.includes(item)) &&
    (select.part === undefined || select.part === part) &&
    (select.dimension === undefined || select.dimension === dimension) &&
    (select.focus === undefined || focus.includes(select.focus))
  );
}

/** Rated items about the unit, never those about one leader; those without a weight only when they are named. */
export const selectedItems = (form: Tables, select: Selection): readonly ReleasedItem[] =>
  form.items.filter(
    (item) =>
      item.leader === null &&
      isMeant(item, select) &&
      item.options.some(({ points }) => points !== null) &&
      (item.weight !== null || select.items !== undefined),
  );

/**
 * Options of a multi-select that a selection names by their tag or by a dimension that single options have of their
 * own; null = it means the question as a whole.
 */
export function meantOptions(multi: ReleasedMulti, select: Selection = {}): readonly number[] | null {
  const { tag, dimension } = select;
  const isSplit = dimension !== undefined && multi.options.some((one) => one.dimension !== undefined);
  if (tag === undefined && !isSplit) return null;
  return multi.options.flatMap((option, at) => {
    const isOf = dimension === undefined || dimension === (option.dimension ?? multi.dimension);
    const isTagged = tag === undefined || tag === option.tag;
    return isOf && isTagged && at !== multi.none && at !== multi.unknown ? [at] : [];
  });
}

/** Multi-selects of which something is meant; without a selection the problem questions. */
export function selectedMultis(form: Tables, select: Selection | undefined): readonly ReleasedMulti[] {
  const { scoring } = form;
  if (select === undefined) {
    return scoring.rule === "questionnaire"
      ? form.multis.filter(({ item }) => scoring.problemItems.includes(item))
      : form.multis;
  }
  const { dimension: _, ...others } = select;
  return form.multis.filter((multi) => {
    const options = meantOptions(multi, select);
    return options === null ? isMeant(multi, select) : options.length > 0 && isMeant(multi, others);
  });
}

/** 0–1: people who ticked any problem, or the mean of the options that are meant, ÷ base. Null when it was not counted. */
export function multiRate(multi: ReleasedMulti, select?: Selection): Ratio | null {
  const { counts, reported, base } = multi;
  if (counts === null || reported === null) return null;
  const options = meantOptions(multi, select);
  if (options === null) return ratio(reported, base);
  return ratio(
    options.reduce((sum, at) => sum + counts[at]!, 0),
    base * options.length,
  );
}

/**
 * Share of some options among the valid answers to one item, 0–1, over the blocks as the item itself was scored:
 * block by block where it has block columns, else as one pool.
 */
export function optionShare(
  item: ReleasedItem,
  blocks: readonly ReleasedBlock[],
  options: ReadonlySet<string>,
): Ratio | null {
  if (item.counts === null) return null;
  const scored = blocks.filter(isScored);
  const columns = scored.flatMap((block) => {
    const column = item.blocks.find((one) => one.block === block.id);
    return column ? [{ weight: block.weight, value: share(item, column.counts, options) }] : [];
  });
  return columns.length === 0 ? share(item, item.counts, options) : weightedMean(columns);
}

/** Whom the form is for, and outside raters with a weight. */
export const isScored = (block: ReleasedBlock): boolean =>
  isCarrier(block) || compare(block.weight, ZERO) > 0;

function share(
  { options }: ReleasedItem,
  counts: readonly number[],
  wanted: ReadonlySet<string>,
): Ratio | null {
  let valid = 0;
  let found = 0;
  counts.forEach((n, i) => {
    const option = options[i]!;
    if (option.dontKnow) return;
    valid += n;
    if (wanted.has(String(option.value))) found += n;
  });
  return valid === 0 ? null : ratio(found, valid);
}
