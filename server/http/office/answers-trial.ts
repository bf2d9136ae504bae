/** The JSON answers about archived rounds and what is tried out on them. */
import type { RowLevel } from "../../core/results/grade-table.ts";
import type { Withdrawal } from "../../core/round/round.ts";
import type { Grade } from "../../core/scoring/scheme.ts";

/** `POST /rounds/:round/archive` */
export interface ArchivedAnswer {
  readonly isArchived: true;
}

/** `POST /rounds/:round/trials`: in the order of the grade table. Nothing of it is stored. */
export interface TrialAnswer {
  /** What this is, in the answer itself, so that no copy of it can pass for a grade table. */
  readonly mark: "试算";
  readonly rows: readonly {
    readonly unit: { readonly id: string; readonly name: string; readonly unitType: string };
    readonly level: RowLevel;
    readonly withdrawn: Withdrawal | null;
    /** As the round was scored, two decimals, with its 测算等次; null = not scored. */
    readonly total: string | null;
    readonly computed: Grade | null;
    /** By what is tried out; null = not scored. */
    readonly tried: { readonly total: string | null; readonly computed: Grade | null };
  }[];
}
