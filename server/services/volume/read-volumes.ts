import { Problem } from "../../core/problem.ts";
import type { RoundRow, VolumeRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { isMade } from "./make-volume.ts";

export interface RoundVolumes {
  readonly row: RoundRow;
  /** Oldest first, each with whether it still lies among the installation's own. */
  readonly volumes: readonly (VolumeRow & { readonly isHere: boolean })[];
}

/**
 * The volumes of a round, after a look at what an earlier process left half done.
 *
 * @throws Problem round.unknown
 */
export async function readVolumes(deps: Deps, round: string): Promise<RoundVolumes> {
  await deps.volumes.settle((digest) => isMade(deps, digest));
  return deps.office.inTransaction(async (office) => {
    const row = await office.round(round);
    if (!row) throw new Problem("round.unknown", {});
    const volumes = await office.volumes.of(round);
    return { row, volumes: volumes.map((one) => ({ ...one, isHere: deps.volumes.isHere(one.place) })) };
  });
}

/** Puts on record that the making of a volume was stopped before its end. */
export const noteStopped = (deps: Deps, who: Actor, round: string): Promise<void> =>
  deps.office.inTransaction((office) => audit(deps, office, who, "volume.stopped", round));
