import type { Note } from "../../core/results/difference.ts";
import { toBase64Url } from "../../core/ticket/bytes.ts";
import { nullifierOf } from "../../core/ticket/nullifier.ts";
import { verifyCredential } from "../../keys/verify-credential.ts";
import type { ClosedHead } from "../../store/closed.ts";
import type { KnownKey } from "./check-keys.ts";
import type { Evidence } from "./evidence.ts";

/** Good credentials per key id. */
export type CredentialCounts = ReadonlyMap<string, number>;

/** Every signature against the key of the head, every nullifier once. O(credentials), about 0.1 ms each. */
export async function checkCredentials(
  closed: Evidence["closed"],
  poll: string,
  keys: ReadonlyMap<string, KnownKey>,
  note: Note,
): Promise<CredentialCounts> {
  const counts = new Map<string, number>();
  const unsigned = new Map<string, number>();
  const repeated = new Map<string, number>();
  const nullifiers = new Set<string>();
  let unknown = 0;
  for await (const { keyId, message, signature } of closed.credentials(poll)) {
    const id = toBase64Url(keyId);
    const key = keys.get(id);
    if (!key) {
      unknown += 1;
      continue;
    }
    const nullifier = toBase64Url(nullifierOf(keyId, message));
    if (nullifiers.has(nullifier)) increase(repeated, id);
    nullifiers.add(nullifier);
    if (!verifyCredential(key, message, signature)) increase(unsigned, id);
    increase(counts, id);
  }
  if (unknown > 0) note("credential.unknown-key", { count: unknown });
  for (const [id, count] of unsigned) note("credential.signature", { ...placeOf(keys.get(id)!), count });
  for (const [id, count] of repeated) note("credential.twice", { ...placeOf(keys.get(id)!), count });
  return counts;
}

/**
 * Tickets balance (minted = unused + used + voided), and no key of tickets has more credentials than tickets were
 * redeemed in the batches that fill its form in its block.
 */
export function checkRoll(
  { plan, roll }: ClosedHead,
  keys: ReadonlyMap<string, KnownKey>,
  counts: CredentialCounts,
  note: Note,
): void {
  const used = new Map<string, number>();
  for (const { batch, minted, unused, used: redeemed, voided } of roll) {
    const isWhole = [minted, unused, redeemed, voided].every((n) => Number.isSafeInteger(n) && n >= 0);
    const isKnown = plan.batches.some((one) => one.id === batch) && !used.has(batch);
    if (!isWhole || !isKnown || minted !== unused + redeemed + voided) note("roll.balance", { batch });
    used.set(batch, redeemed);
  }
  for (const [id, key] of keys) {
    if (key.source !== "ticket") continue;
    const credentials = counts.get(id) ?? 0;
    const redeemed = plan.batches
      .filter((batch) => batch.blocks[key.instrument] === key.block)
      .reduce((sum, batch) => sum + (used.get(batch.id) ?? 0), 0);
    if (credentials > redeemed) note("count.tickets", { ...placeOf(key), credentials, used: redeemed });
  }
}

const placeOf = ({ instrument, block }: KnownKey) => ({ instrument, block });

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
