import { Problem } from "../core/problem.ts";
import { toBase64Url } from "../core/ticket/bytes.ts";
import { nullifierOf } from "../core/ticket/nullifier.ts";
import { verifyCredential } from "../keys/verify-credential.ts";
import type { Deps } from "./deps.ts";

/**
 * Tells the holder of one credential whether its form has been received, so that a second device knows what is done.
 *
 * @throws Problem credential.refused
 */
export async function checkCredential(
  deps: Deps,
  request: { keyId: Uint8Array; message: Uint8Array; signature: Uint8Array },
): Promise<boolean> {
  const poll = await deps.roll.pollOfKey(request.keyId);
  if (poll === null) throw new Problem("credential.refused", {});
  const live = await deps.live.get(poll);
  const key = live.keysById.get(toBase64Url(request.keyId));
  if (!key || !verifyCredential(key, request.message, request.signature)) {
    throw new Problem("credential.refused", {});
  }
  return deps.box.isSpent(key.keyId, nullifierOf(key.keyId, request.message));
}
