import type { Ratio } from "../ratio.ts";
import type { Released, ReleasedForm, ReleasedItem, ReleasedLeader, ReleasedMulti } from "./released.ts";
import { vouch } from "./vouch.ts";

/** From this many ballots, of no fewer people, on a unit may be given tables, without block columns. */
export const UNIT_TABLES_MIN = 30;

/** What a unit may be handed of one form: a subset of its release, by default nothing at all. */
export interface UnitFormView {
  readonly instrument: string;
  readonly title: string;
  readonly score: Ratio | null;
  readonly tables: {
    readonly valid: number;
    /** Without block columns. */
    readonly items: readonly ReleasedItem[];
    readonly multis: readonly ReleasedMulti[];
    readonly leaders: readonly ReleasedLeader[];
  } | null;
}

/**
 * The copy that may leave for the inspected unit: form scores from 10 ballots, tables without block columns from 30,
 * no texts.
 *
 * @returns null below 10 ballots
 * @source anonymity.md §5 R11
 */
export function unitView(form: ReleasedForm): Released<UnitFormView> | null {
  if (form.level !== "tables") return null;
  const { instrument, title, score } = form;
  if ((form.people ?? form.ballots) < UNIT_TABLES_MIN)
    return vouch({ instrument, title, score, tables: null });
  return vouch({
    instrument,
    title,
    score,
    tables: {
      valid: form.valid,
      items: form.items.map((item) => ({ ...item, blocks: [] })),
      multis: form.multis,
      leaders: form.leaders,
    },
  });
}
