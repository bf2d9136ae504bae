import { Problem } from "../core/problem.ts";
import type { Round } from "../core/round/round.ts";
import type { Unit } from "../core/roster/unit.ts";
import { createRoundLike, randomName } from "./create-round.ts";
import type { Actor, Deps } from "./deps.ts";
import { saveUnits } from "./save-units.ts";

export interface CopyRequest {
  readonly title: string;
  readonly openUntil: string;
  /** settings: no units. units: names, types and groups, without numbers and leaders. roster: everything. */
  readonly take: "settings" | "units" | "roster";
}

/**
 * A new round in draft with the forms, scheme, set-up with its network, and thresholds of an earlier one, on record with where it came from.
 * Ballots, judgements and grades stay where they are; nothing of the new round is frozen.
 *
 * @throws Problem round.unknown
 */
export async function copyRound(deps: Deps, who: Actor, from: string, request: CopyRequest): Promise<Round> {
  const { row, units, wireless } = await deps.office.inTransaction(async (office) => {
    const row = await office.round(from);
    if (!row) throw new Problem("round.unknown", {});
    return { row, units: await office.units(from), wireless: await office.wireless.of(from) };
  });
  const id = `r${randomName(deps, 6)}`;
  const { title, openUntil, take } = request;
  const settings = { ...row.round, id, title, openUntil, wireless: wireless ?? undefined };
  const round = await createRoundLike(deps, who, settings, { from, take });
  if (take !== "settings") {
    await saveUnits(deps, who, round.id, take === "roster" ? units : units.map(withoutPeople));
  }
  return round;
}

const withoutPeople = (unit: Unit): Unit => ({
  ...unit,
  onRoll: null,
  categories: unit.categories.map((category) => ({ ...category, eligible: 0 })),
  leaders: [],
});
