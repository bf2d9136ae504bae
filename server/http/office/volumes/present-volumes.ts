import { digestOf } from "../../../core/definition/canonical.ts";
import { installationFingerprint } from "../../../core/parcel/installation-fingerprint.ts";
import { inFours } from "../../../core/ticket/crockford.ts";
import { type Destruction, keptUntil } from "../../../core/volume/destruction.ts";
import type { Deps } from "../../../services/deps.ts";
import { localDay } from "../../../services/documents/local-day.ts";
import type { RoundVolumes } from "../../../services/volume/read-volumes.ts";
import type { DestructionAnswer, VolumesAnswer } from "../answers-volumes.ts";

export function presentVolumes(
  { signer, clock }: Pick<Deps, "signer" | "clock">,
  { row, volumes }: RoundVolumes,
  job: Pick<VolumesAnswer, "running" | "failed">,
): VolumesAnswer {
  const { archivedAtUtc, keepDays = null, destruction } = row;
  const until = archivedAtUtc === undefined || keepDays === null ? null : keptUntil(archivedAtUtc, keepDays);
  return {
    fingerprint: inFours(installationFingerprint(signer.publicKey)),
    volumes: volumes.map(({ id, sheet, place, isHere, files, madeAtUtc, madeBy }) => {
      return { digest: id, sheet, place, isHere, files, madeAtUtc, by: madeBy };
    }),
    running: job.running,
    failed: job.failed,
    keeping: {
      days: keepDays,
      until: until && localDay(new Date(until)),
      isDue: until !== null && clock().toISOString() >= until,
    },
    destruction: destruction ? presentDestruction(destruction) : null,
  };
}

const presentDestruction = ({ record, isDone }: Destruction): DestructionAnswer => ({
  atUtc: record.destroyedAtUtc,
  by: record.by,
  second: record.second ?? "",
  reason: record.reason,
  keepDays: record.keepDays,
  isDone,
  digest: digestOf(record),
  files: record.files.map(({ unit, digest }) => ({ unit, digest })),
  volumes: record.volumes.map(({ digest, place, isDestroyed }) => ({ digest, place, isDestroyed })),
  backups: record.backups,
});
