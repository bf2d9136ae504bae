import type { ReactElement } from "react";
import type { ImportFault } from "../../../server/core/problem.ts";
import { WorkLine } from "../making/work-line.tsx";
import type { LongWorkState } from "../making/use-long-work.ts";
import { FaultTable } from "./fault-table.tsx";
import { Note, RefusalNote } from "./note.tsx";

interface ImportOutcomeProps<Got> {
  readonly work: LongWorkState<Got>;
  readonly busy: string;
  readonly done: (got: Got) => string;
  readonly faults: readonly ImportFault[] | undefined;
}

/** An import under way, what it brought, or every fault of its file. */
export function ImportOutcome<Got>({
  work: { isPending, got, error },
  busy,
  done,
  faults,
}: ImportOutcomeProps<Got>): ReactElement {
  if (isPending) return <WorkLine says={busy} />;
  if (got !== null) return <Note tone="ok">{done(got)}</Note>;
  return faults ? <FaultTable faults={faults} /> : <RefusalNote error={error} />;
}
