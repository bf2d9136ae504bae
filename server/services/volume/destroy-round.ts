import { digestOf } from "../../core/definition/canonical.ts";
import { Problem } from "../../core/problem.ts";
import { hasClosedFile } from "../../core/round/round.ts";
import { type DestructionRecord, requireDestroyable } from "../../core/volume/destruction.ts";
import type { OfficeTransaction, PollRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { UnfinishedClosing } from "../close-poll.ts";
import type { Actor, Deps } from "../deps.ts";
import { copiesElsewhere } from "./copies-elsewhere.ts";
import type { BackupRow } from "../../core/installation/backup-row.ts";

/** Takes away what was packed for download of a round. */
export type RemoveExports = (round: string) => Promise<void>;

/**
 * 销毁 of what an archived round leaves in this installation: closed files, its volumes here, its packs of documents. What
 * roll and box held was destroyed when each poll was closed. The record is written and results end first; then the
 * files go, and `resumeDestructions` goes on where a process ended in between, or something was in the way.
 *
 * @param who with the second person, who agrees
 * @throws Problem round.unknown and as `requireDestroyable`
 */
export async function destroyRound(
  deps: Deps,
  who: Actor,
  { round, reason }: { readonly round: string; readonly reason: string },
  removeExports: RemoveExports,
): Promise<DestructionRecord> {
  const backups = await deps.installation.backups();
  const record = await deps.office.inTransaction((office) =>
    decide(deps, office, who, { round, reason, backups }),
  );
  for (const { poll } of record.files) deps.live.forget(poll);
  await finish(deps, record, removeExports);
  return record;
}

/**
 * At start-up and every minute: goes on with what was decided and not finished. One round that cannot go on does not hold up
 * the others.
 *
 * @returns those, by the round's title, to be tried again
 */
export async function resumeDestructions(
  deps: Deps,
  removeExports: RemoveExports,
): Promise<readonly UnfinishedClosing[]> {
  const rounds = await deps.office.inTransaction((office) => office.rounds());
  const unfinished: UnfinishedClosing[] = [];
  for (const { round, destruction } of rounds) {
    try {
      if (destruction?.isDone === false) await finish(deps, destruction.record, removeExports);
      // Of processes on one database each has copies of closed files in its own folder.
      else if (destruction) await deps.closed.removeCopies(pollsOf(destruction.record));
    } catch (error) {
      unfinished.push({ poll: round.title, error });
    }
  }
  return unfinished;
}

interface Decision {
  readonly round: string;
  readonly reason: string;
  readonly backups: readonly BackupRow[];
}

async function decide(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { round: id, reason, backups }: Decision,
): Promise<DestructionRecord> {
  const row = await office.round(id);
  if (!row) throw new Problem("round.unknown", {});
  const volumes = await office.volumes.of(id);
  const destroyedAtUtc = deps.clock().toISOString();
  const kept = requireDestroyable(
    {
      archivedAtUtc: row.archivedAtUtc,
      keepDays: row.keepDays,
      isDestroyed: row.destruction !== undefined,
      volumes: volumes.length,
    },
    destroyedAtUtc,
  );
  const elsewhere = await copiesElsewhere(deps, office, id);
  const all = [...(await office.polls(id)), ...(await office.replacedPolls(id))];
  const polls = all.filter(({ state }) => hasClosedFile(state));
  const record: DestructionRecord = {
    formatVersion: 1,
    round: id,
    title: row.round.title,
    ...kept,
    destroyedAtUtc,
    by: who.name,
    second: who.second?.name ?? null,
    reason,
    files: (await office.units(id)).flatMap((unit) =>
      polls
        .filter((poll) => poll.unit === unit.id)
        .map((poll) => ({ unit: unit.name, poll: poll.id, digest: poll.closedDigest ?? "" })),
    ),
    volumes: volumes.map(({ id: digest, sheet, place }) => {
      return { digest, sheet, place, isDestroyed: deps.volumes.isHere(place) };
    }),
    backups: backupsWith(all, backups),
    ...(elsewhere.length > 0 && { elsewhere }),
  };
  await office.saveRound({ ...row, destruction: { record, isDone: false } });
  for (const poll of polls) {
    await office.savePoll({ ...poll, state: "destroyed" });
    const facts = { from: poll.state, digest: poll.closedDigest };
    await audit(deps, office, who, "poll.destroyed", poll.id, facts);
  }
  await audit(deps, office, who, "round.destroyed", id, {
    reason,
    polls: polls.length,
    volumes: volumes.length,
    digest: digestOf(record),
  });
  return record;
}

/** Whatever was copied since the first poll opened holds ballots of the round, in the box or closed. */
function backupsWith(polls: readonly PollRow[], backups: readonly BackupRow[]): readonly string[] {
  const opened = polls.flatMap(({ openedAtUtc }) => openedAtUtc ?? []).toSorted();
  const [first = ""] = opened;
  return backups.filter(({ madeAtUtc }) => madeAtUtc >= first).map(({ name }) => name);
}

/** May be repeated. */
async function finish(deps: Deps, record: DestructionRecord, removeExports: RemoveExports): Promise<void> {
  await deps.closed.remove(pollsOf(record));
  for (const { place, isDestroyed } of record.volumes) if (isDestroyed) await deps.volumes.remove(place);
  await removeExports(record.round);
  await deps.office.inTransaction(async (office) => {
    const row = await office.round(record.round);
    if (row) await office.saveRound({ ...row, destruction: { record, isDone: true } });
  });
}

const pollsOf = ({ files }: DestructionRecord): readonly string[] => files.map(({ poll }) => poll);
