import { Problem } from "../../core/problem.ts";
import type { OfficeTransaction } from "../../store/office.ts";

/** Names of the units of a round that are held on another installation and have not come back. */
export async function unitsAway(
  office: Pick<OfficeTransaction, "polls" | "units">,
  round: string,
): Promise<readonly string[]> {
  const away = (await office.polls(round)).filter(({ state }) => state === "away").map(({ unit }) => unit);
  if (away.length === 0) return [];
  return (await office.units(round)).filter(({ id }) => away.includes(id)).map(({ name }) => name);
}

/**
 * Nothing of a round is released before all of it is back, or declared missing, nor after its files were destroyed.
 *
 * @throws Problem round.incomplete, round.destroyed
 */
export async function requireComplete(
  office: Pick<OfficeTransaction, "polls" | "round" | "units">,
  round: string,
): Promise<void> {
  await requireKept(office, round);
  const units = await unitsAway(office, round);
  if (units.length > 0) throw new Problem("round.incomplete", { units });
}

/** @throws Problem round.destroyed */
export async function requireKept(office: Pick<OfficeTransaction, "round">, round: string): Promise<void> {
  if ((await office.round(round))?.destruction) throw new Problem("round.destroyed", {});
}
