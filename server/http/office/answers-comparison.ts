/** The JSON answers that set a unit beside its earlier rounds and beside others. */
import type { Grade } from "../../core/scoring/scheme.ts";

/** Printed numbers of before and now; `difference` with its sign, two decimals. */
export interface ComparedAnswer {
  readonly title: string;
  readonly before: string | null;
  readonly now: string | null;
  readonly difference: string | null;
}

/** `GET /rounds/:round/units/:unit/look-back`: newest first; [] when there is no earlier round. */
export interface LookBackAnswer {
  readonly lines: readonly {
    readonly round: { readonly id: string; readonly title: string };
    /** As the unit was called then. */
    readonly name: string;
    readonly grade: Grade | null;
    readonly notComparable: "scheme" | "unit-type" | null;
    readonly total: ComparedAnswer | null;
    readonly forms: readonly ComparedAnswer[];
  }[];
  /** With the last round; [] when there is none. */
  readonly paragraph: readonly { readonly text: string; readonly missing: boolean }[];
}

/** `GET /rounds/:round/ranks`: places within the unit type, ties 1, 2, 2, 4. */
export type RanksAnswer = readonly { readonly unit: string; readonly rank: number; readonly of: number }[];
