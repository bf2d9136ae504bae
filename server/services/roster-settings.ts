import { Problem } from "../core/problem.ts";
import type { RosterSettings } from "../core/roster/read-roster.ts";
import type { Deps } from "./deps.ts";
import { findDraftForm } from "./find-form.ts";
import { requireNotFixed } from "./parcel/require-fixed.ts";

/**
 * What a roster of this round has to hold. Asked before a file is read, so that a sealed round refuses every file alike.
 *
 * @throws Problem round.unknown; round.frozen once a poll has been sealed, round.fixed
 */
export async function rosterSettings(deps: Deps, roundId: string): Promise<RosterSettings> {
  return deps.office.inTransaction(async (office) => {
    const row = await office.round(roundId);
    if (!row) throw new Problem("round.unknown", {});
    if (row.frozen) throw new Problem("round.frozen", {});
    await requireNotFixed(office, roundId);
    const { forms, thresholds } = row.round;
    const chosen = await Promise.all(forms.map((plan) => findDraftForm(deps, office, plan, row.brought)));
    const items = chosen.flatMap((one) => Object.values(one?.form.instrument.items ?? {}));
    const needsLeaders = items.some((item) => item.repeat !== undefined);
    return { categoryNames: deps.library.categoryNames, thresholds, needsLeaders };
  });
}
