import { Problem } from "../core/problem.ts";
import type { PollRow } from "../store/office.ts";

const ENDED: readonly PollRow["state"][] = ["sealing", "counted", "closed", "invalid", "destroyed"];

/** When a poll took its last ballot, ISO 8601 UTC; null while it still takes any, and for one that is void. */
export const endedAtOf = ({ state, closingEndsAtUtc }: PollRow): string | null =>
  ENDED.includes(state) ? closingEndsAtUtc : null;

/** The refusal of a poll that takes no new ticket, or no ballot any more. */
export const pollClosed = (row: PollRow): Problem =>
  new Problem("poll.closed", { state: row.state, endedAtUtc: endedAtOf(row) });

/** The refusal of results of a poll that is not `closed`: not yet, or not any more. */
export function noResult(state: PollRow["state"] | undefined): Problem {
  if (state === "invalid") return new Problem("poll.invalid", {});
  if (state === "destroyed") return new Problem("round.destroyed", {});
  // It is closed, and others of its round have not come back yet.
  if (state === "closed") return new Problem("round.incomplete", { units: [] });
  return new Problem("poll.results-while-open", { state: state ?? "draft" });
}
