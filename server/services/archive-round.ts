import { Problem } from "../core/problem.ts";
import { standingOf } from "../core/review/review.ts";
import { requireArchivable } from "../core/round/archive.ts";
import { isLargeEnough } from "../core/round/plan-poll.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { OfficeTransaction, RoundRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * 归档, for good: from then on nothing of the round is reopened, declared invalid or held anew, and weights may be tried
 * out on it.
 *
 * @param who with the second person, who agrees
 * @throws Problem round.unknown, round.archived, round.not-archivable
 */
export async function archiveRound(deps: Deps, who: Actor, id: string): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const row = await requireUnarchived(office, id);
    const polls = new Map((await office.polls(id)).map(({ unit, state }) => [unit, state]));
    const histories = await office.reviews(id);
    const units = (await office.units(id)).map((unit) => ({
      name: unit.name,
      poll: polls.get(unit.id) ?? null,
      review: standingOf(histories.get(unit.id) ?? []).state,
      isTooSmall: isTooSmall(row, unit),
    }));
    requireArchivable(units, (row.frozen?.scheme.scheme.grades.length ?? 0) > 0);
    await office.saveRound({ ...row, archivedAtUtc: deps.clock().toISOString() });
    await audit(deps, office, who, "round.archived", id, { units: units.length });
  });
}

/** Of a frozen round: a draft before it may still be joined with a neighbour's. */
export const isTooSmall = (
  { round, frozen }: Pick<RoundRow, "round" | "frozen">,
  { categories }: Unit,
): boolean => frozen !== null && !isLargeEnough({ ...round, categories });

/** @throws Problem round.unknown, round.archived */
export async function requireUnarchived(
  office: Pick<OfficeTransaction, "round">,
  id: string,
): Promise<RoundRow> {
  const row = await office.round(id);
  if (!row) throw new Problem("round.unknown", {});
  if (row.archivedAtUtc !== undefined) throw new Problem("round.archived", {});
  return row;
}
