import { Problem } from "../core/problem.ts";
import type { RosterSettings } from "../core/roster/read-roster.ts";
import type { Deps } from "./deps.ts";

/**
 * What a roster of this round has to hold. Asked before a file is read, so that a sealed round refuses every file alike.
 *
 * @throws Problem round.unknown; round.frozen once a poll has been sealed
 */
export async function rosterSettings(deps: Deps, roundId: string): Promise<RosterSettings> {
  const row = await deps.office.inTransaction((office) => office.round(roundId));
  if (!row) throw new Problem("round.unknown", {});
  if (row.frozen) throw new Problem("round.frozen", {});
  const { forms, thresholds } = row.round;
  const items = forms.flatMap(({ instrument }) =>
    Object.values(deps.library.instruments.get(instrument)?.instrument.items ?? {}),
  );
  const needsLeaders = items.some((item) => item.repeat !== undefined);
  return { categoryNames: deps.library.categoryNames, thresholds, needsLeaders };
}
