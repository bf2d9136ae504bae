import { sha256 } from "../keys/digest.ts";
import { checkBlinded, signBlinded, signNothing } from "../keys/blind-sign.ts";
import { Problem } from "../core/problem.ts";
import type { PlannedBatch } from "../core/round/plan.ts";
import type { Deps } from "./deps.ts";
import type { TicketRow } from "../store/roll.ts";
import { keyOf, type LivePoll } from "./live-polls.ts";
import { requireSecretKeys } from "./require-secret-keys.ts";
import { pollClosed } from "./poll-closed.ts";

export interface RedeemRequest {
  /** The entitlement a = HKDF(code); only its SHA-256 is stored. */
  readonly a: Uint8Array;
  readonly blinded: ReadonlyMap<string, Uint8Array>;
}

/**
 * Marks a ticket used and signs one blinded message per form of its batch.
 *
 * The same request again gets the same answer, so a lost reply is never a lost vote. Nothing changes before every
 * blinded message has been found in range; new redeems end when closing begins, identical repeated ones do not.
 *
 * @throws Problem ticket.unknown, ticket.voided, ticket.used-elsewhere, poll.not-open, poll.closed,
 *   credential.refused (forms other than the batch's), credential.blinded-out-of-range,
 *   poll.keys-missing
 * @source anonymity.md §2, §2a, §3
 */
export async function redeemTicket(deps: Deps, request: RedeemRequest): Promise<Map<string, Uint8Array>> {
  const ticket = await deps.roll.ticket(sha256(request.a));
  if (!ticket) throw new Problem("ticket.unknown", {});
  return deps.live.admit(ticket.poll, (live) => redeemAt(deps, live, request, ticket));
}

/**
 * What a repeated request of a used ticket would get; a ticket that is unused stays so.
 *
 * Whoever has the code may redeem with it and ask which of its ballots are in, so looking tells him nothing more. A sealed
 * request can be heard and sent again by others: to them used and unused must look alike.
 *
 * @param isOverheard the request came over a network that others hear
 * @returns for an unused ticket no signatures, or when it may be heard, signatures of nothing
 * @throws Problem as `redeemTicket`
 * @source docs/anonymity.md, When 您已经填完了 is said
 */
export async function lookAtTicket(
  deps: Deps,
  request: RedeemRequest,
  isOverheard: boolean,
): Promise<Map<string, Uint8Array>> {
  const ticket = await deps.roll.ticket(sha256(request.a));
  if (!ticket) throw new Problem("ticket.unknown", {});
  return deps.live.admit(ticket.poll, async (live) => {
    const { batch, digest } = checkedRequest(live, request, ticket);
    requireRedeemable(live, true);
    requireSecretKeys(live);
    if (ticket.state === "voided") throw new Problem("ticket.voided", {});
    const isUsed = ticket.state === "used";
    if (isUsed && !equal(ticket.blindedDigest, digest)) throw new Problem("ticket.used-elsewhere", {});
    if (isUsed) return signaturesOf(live, batch, request.blinded, signBlinded);
    return isOverheard ? signaturesOf(live, batch, request.blinded, signNothing) : new Map();
  });
}

async function redeemAt(
  deps: Deps,
  live: LivePoll,
  request: RedeemRequest,
  ticket: TicketRow,
): Promise<Map<string, Uint8Array>> {
  const { batch, digest } = checkedRequest(live, request, ticket);
  requireRedeemable(live, ticket.state === "used" && equal(ticket.blindedDigest, digest));
  requireSecretKeys(live);
  const outcome = await deps.roll.use(ticket.hash, digest, live.seen);
  if (outcome === "unknown") throw new Problem("ticket.unknown", {});
  if (outcome === "voided") throw new Problem("ticket.voided", {});
  if (outcome === "other") throw new Problem("ticket.used-elsewhere", {});
  return signaturesOf(live, batch, request.blinded, signBlinded);
}

function checkedRequest(live: LivePoll, request: RedeemRequest, ticket: TicketRow) {
  const batch = live.plan.batches.find((one) => one.id === ticket.batch);
  if (!batch) throw new Problem("ticket.unknown", {});
  return { batch, digest: blindedDigest(live, batch, request.blinded) };
}

const signaturesOf = (
  live: LivePoll,
  batch: PlannedBatch,
  blinded: RedeemRequest["blinded"],
  sign: typeof signBlinded,
): Map<string, Uint8Array> =>
  new Map(
    [...blinded].map(([instrument, one]) => [instrument, sign(signingKey(live, batch, instrument), one)]),
  );

function requireRedeemable(live: LivePoll, isRepeated: boolean): void {
  const { state } = live.row;
  if (state === "open") return;
  if (state === "closing") {
    if (isRepeated) return;
    throw pollClosed(live.row);
  }
  if (state === "draft" || state === "sealed" || state === "paused")
    throw new Problem("poll.not-open", { state });
  throw pollClosed(live.row);
}

/** SHA-256 over instrument ids and blinded messages in the order of the ids. Refuses before any state changes. */
function blindedDigest(
  live: LivePoll,
  batch: PlannedBatch,
  blinded: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const wanted = Object.keys(batch.blocks).toSorted();
  const given = [...blinded.keys()].toSorted();
  if (wanted.length !== given.length || wanted.some((id, i) => id !== given[i])) {
    throw new Problem("credential.refused", {});
  }
  const parts: Uint8Array[] = [];
  for (const instrument of wanted) {
    const message = blinded.get(instrument)!;
    checkBlinded(signingKey(live, batch, instrument), message);
    parts.push(new TextEncoder().encode(`${instrument}\0`), message);
  }
  return sha256(...parts);
}

function signingKey(live: LivePoll, batch: PlannedBatch, instrument: string) {
  const block = batch.blocks[instrument];
  const key = block === undefined ? undefined : live.phoneKeys.get(keyOf(block, instrument));
  if (!key) throw new Problem("credential.refused", {});
  return key;
}

function equal(a: Uint8Array | null, b: Uint8Array): boolean {
  return a !== null && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
