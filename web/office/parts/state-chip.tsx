/** A poll's state: shape and word, colour third. */
import type { ReactElement } from "react";
import type { PollState } from "../../../server/core/round/round.ts";
import { words } from "../../text/words.ts";

type Shape = "full" | "live" | "paused" | "waiting" | "busy";

const shapes: { readonly [state in PollState]: readonly [Shape, string] } = {
  draft: ["waiting", ""],
  away: ["waiting", ""],
  sealed: ["waiting", ""],
  open: ["live", "live"],
  paused: ["paused", "warn"],
  closing: ["busy", "live"],
  sealing: ["busy", "live"],
  counted: ["busy", "live"],
  closed: ["full", ""],
  invalid: ["waiting", "warn"],
  destroyed: ["waiting", ""],
  void: ["waiting", ""],
};

const drawings: { readonly [shape in Shape]: ReactElement } = {
  full: <circle cx="5" cy="5" r="5" fill="currentColor" />,
  live: (
    <>
      <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="5" cy="5" r="1.6" fill="currentColor" />
    </>
  ),
  paused: <path d="M1 0h3v10H1zM6 0h3v10H6z" fill="currentColor" />,
  waiting: (
    <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2" />
  ),
  busy: <path d="M5 0a5 5 0 1 1-5 5h2a3 3 0 1 0 3-3z" fill="currentColor" />,
};

export function StateChip({ state }: { readonly state: PollState }): ReactElement {
  const [shape, tone] = shapes[state];
  return (
    <span className={`chip ${tone}`}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        {drawings[shape]}
      </svg>
      {words.state[state]}
    </span>
  );
}
