import { Problem } from "../core/problem.ts";
import type { PlannedBatch } from "../core/round/plan.ts";
import { ticketHashOf } from "../core/ticket/derive.ts";
import { parseTicket } from "../core/ticket/ticket-url.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import type { ExchangeOutcome } from "../store/roll.ts";
import type { LivePoll } from "./live-polls.ts";
import { newCode, requireMintable, sheetOf, type TicketSheet } from "./mint-tickets.ts";
import { requireRoom } from "./bag-room.ts";
import { perOffice } from "./per-office.ts";

/** Exchanges of one batch that two people of its group may agree to: 5 % of those eligible, at least 5. */
export const exchangesOf = ({ eligible }: Pick<PlannedBatch, "eligible">): number =>
  Math.max(5, Math.floor(eligible / 20));

export interface ExchangeRequest {
  /** The spoiled or wrong slip, scanned or typed. */
  readonly ticket: string;
  /** Bag of the new ticket; null = the same. */
  readonly batch: string | null;
  /** The second person is of the office: beyond what a group may agree to, too. */
  readonly isByOffice?: boolean;
}

/**
 * Whether the batch of a slip has had as many exchanges as its group may agree to: then the office has to.
 *
 * @throws Problem ticket.malformed, ticket.unknown (also when it is another poll's)
 */
export async function isBeyondExchanges(deps: Deps, pollId: string, ticket: string): Promise<boolean> {
  const live = await deps.live.get(pollId);
  const batch = await batchOfTicket(deps, live, ticketHashOf(parseTicket(ticket).code));
  return (await countExchanged(deps, pollId, batch.id)) >= exchangesOf(batch);
}

/**
 * Voids a slip that nobody has scanned and makes one new ticket, on a sheet of its own. The new slip goes into the
 * bag: who hands it over must not know whose it becomes.
 *
 * @throws Problem ticket.malformed, ticket.unknown, ticket.used-elsewhere, ticket.voided, unit.unknown (another bag),
 *   ticket.bag-full when the other bag has as many slips as it may, account.not-allowed beyond what a group may agree to, poll.wrong-state unless sealed, open or paused
 * @source anonymity.md §2 cut 1, texts.zh.md §8.6
 */
export async function exchangeTicket(
  deps: Deps,
  who: Actor,
  pollId: string,
  request: ExchangeRequest,
): Promise<TicketSheet> {
  const live = await deps.live.get(pollId);
  requireMintable(live);
  const spoiled = ticketHashOf(parseTicket(request.ticket).code);
  const from = await batchOfTicket(deps, live, spoiled);
  const batch = live.plan.batches.find((one) => one.id === (request.batch ?? from.id));
  if (!batch) throw new Problem("unit.unknown", {});
  refuseSpent((await deps.roll.ticket(spoiled))?.state);
  const atMost = request.isByOffice ? null : exchangesOf(from);
  const code = newCode(deps, live);
  const outcome = await inTurn(deps, pollId, async (): Promise<ExchangeOutcome> => {
    const exchanged = (await countExchanged(deps, pollId, from.id)) + 1;
    // Others may have exchanged since the second person was asked for: then there is nothing to put on record.
    if (atMost !== null && exchanged > atMost) return "beyond";
    // On record first: a kill in between leaves a line without an exchange, never an exchange without a line. The number
    // of exchanges is the roll's, so the second line of who repeats it says the same number again.
    const facts = { batch: from.id, to: batch.id, exchanged };
    await deps.office.inTransaction(async (office) => {
      if (batch.id !== from.id) await requireRoom(office, pollId, batch);
      await audit(deps, office, who, "ticket.exchanged", pollId, facts);
    });
    const fresh = ticketHashOf(code);
    return deps.live.admit(pollId, async (now) => {
      // Closing may have begun while the line was written.
      requireMintable(now);
      const limit = atMost === null ? {} : { atMost };
      return deps.roll.exchange({ poll: pollId, spoiled, batch: batch.id, fresh, ...limit }, now.seen);
    });
  });
  if (outcome === "unknown") throw new Problem("ticket.unknown", {});
  if (outcome === "beyond") throw new Problem("account.not-allowed", {});
  refuseSpent(outcome);
  return sheetOf(deps, live, batch, [code]);
}

const turnsOf = perOffice(() => new Map<string, Promise<unknown>>());

/** One exchange of a poll after the other, in whichever process: each line on record has a number of its own. */
async function inTurn<T>(deps: Deps, poll: string, act: () => Promise<T>): Promise<T> {
  const turns = turnsOf(deps.office);
  const before = turns.get(poll) ?? Promise.resolve();
  const turn = before.then(() => deps.live.alone(`exchange ${poll}`, act));
  const settled = turn.catch(() => undefined);
  turns.set(poll, settled);
  try {
    return await turn;
  } finally {
    if (turns.get(poll) === settled) turns.delete(poll);
  }
}

function refuseSpent(state: string | undefined): void {
  if (state === "used") throw new Problem("ticket.used-elsewhere", {});
  if (state === "voided") throw new Problem("ticket.voided", {});
}

async function batchOfTicket(deps: Deps, live: LivePoll, hash: Uint8Array): Promise<PlannedBatch> {
  const row = await deps.roll.ticket(hash);
  const batch = live.plan.batches.find((one) => row?.poll === live.row.id && one.id === row.batch);
  if (!batch) throw new Problem("ticket.unknown", {});
  return batch;
}

/** 换发, from the roll, which counts an exchange in the transaction that makes it. */
async function countExchanged({ roll }: Pick<Deps, "roll">, poll: string, batch: string): Promise<number> {
  return (await roll.counts(poll)).find((count) => count.batch === batch)?.exchanged ?? 0;
}
