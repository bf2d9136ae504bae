import type { Box } from "./box.ts";
import type { ClosedFiles } from "./closed.ts";
import type { Office } from "./office.ts";
import type { Roll } from "./roll.ts";

/** Everything an installation keeps, whichever engine it lies in. */
export interface Stores {
  readonly office: Office;
  readonly roll: Roll;
  readonly box: Box;
  readonly closed: ClosedFiles;
  /** Lets queued writes reach the disk and gives free what was held. */
  close(): Promise<void>;
}
