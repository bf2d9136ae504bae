/** The JSON answers that set a unit beside its earlier rounds and beside others. */
import type { Dimension } from "../../core/definition/instrument.ts";
import type { DifferenceBand } from "../../core/results/compare-units.ts";
import type { RowLevel } from "../../core/results/grade-table.ts";
import type { Unsettled } from "../../core/results/round-mean.ts";
import type { WithheldScore } from "../../core/results/withheld-score.ts";
import type { Grade } from "../../core/scoring/scheme.ts";
import type { Thresholds, Withdrawal } from "../../core/round/round.ts";

/** A round, with what its scores were withheld by. */
interface RoundBesideAnswer {
  readonly id: string;
  readonly title: string;
  readonly thresholds: Thresholds;
}

/** Printed numbers of before and now; `difference` with its sign, two decimals. */
export interface ComparedAnswer {
  readonly title: string;
  readonly before: string | null;
  readonly now: string | null;
  readonly difference: string | null;
  /** Why one of them is not there because few answered; null: it is there, or missing for another reason. */
  readonly withheld: { readonly before: WithheldScore | null; readonly now: WithheldScore | null };
}

/** `GET /rounds/:round/units/:unit/look-back`: newest first; [] when there is no earlier round. */
export interface LookBackAnswer {
  readonly lines: readonly {
    readonly round: RoundBesideAnswer;
    /** As the unit was called then. */
    readonly name: string;
    readonly grade: Grade | null;
    readonly notComparable: "scheme" | "unit-type" | null;
    readonly total: ComparedAnswer | null;
    /** Means of all units of that round and of this one, one decimal; null within where this account may not see it (R10). */
    readonly roundMean: { readonly before: string | null; readonly now: string | null } | null;
    readonly forms: readonly ComparedAnswer[];
  }[];
  /** With the last round; [] when there is none. */
  readonly paragraph: readonly { readonly text: string; readonly missing: boolean }[];
}

/** One unit in one round; null in a list of them = it was in no such round, or this account may not see it. */
export interface PastCell {
  /** As printed then, two decimals; null = no total, not comparable, or not approved yet for a viewer. */
  readonly total: string | null;
  /** Why there is no total because few answered. */
  readonly withheld: WithheldScore | null;
  readonly grade: Grade | null;
  readonly notComparable: "scheme" | "unit-type" | null;
}

/** `GET /rounds/:round/past`: units of this round, rounds from the oldest to this one. */
export interface PastAnswer {
  readonly rounds: readonly RoundBesideAnswer[];
  readonly rows: readonly {
    readonly unit: {
      readonly id: string;
      readonly name: string;
      readonly unitType: string;
      readonly group: string;
    };
    /** One for each round. */
    readonly cells: readonly (PastCell | null)[];
    /** This round's total less that of the last comparable one, with its sign; null where either is missing. */
    readonly difference: string | null;
  }[];
}

/** `GET /rounds/:round/ranks`: places within the unit type, ties 1, 2, 2, 4. */
export type RanksAnswer = readonly { readonly unit: string; readonly rank: number; readonly of: number }[];

/** `GET /rounds/:round/comparison`: units × dimensions, in the order of the grade table. */
export interface ComparisonAnswer {
  readonly dimensions: readonly Dimension[];
  readonly rows: readonly {
    readonly unit: {
      readonly id: string;
      readonly name: string;
      readonly unitType: string;
      readonly group: string;
    };
    readonly level: RowLevel;
    readonly withdrawn: Withdrawal | null;
    /** The group has yet to give its own judgement. */
    readonly isBlind: boolean;
    /** true: this account reads the total once the grade is approved. */
    readonly awaitsApproval: boolean;
    /** Two decimals; null when it is not closed, withheld or not scored. */
    readonly total: string | null;
    /** One for each dimension; [] while the unit is not closed; null = no score is released. */
    readonly cells: readonly (null | {
      /** One decimal, as the difference, which has its sign; null where this account sees no mean. */
      readonly printed: string;
      readonly difference: string | null;
      readonly band: DifferenceBand | null;
    })[];
  }[];
  /** Means of printed scores of released units; null where R10 gives this account none. */
  readonly means: {
    readonly total: { readonly printed: string; readonly units: number } | null;
    readonly dimensions: readonly ({ readonly printed: string; readonly units: number } | null)[];
    /** Why a group has none, whatever the number of units: those of other groups may still change them, or have changed. */
    readonly unsettled: Unsettled | null;
  };
}
