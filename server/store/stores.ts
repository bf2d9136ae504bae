import type { Box } from "./box.ts";
import type { ClosedFiles } from "./closed.ts";
import type { Office } from "./office.ts";
import type { PollDoors } from "./poll-doors.ts";
import type { Processes } from "./processes.ts";
import type { Roll } from "./roll.ts";

/** Everything an installation keeps, whichever engine it lies in. */
export interface Stores {
  readonly office: Office;
  readonly roll: Roll;
  readonly box: Box;
  readonly closed: ClosedFiles;
  /** The process before ended without closing: power that failed, a kill, no memory left. */
  readonly wasCutOff: boolean;
  /** False from a write that the disk refused until it takes one again; tries again when asked. */
  canWrite(): boolean;
  /** Null where the stores belong to one process alone. */
  readonly doors: PollDoors | null;
  /** Null where the stores belong to one process alone. */
  readonly processes: Processes | null;
  /** Lets queued writes reach the disk and gives free what was held. */
  close(): Promise<void>;
}
