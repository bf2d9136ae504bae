/**
 * What the processes of one installation need of each other besides the stores: where each kept its own, a second one would
 * sign by another key, or not know what the first has made.
 *
 * @source docs/decisions/0102-several-processes.md
 */

import type { BackupPlaces } from "../core/installation/backup-row.ts";
import type { ReachCounts } from "../core/installation/reach-counts.ts";
import type { Exports } from "../core/documents/export-job.ts";

/** `signing`: what documents and parcels are signed with, for good. `screen`: passes of big screens, until all processes have ended. */
export type KeyPurpose = "signing" | "screen";

export interface Processes {
  /**
   * The key that all processes use for a purpose.
   *
   * @param make called where there is none yet; of several that are made at once one is kept
   */
  key(purpose: KeyPurpose, make: () => Uint8Array): Promise<Uint8Array>;
  /** Archives of documents that any of them has made. */
  readonly exports: Exports;
  /** Counts of the test page. */
  readonly reach: ReachCounts;
  readonly backups: BackupPlaces;
}
