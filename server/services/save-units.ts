import { changesBetween } from "../core/audit-change.ts";
import { Problem } from "../core/problem.ts";
import type { Unit } from "../core/roster/unit.ts";
import { unitFields } from "../core/roster/unit-fields.ts";
import { audit, changeOf } from "./audit.ts";
import { randomName } from "./create-round.ts";
import type { Actor, Deps } from "./deps.ts";
import type { OfficeTransaction } from "../store/office.ts";
import { requireNotFixed } from "./parcel/require-fixed.ts";

/**
 * Replaces the units of a round and gives each a poll in draft.
 *
 * @throws Problem round.unknown; round.frozen once a poll has been sealed, round.fixed, round.rehearsing
 */
export const saveUnits = (deps: Deps, who: Actor, roundId: string, units: readonly Unit[]): Promise<void> =>
  deps.office.inTransaction((office) => saveUnitsIn(deps, office, who, roundId, units));

/** The same beside what else a transaction does. */
export async function saveUnitsIn(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  roundId: string,
  units: readonly Unit[],
): Promise<void> {
  const row = await office.round(roundId);
  if (!row) throw new Problem("round.unknown", {});
  if (row.frozen) throw new Problem("round.frozen", {});
  await requireNotFixed(office, roundId);
  // A rehearsal of a unit that is gone could not be found again to be wiped.
  const rehearsals = (await office.rehearsals(roundId)).length;
  if (rehearsals > 0) throw new Problem("round.rehearsing", { rehearsals });
  const before = await office.units(roundId);
  await office.saveUnits(roundId, units);
  const known = new Set((await office.polls(roundId)).map((poll) => poll.unit));
  for (const unit of units.filter((one) => !known.has(one.id))) {
    await office.savePoll({
      id: `p${randomName(deps, 8)}`,
      round: roundId,
      unit: unit.id,
      state: "draft",
      plan: null,
      openedAtUtc: null,
      closingEndsAtUtc: null,
      closedAtUtc: null,
      closedDigest: null,
    });
  }
  await audit(deps, office, who, "units.saved", roundId, {
    units: units.length,
    ...changeOf(before, units, changesBetween(unitFields(before, units), unitFields(units, before))),
  });
}
