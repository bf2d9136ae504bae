import { digestOf } from "../../core/definition/canonical.ts";
import type { Note } from "../../core/results/difference.ts";
import type { DestructionRecord } from "../../core/volume/destruction.ts";
import type { Evidence, EvidencePoll, RoundEvidence } from "./evidence.ts";

/** What a recount tells of a round whose closed files were destroyed by rule. */
export interface DestroyedRound extends Pick<
  DestructionRecord,
  "destroyedAtUtc" | "by" | "second" | "reason" | "backups"
> {
  /** Of the record, as it is printed on the document. */
  readonly digest: string;
  /** Closed files that went. */
  readonly files: number;
  /** Volumes that were written elsewhere and stay. */
  readonly volumes: readonly string[];
  /** Units whose closed file is there still, because the process ended before it was gone. */
  readonly remaining: readonly string[];
}

/**
 * Holds the record of a destruction against the audit, the polls and the files that are there.
 *
 * @returns null for a round that was not destroyed
 */
export function checkDestruction(
  { closedNames, audit }: Evidence,
  { row, polls }: RoundEvidence,
  note: Note,
): DestroyedRound | null {
  const destroyed = polls.filter(({ state }) => state === "destroyed");
  const told = audit.findLast(({ act, about }) => act === "round.destroyed" && about === row.round.id);
  if (!row.destruction) {
    if (destroyed.length > 0) note("round.destruction", {});
    return null;
  }
  const { record, isDone } = row.destruction;
  const digest = digestOf(record);
  if (!told?.detail.includes(`"digest":"${digest}"`) || !areOf(record, destroyed))
    note("round.destruction", {});
  const there = record.files.filter(({ poll }) => closedNames.includes(`${poll}.db`));
  if (isDone) for (const { poll } of there) note("file.unknown", { file: `${poll}.db` });
  const { destroyedAtUtc, by, second, reason, backups } = record;
  const volumes = record.volumes.flatMap(({ place, isDestroyed }) => (isDestroyed ? [] : [place]));
  const remaining = there.map(({ unit }) => unit);
  return {
    destroyedAtUtc,
    by,
    second,
    reason,
    backups,
    digest,
    files: record.files.length,
    volumes,
    remaining,
  };
}

/** Every destroyed poll stands in the record with its digest. */
const areOf = ({ files }: DestructionRecord, destroyed: readonly EvidencePoll[]): boolean =>
  destroyed.every(({ id, closedDigest }) =>
    files.some(({ poll, digest }) => poll === id && digest === closedDigest),
  );
