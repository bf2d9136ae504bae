import { Problem } from "../core/problem.ts";
import type { PollKeyRow, SigningKeyRow } from "../store/roll.ts";

/**
 * A copy made by `plumbline backup` leaves the private keys out: the poll can be looked at there, not go on. Without
 * this its receipts would be made with an empty key.
 *
 * @throws Problem poll.keys-missing
 */
export function requireSecretKeys(keys: {
  readonly pollKeys: PollKeyRow;
  readonly keysById: ReadonlyMap<string, SigningKeyRow>;
}): void {
  const { pollKeys, keysById } = keys;
  const secrets = [pollKeys.receiptKey, pollKeys.transportPrivate];
  for (const { privatePkcs8 } of keysById.values()) secrets.push(privatePkcs8);
  if (secrets.some((secret) => secret.length === 0)) throw new Problem("poll.keys-missing", {});
}
