import { add, compare, div, HUNDRED, mul, type Ratio, sub, sum, ZERO } from "../ratio.ts";
import { weightedMean } from "./weighted-mean.ts";

/** What is taken off and added to a value, and its limits. */
export interface Adjustments {
  readonly deductions?: readonly Ratio[];
  /** The deductions together take at most this. */
  readonly deductionCap?: Ratio | null;
  readonly bonuses?: readonly Ratio[];
  /** The bonuses together give at most this. */
  readonly bonusCap?: Ratio | null;
  /** Upper limit of the node. */
  readonly cap?: Ratio | null;
}

interface Adjusted extends Adjustments {
  readonly id: string;
}

export interface IndicatorLeaf extends Adjusted {
  /** Out of `max`; null = not assessed. */
  readonly score: Ratio | null;
  readonly max: Ratio;
}

export interface IndicatorNode extends Adjusted {
  readonly children: readonly { readonly weight: Ratio; readonly node: Indicator }[];
}

/** 指标 */
export type Indicator = IndicatorLeaf | IndicatorNode;

export interface AdjustedScore {
  /** 0–100, exact; null = nothing below it was assessed. */
  readonly score: Ratio | null;
  /** What was really taken off and added, after the limits. */
  readonly deducted: Ratio;
  readonly added: Ratio;
}

export interface IndicatorScore extends AdjustedScore {
  readonly id: string;
  readonly children: readonly IndicatorScore[];
}

/**
 * Scores a tree of indicators: a leaf is 100·score ÷ max, an inner node the weighted mean of its assessed children.
 *
 * Then at each node, in this order: minus deductions up to their limit, plus bonuses up to theirs, upper limit,
 * and at last into 0–100.
 *
 * @source docs/scoring.md §7
 */
export function scoreTree(node: Indicator): IndicatorScore {
  const children = "children" in node ? node.children.map((child) => scoreTree(child.node)) : [];
  const raw =
    "children" in node
      ? weightedMean(node.children.map(({ weight }, i) => ({ weight, value: children[i]!.score })))
      : node.score && div(mul(HUNDRED, node.score), node.max);
  return { id: node.id, ...adjust(raw, node), children };
}

/** Minus deductions up to their limit, plus bonuses up to theirs, upper limit, and at last into 0–100. */
export function adjust(raw: Ratio | null, by: Adjustments): AdjustedScore {
  const deducted = limited(sum(by.deductions ?? []), by.deductionCap);
  const added = limited(sum(by.bonuses ?? []), by.bonusCap);
  if (raw === null) return { score: null, deducted, added };
  const adjusted = limited(add(sub(raw, deducted), added), by.cap);
  return { score: limited(atLeastZero(adjusted), HUNDRED), deducted, added };
}

const limited = (value: Ratio, limit: Ratio | null | undefined): Ratio =>
  limit && compare(value, limit) > 0 ? limit : value;

const atLeastZero = (value: Ratio): Ratio => (compare(value, ZERO) < 0 ? ZERO : value);
