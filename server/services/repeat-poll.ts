import { Problem } from "../core/problem.ts";
import { type ReviewState, standingOf } from "../core/review/review.ts";
import { withdrawalOf } from "../core/round/round.ts";
import type { OfficeTransaction, PollRow } from "../store/office.ts";
import { requireUnarchived } from "./archive-round.ts";
import { audit } from "./audit.ts";
import { randomName } from "./create-round.ts";
import type { Actor, Deps } from "./deps.ts";
import { makeKeysOnce, planUnit, saveForms } from "./seal-round.ts";

/**
 * Holds a poll anew that was voided or declared invalid: a poll of its own, with the forms, scheme and roster that were
 * frozen with the round, and with new keys, so that no slip of the first fits the second. The first stays on record.
 *
 * @returns the new poll, sealed; its tickets are still to be made
 * @throws Problem poll.unknown; poll.wrong-state for every other state, and once it was held anew; poll.rehearsal;
 *   review.wrong-state once a grade was proposed for the unit: it is reopened first; round.archived; definition.invalid; poll.no-address
 * @source anonymity.md §2a, §5 R6
 */
export async function repeatPoll(deps: Deps, who: Actor, pollId: string): Promise<PollRow> {
  const id = `p${randomName(deps, 8)}`;
  const { planned } = await deps.office.inTransaction((office) => planAgain(deps, office, pollId, id));
  await makeKeysOnce(deps, id, planned);
  const sealed: PollRow = { ...planned.row, plan: planned.plan };
  try {
    await deps.office.inTransaction(async (office) => {
      // Somebody else may have been quicker.
      const { before } = await planAgain(deps, office, pollId, id);
      await saveForms(office, planned.forms);
      await office.savePoll(sealed);
      await office.savePoll({ ...before, replacedBy: id });
      await audit(deps, office, who, "poll.repeated", pollId, { unit: planned.unit.name, to: id });
    });
  } catch (error) {
    await deps.roll.erase(id);
    throw error;
  }
  deps.live.forget(pollId);
  return sealed;
}

const WITHDRAWN = ["invalid", "void"] as const;
const OPEN: readonly ReviewState[] = ["entry", "judged"];

async function planAgain(deps: Deps, office: OfficeTransaction, pollId: string, id: string) {
  const before = await office.poll(pollId);
  const found = before && (await office.round(before.round));
  const unit = before && (await office.unit(before.round, before.unit));
  if (!before || !found?.frozen || !unit) throw new Problem("poll.unknown", {});
  await requireUnarchived(office, before.round);
  if (before.isRehearsal) throw new Problem("poll.rehearsal", {});
  if (found.frozen.address === "" && deps.address === null) throw new Problem("poll.no-address", {});
  if (withdrawalOf(before.state) === null || before.replacedBy !== undefined) {
    throw new Problem("poll.wrong-state", { state: before.state, wanted: WITHDRAWN });
  }
  const { state } = standingOf(await office.review(before.round, before.unit));
  if (!OPEN.includes(state)) throw new Problem("review.wrong-state", { state, wanted: OPEN });
  const row: PollRow = {
    id,
    round: before.round,
    unit: before.unit,
    state: "sealed",
    plan: null,
    openedAtUtc: null,
    closingEndsAtUtc: null,
    closedAtUtc: null,
    closedDigest: null,
  };
  return { before, planned: planUnit(deps, { round: found.round, frozen: found.frozen }, unit, row) };
}
