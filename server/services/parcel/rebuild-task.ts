import { readManifest } from "../../core/parcel/manifest.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { writeTask } from "../../core/parcel/task-contents.ts";
import { Problem } from "../../core/problem.ts";
import { fromBase64Url } from "../../core/ticket/bytes.ts";
import { sha256 } from "../../keys/digest.ts";
import type { Deps } from "../deps.ts";

/**
 * A 任务包 once more, the very same bytes: a stick that was full or got lost on the way is no reason for another edition.
 *
 * @param round of which it has to be; null: of any
 * @throws Problem parcel.unknown for one that was not made here, is of another round, was replaced, or of whose units one has come back or is void
 */
export async function rebuildTask(
  deps: Pick<Deps, "office">,
  id: string,
  round: string | null = null,
): Promise<ParcelOf<"task">> {
  return deps.office.inTransaction(async (office) => {
    const kept = await office.parcels.find(id);
    if (round !== null && kept?.round !== round) throw new Problem("parcel.unknown", {});
    const row = kept && (await office.round(kept.round));
    if (!row?.frozen || kept?.kind !== "task" || kept.isIncoming) throw new Problem("parcel.unknown", {});
    const polls = new Map((await office.polls(kept.round)).map((poll) => [poll.unit, poll]));
    const units = (await office.units(kept.round))
      .filter((unit) => kept.units.includes(unit.id))
      .map((unit) => {
        const poll = polls.get(unit.id);
        if (poll?.state !== "away" || !poll.plan) throw new Problem("parcel.unknown", {});
        return { unit, poll: poll.id, plan: poll.plan };
      });
    const manifest = readManifest(kept.manifest);
    const parts = writeTask({ round: row.round, frozen: row.frozen, units });
    const isSame = manifest.parts.every(({ path, sha256: digest }) => {
      const part = parts.get(path);
      return part !== undefined && Buffer.from(sha256(part)).toString("hex") === digest;
    });
    if (!isSame) throw new Problem("parcel.unknown", {});
    if (manifest.kind !== "task") throw new Problem("parcel.unknown", {});
    return {
      id,
      manifest,
      manifestText: kept.manifest,
      signature: fromBase64Url(kept.signature),
      parts,
    };
  });
}
