import type { Instrument } from "../definition/instrument.ts";
import { type Round, SMALL_BLOCK } from "./round.ts";

/**
 * Smallest block of one form, where it is not that of the thresholds: in a round that chose so, of forms about the unit.
 * A form with an item for each leader holds cards about named people, which are never cut finer.
 *
 * @returns undefined: as the thresholds say
 * @source anonymity.md §5
 */
export function blockMinOf(
  { smallBlocks = false, thresholds }: Pick<Round, "smallBlocks" | "thresholds">,
  { items }: Pick<Instrument, "items">,
): number | undefined {
  const isAboutPeople = Object.values(items).some(({ repeat }) => repeat !== undefined);
  return smallBlocks && !isAboutPeople ? Math.min(SMALL_BLOCK, thresholds.block) : undefined;
}
