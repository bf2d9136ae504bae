import type { ReactElement } from "react";
import { Note } from "../parts/note.tsx";
import { TwoPeopleRefusal } from "../parts/two-people.tsx";
import type { LongWorkState } from "./use-long-work.ts";
import { WorkLine } from "./work-line.tsx";

interface StandingProps {
  readonly work: LongWorkState<unknown>;
  readonly busy: string;
  readonly done: string;
}

/** What was begun in a dialog of two people that has been closed since. */
export function Standing({
  work: { isPending, got, error },
  busy,
  done,
}: StandingProps): ReactElement | null {
  if (isPending) return <WorkLine says={busy} />;
  if (got !== null) return <Note tone="ok">{done}</Note>;
  return <TwoPeopleRefusal error={error} />;
}
