import { Problem } from "../../core/problem.ts";
import type { VolumeRow } from "../../store/office.ts";
import type { Deps } from "../deps.ts";
import { isMade } from "./make-volume.ts";

/** A volume on record, and whether it still lies among the installation's own. */
export interface FoundVolume extends VolumeRow {
  readonly isHere: boolean;
}

/**
 * The volumes of a round, oldest first, after a look at what an earlier process left half done.
 *
 * @throws Problem round.unknown
 */
export async function readVolumes(deps: Deps, round: string): Promise<readonly FoundVolume[]> {
  await deps.volumes.settle((digest) => isMade(deps, digest));
  return deps.office.inTransaction(async (office) => {
    if (!(await office.round(round))) throw new Problem("round.unknown", {});
    const rows = await office.volumes.of(round);
    return rows.map((row) => ({ ...row, isHere: deps.volumes.isHere(row.place) }));
  });
}
