/**
 * What may be shown. `Released<T>` is a branded type that only `release` makes: scoring, charts, tables and exports
 * accept nothing else, so showing something undisclosed does not compile.
 */
import type { Ratio } from "../ratio.ts";
import type { LeaderRef } from "../definition/frozen.ts";
import type { Dimension, FormScoring, OptionValue } from "../definition/instrument.ts";
import type { Source } from "../tally/tally.ts";

declare const releasedBrand: unique symbol;
export type Released<T> = T & { readonly [releasedBrand]: true };

/** 计票组 after close. */
export interface ReleasedBlock {
  readonly id: string;
  readonly name: string;
  readonly categories: readonly string[];
  readonly weight: Ratio;
  readonly ballots: number;
  readonly isOutside: boolean;
  /** Outside raters of a form that nobody of the unit fills. */
  readonly isAlone?: true;
}

export interface ReleasedOption {
  readonly value: OptionValue;
  readonly text: string;
  readonly points: string | null;
  readonly dontKnow: boolean;
  readonly tag?: string;
  /** Where it is not the question's. */
  readonly dimension?: Dimension;
}

/** One rated item. `counts` null when fewer than `floor` valid answers: then only `valid` and `abstained` are known. */
export interface ReleasedItem {
  readonly leaf: string;
  readonly item: string;
  readonly title: string;
  readonly part: string | null;
  readonly weight: string | null;
  readonly dimension: Dimension | null;
  readonly focus: readonly string[];
  readonly leader: number | null;
  readonly options: readonly ReleasedOption[];
  readonly score: Ratio | null;
  readonly valid: number;
  /** 不了解 + 弃权. */
  readonly abstained: number;
  readonly dontKnow: number;
  readonly blank: number;
  /** Per option, 不了解 included, over the scored blocks. */
  readonly counts: readonly number[] | null;
  /** Scored as one pool, because a block has fewer than `floor` valid answers. */
  readonly isPooled: boolean;
  /** Only when there is more than one block and none is too small. */
  readonly blocks: readonly {
    readonly block: string;
    readonly counts: readonly number[];
    readonly mean: Ratio | null;
  }[];
}

/** One multi-select, whole unit only. Null counts when the base is below `floor`. */
export interface ReleasedMulti {
  readonly leaf: string;
  readonly item: string;
  readonly title: string;
  readonly dimension: Dimension | null;
  readonly focus: readonly string[];
  readonly options: readonly ReleasedOption[];
  readonly none: number | null;
  readonly unknown: number | null;
  /** ballots − 不了解 − 未填 */
  readonly base: number;
  readonly counts: readonly number[] | null;
  readonly reported: number | null;
  readonly dontKnow: number;
  readonly blank: number;
}

export interface ReleasedLeader extends LeaderRef {
  readonly score: Ratio | null;
}

/** Numbers and booleans that are only counted. */
export interface ReleasedCount {
  readonly leaf: string;
  readonly title: string;
  readonly values: { readonly [value: string]: number };
  readonly blank: number;
}

interface ReleasedBase {
  readonly instrument: string;
  readonly version: string;
  readonly digest: string;
  readonly title: string;
  readonly shortTitle: string;
  /** The rule by which the one score is made, from the frozen form. */
  readonly scoring: FormScoring;
  /** Whose form it is: outside = nobody of the unit fills it, so outside raters are what the thresholds count. */
  readonly raters: "own" | "outside";
  /** Ballots of those raters. */
  readonly ballots: number;
  /** Fewer than `ballots`, where more came back than people were eligible: the level goes by these. */
  readonly people?: number;
  /** Outside categories with too few ballots: counted nowhere. */
  readonly excluded: readonly string[];
}

export type FormResult =
  | (ReleasedBase & { readonly level: "none"; readonly score: null })
  | (ReleasedBase & {
      readonly level: "score";
      readonly score: Ratio | null;
      readonly blocks: readonly ReleasedBlock[];
    })
  | (ReleasedBase & {
      readonly level: "tables";
      readonly score: Ratio | null;
      readonly blocks: readonly ReleasedBlock[];
      readonly bySource: { readonly [source in Source]?: number };
      readonly valid: number;
      readonly invalid: number;
      readonly parts: readonly {
        readonly id: string;
        readonly title: string;
        readonly weight: string;
        readonly score: Ratio | null;
      }[];
      readonly items: readonly ReleasedItem[];
      readonly multis: readonly ReleasedMulti[];
      readonly counts: readonly ReleasedCount[];
      readonly leaders: readonly ReleasedLeader[];
      /** 问题反映率 averaged over the problem questions, 0–1; null when the form has none or every base is too small. */
      readonly problemRate: Ratio | null;
    });

export type ReleasedForm = Released<FormResult>;
