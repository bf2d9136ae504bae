/** 试填: a poll of its own with own keys and tickets, before the real one is sealed; wiping takes all of it away. */
import { Problem } from "../core/problem.ts";
import type { OfficeTransaction, PollRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import { randomName } from "./create-round.ts";
import type { Actor, Deps } from "./deps.ts";
import { frozenOf, makeKeysOnce, planUnit, saveForms } from "./seal-round.ts";

/**
 * Opens a rehearsal of one unit with the forms and numbers as they stand now.
 *
 * @throws Problem round.unknown, unit.unknown; round.frozen once the round is sealed; round.rehearsing when the unit
 *   has one; poll.too-few-eligible, poll.no-address, round.setting-missing, definition.unknown
 * @source anonymity.md §2a
 */
export async function startRehearsal(
  deps: Deps,
  who: Actor,
  roundId: string,
  unitId: string,
): Promise<PollRow> {
  const planned = await deps.office.inTransaction((office) => planRehearsal(deps, office, roundId, unitId));
  const { row, unit, forms, plan } = planned;
  await makeKeysOnce(deps, row.id, planned);
  const opened: PollRow = { ...row, plan };
  const keyIds = (await deps.roll.signingKeys(row.id)).map(({ keyId }) => keyId);
  try {
    await deps.box.setApart([keyIds]);
    await deps.office.inTransaction(async (office) => {
      // A seal or another rehearsal may have come first.
      await planRehearsal(deps, office, roundId, unitId);
      await saveForms(office, forms);
      await office.savePoll(opened);
      await audit(deps, office, who, "rehearsal.started", row.id, { round: roundId, unit: unit.name });
    });
  } catch (error) {
    await deps.box.erase(keyIds);
    await deps.roll.erase(row.id);
    throw error;
  }
  return opened;
}

async function planRehearsal(deps: Deps, office: OfficeTransaction, roundId: string, unitId: string) {
  const found = await office.round(roundId);
  if (!found) throw new Problem("round.unknown", {});
  if (found.frozen) throw new Problem("round.frozen", {});
  const unit = await office.unit(roundId, unitId);
  if (!unit) throw new Problem("unit.unknown", {});
  const rehearsals = (await office.rehearsals(roundId)).filter((one) => one.unit === unitId).length;
  if (rehearsals > 0) throw new Problem("round.rehearsing", { rehearsals });
  const row: PollRow = {
    id: `p${randomName(deps, 8)}`,
    round: roundId,
    unit: unitId,
    state: "open",
    plan: null,
    openedAtUtc: deps.clock().toISOString(),
    closingEndsAtUtc: null,
    closedAtUtc: null,
    closedDigest: null,
    isRehearsal: true,
  };
  const { round } = found;
  return planUnit(deps, { round, frozen: await frozenOf(deps, office, found) }, unit, row);
}

/**
 * Takes a rehearsal away: ballots, tickets, keys, the forms that were frozen for it alone, and the poll itself. On record
 * stays that it was. Every step can be repeated, so a wipe that was interrupted is asked for again.
 *
 * @throws Problem poll.unknown; poll.no-rehearsal for a real poll, which nothing can erase
 */
export async function wipeRehearsal(deps: Deps, who: Actor, pollId: string): Promise<void> {
  await deps.office.inTransaction(async (office) => {
    const row = await office.poll(pollId);
    if (!row) throw new Problem("poll.unknown", {});
    if (!row.isRehearsal) throw new Problem("poll.no-rehearsal", {});
    // From here on nobody is let in; a start-up after an interruption erases what is left.
    await office.savePoll({ ...row, state: "void" });
  });
  deps.live.forget(pollId);
  await deps.live.settled(pollId);
  await deps.box.drain();
  const keys = await deps.roll.signingKeys(pollId);
  await deps.box.erase(keys.map(({ keyId }) => keyId));
  await deps.roll.erase(pollId);
  await deps.office.inTransaction((office) => deleteFrozen(office, pollId));
  // What was deleted still stands in the file and its log; the row goes last, so that an interruption is seen.
  await deps.office.eraseTraces("rehearsal");
  await deps.office.inTransaction(async (office) => {
    const row = await office.poll(pollId);
    if (!row) return;
    const unit = await office.unit(row.round, row.unit);
    await office.deleteRehearsal(pollId);
    await audit(deps, office, who, "rehearsal.wiped", pollId, {
      round: row.round,
      unit: unit?.name ?? row.unit,
    });
  });
  deps.live.forget(pollId);
}

/** Plan and forms of a rehearsal; a form that another poll asks stays. */
async function deleteFrozen(office: OfficeTransaction, pollId: string): Promise<void> {
  const row = await office.poll(pollId);
  if (!row) return;
  const kept = new Set<string>();
  for (const { round } of await office.rounds()) {
    const { id } = round;
    const polls = [
      ...(await office.polls(id)),
      ...(await office.replacedPolls(id)),
      ...(await office.rehearsals(id)),
    ];
    for (const digest of polls.flatMap((poll) => (poll.id === pollId ? [] : digestsOf(poll))))
      kept.add(digest);
  }
  for (const digest of digestsOf(row)) if (!kept.has(digest)) await office.deleteForm(digest);
  await office.savePoll({ ...row, plan: null });
}

const digestsOf = ({ plan }: PollRow): readonly string[] => plan?.forms.map(({ digest }) => digest) ?? [];
