import { sha256 } from "../keys/digest.ts";
import { checkBlinded, signBlinded } from "../keys/blind-sign.ts";
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

async function redeemAt(
  deps: Deps,
  live: LivePoll,
  request: RedeemRequest,
  ticket: TicketRow,
): Promise<Map<string, Uint8Array>> {
  const batch = live.plan.batches.find((one) => one.id === ticket.batch);
  if (!batch) throw new Problem("ticket.unknown", {});
  const digest = blindedDigest(live, batch, request.blinded);
  requireRedeemable(live, ticket.state === "used" && equal(ticket.blindedDigest, digest));
  requireSecretKeys(live);
  const outcome = await deps.roll.use(ticket.hash, digest);
  if (outcome === "unknown") throw new Problem("ticket.unknown", {});
  if (outcome === "voided") throw new Problem("ticket.voided", {});
  if (outcome === "other") throw new Problem("ticket.used-elsewhere", {});
  return new Map(
    [...request.blinded].map(([instrument, blinded]) => [
      instrument,
      signBlinded(signingKey(live, batch, instrument), blinded),
    ]),
  );
}

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
