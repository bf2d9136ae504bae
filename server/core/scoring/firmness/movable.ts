/**
 * A score as a tree of means whose leaves know what changed ballots could do to them. Made of released counts only.
 *
 * Points are turned round (`100 − points`) to ask what would lower a score, so that everything below only raises.
 */
import { HUNDRED, type Ratio, sub, sum } from "../../ratio.ts";

/** One block of one form: so many ballots could change. */
export interface Slot {
  readonly form: number;
  readonly ballots: number;
}

/** Answers of one kind: how many, and what each is worth. */
export interface Answers {
  readonly points: Ratio;
  readonly n: number;
}

/** Answers that share one mean. `slots`: the ballots they may be on. Worst answers first. */
export interface Cell {
  readonly slots: readonly number[];
  readonly weight: Ratio;
  readonly answers: readonly Answers[];
  readonly valid: number;
  /** Ballots of these slots that could become valid answers. */
  readonly abstained: number;
}

/** A scored block as one question sees it. */
export interface ScoredBlock {
  readonly slot: number;
  readonly ballots: number;
  readonly weight: Ratio;
}

export interface Leaf {
  readonly kind: "leaf";
  /** The most an answer can be worth. */
  readonly best: Ratio;
  /** One, or one per scored block. Empty when the counts were not released: then it has no value now. */
  readonly cells: readonly Cell[];
  readonly blocks: readonly ScoredBlock[];
  readonly valid: number;
  /** Ballots that could become valid answers. */
  readonly abstained: number;
  /** Scored as one pool over several blocks whose own counts are not known. */
  readonly isPooled: boolean;
  /** Whether there are so few ballots that every way they may lie in the blocks can be tried. */
  readonly isPlaceable: boolean;
}

export interface Mean {
  readonly kind: "mean";
  readonly terms: readonly { readonly weight: Ratio; readonly of: Movable }[];
  /** Terms rest on one question, so that they have a value together or not at all. */
  readonly isOneQuestion?: true;
}

/** What one form gives to an indicator: a matter of these slots alone. */
export interface OfForm {
  readonly kind: "form";
  readonly slots: readonly number[];
  readonly of: Movable;
}

export type Movable = Leaf | Mean | OfForm | { readonly kind: "fixed"; readonly value: Ratio | null };

export type Direction = "up" | "down";

/**
 * Whether several leaves rest on the same answers. repeated: what helps one helps all; entangled: what helps one may
 * harm another.
 */
export type Overlap = "none" | "repeated" | "entangled";

export interface MovableScore {
  readonly tree: Movable;
  readonly slots: readonly Slot[];
  /** Some form that counts has one score and no tables: what ballots could do is not known. */
  readonly isUnknown: boolean;
  readonly overlap: Overlap;
  /** As of every leaf. */
  readonly isPlaceable: boolean;
}

export const mean = (terms: Mean["terms"]): Mean => ({ kind: "mean", terms });

export const turned = (points: Ratio, direction: Direction): Ratio =>
  direction === "up" ? points : sub(HUNDRED, points);

export const fixed = (value: Ratio | null, direction: Direction): Movable => {
  return { kind: "fixed", value: value && turned(value, direction) };
};

export const worstOverlap = (found: readonly Overlap[]): Overlap =>
  (["entangled", "repeated"] as const).find((one) => found.includes(one)) ?? "none";

/** Weights of the cells of a leaf together. */
export const cellWeights = ({ cells }: Leaf): Ratio => sum(cells.map(({ weight }) => weight));
