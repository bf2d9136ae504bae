import { Problem } from "../core/problem.ts";
import type { Deps } from "./deps.ts";
import { noResult } from "./poll-closed.ts";
import { releaseOfRow } from "./release-poll.ts";

export interface ReceiptPoll {
  readonly poll: string;
  readonly unit: string;
  readonly round: string;
}

/** Closed polls, by round and roster order; nothing about when they closed. */
export async function listReceiptPolls(deps: Deps): Promise<ReceiptPoll[]> {
  return deps.office.inTransaction(async (office) => {
    const found: ReceiptPoll[] = [];
    for (const { round } of await office.rounds()) {
      const polls = (await office.polls(round.id)).filter(({ state }) => state === "closed");
      for (const unit of await office.units(round.id)) {
        for (const poll of polls.filter((one) => one.unit === unit.id)) {
          found.push({ poll: poll.id, unit: unit.name, round: round.title });
        }
      }
    }
    return found;
  });
}

/**
 * The sorted receipts of one closed poll: proof that a ballot was counted, and of nothing else.
 *
 * @throws Problem poll.unknown; poll.results-while-open before the poll is closed
 * @source anonymity.md §3a, P15
 */
export async function listReceipts(
  deps: Deps,
  pollId: string,
): Promise<ReceiptPoll & { readonly contactPhone: string; readonly receipts: readonly string[] }> {
  const poll = await deps.office.inTransaction((office) => office.poll(pollId));
  if (!poll) throw new Problem("poll.unknown", {});
  if (poll.state !== "closed") throw noResult(poll.state);
  const { round, unit } = (await releaseOfRow(deps, poll)).head;
  return {
    poll: pollId,
    unit: unit.name,
    round: round.title,
    contactPhone: round.contactPhone,
    receipts: (await deps.closed.receipts(pollId)).toSorted(),
  };
}
