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

/** Multi-selects that are meant, of those with a tag the ones that have it; without a selection the problem questions. */
export function selectedMultis(form: Tables, select: Selection | undefined): readonly ReleasedMulti[] {
  const { scoring } = form;
  if (select === undefined) {
    return scoring.rule === "questionnaire"
      ? form.multis.filter(({ item }) => scoring.problemItems.includes(item))
      : form.multis;
  }
  const { tag } = select;
  const meant = form.multis.filter((multi) => isMeant(multi, select));
  return tag === undefined ? meant : meant.filter(({ options }) => options.some((one) => one.tag === tag));
}

/** 0–1: people who ticked any problem, or the mean of the options of one tag, ÷ base. Null when it was not counted. */
export function multiRate({ options, counts, reported, base }: ReleasedMulti, tag?: string): Ratio | null {
  if (counts === null || reported === null) return null;
  if (tag === undefined) return ratio(reported, base);
  const tagged = counts.filter((_, i) => options[i]!.tag === tag);
  return ratio(
    tagged.reduce((sum, n) => sum + n, 0),
    base * tagged.length,
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
