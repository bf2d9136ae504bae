import { ROUND_FILE, type TaskContents, writeFixed } from "../../core/parcel/task-contents.ts";
import { readManifest } from "../../core/parcel/manifest.ts";
import { Problem } from "../../core/problem.ts";
import { sha256 } from "../../keys/digest.ts";
import type { OfficeTransaction, ParcelRow } from "../../store/office.ts";
import { parcelRefused } from "./require-signed.ts";

/** Whoever would change settings, roster or forms of a round that came in a task parcel. @throws Problem round.fixed */
export async function requireNotFixed(
  office: Pick<OfficeTransaction, "parcels">,
  round: string,
): Promise<void> {
  const task = await office.parcels.taskOf(round);
  if (task) throw new Problem("round.fixed", { group: task.group });
}

/**
 * What is about to be frozen is what the task parcel fixed: a form that this installation has under the same name, or
 * another release, could differ.
 *
 * @throws Problem parcel.refused (other-release)
 */
export function requireSameAsTask(task: ParcelRow, fixed: Omit<TaskContents, "units">): void {
  const part = readManifest(task.manifest).parts.find(({ path }) => path === ROUND_FILE);
  if (part?.sha256 !== Buffer.from(sha256(writeFixed(fixed))).toString("hex")) {
    throw parcelRefused("other-release", fixed.round.title);
  }
}
