import { Problem } from "../../core/problem.ts";
import { isLargeEnough } from "../../core/round/plan-poll.ts";
import { hasClosedFile, type PollState, type Round, withdrawalOf } from "../../core/round/round.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { OfficeTransaction } from "../../store/office.ts";

type Reading = Pick<OfficeTransaction, "parcels" | "polls" | "replacedPolls" | "round" | "units">;

/** A unit that the rest of its round waits for. */
export interface AwaitedUnit {
  readonly unit: Unit;
  readonly state: PollState;
}

/**
 * Units of a round that all others wait for. Where a part of it was given out, these are all that have not come to their end,
 * wherever they are held, so that no group is scored before the next one has begun. A unit too small for a poll of its own is
 * never held; one that was counted once, declared invalid and is held anew keeps nobody waiting.
 *
 * @returns in the order of the roster; [] for a round that is held here alone
 */
export async function unitsAwaited(office: Reading, roundId: string): Promise<readonly AwaitedUnit[]> {
  const row = await office.round(roundId);
  const polls = new Map((await office.polls(roundId)).map((poll) => [poll.unit, poll.state]));
  const isGivenOut = (await office.parcels.of(roundId)).some(
    ({ kind, isIncoming }) => kind === "task" && !isIncoming,
  );
  const isAway = [...polls.values()].includes("away");
  if (!row || (!isGivenOut && !isAway)) return [];
  const counted = new Set(
    (await office.replacedPolls(roundId)).filter(({ state }) => hasClosedFile(state)).map(({ unit }) => unit),
  );
  return (await office.units(roundId)).flatMap((unit) => {
    const state = polls.get(unit.id) ?? "draft";
    const isAwaited = state === "away" || (isPending(state, unit, row.round) && !counted.has(unit.id));
    return isAwaited ? [{ unit, state }] : [];
  });
}

function isPending(state: PollState, { categories }: Unit, round: Round): boolean {
  if (state === "draft") return isLargeEnough({ ...round, categories });
  return !hasClosedFile(state) && withdrawalOf(state) === null && state !== "destroyed";
}

/**
 * Nothing of a round is released before all of it is back, or declared missing, nor after its files were destroyed.
 *
 * @throws Problem round.incomplete, round.destroyed
 */
export async function requireComplete(office: Reading, round: string): Promise<void> {
  await requireKept(office, round);
  const units = (await unitsAwaited(office, round)).map(({ unit }) => unit.name);
  if (units.length > 0) throw new Problem("round.incomplete", { units });
}

/** @throws Problem round.destroyed */
export async function requireKept(office: Pick<OfficeTransaction, "round">, round: string): Promise<void> {
  if ((await office.round(round))?.destruction) throw new Problem("round.destroyed", {});
}
