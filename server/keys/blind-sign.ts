import { constants, privateDecrypt, publicEncrypt, randomBytes } from "node:crypto";
import { Problem } from "../core/problem.ts";
import type { SigningKeyRow } from "../store/roll.ts";
import { privateKeyOf, publicKeyOf } from "./key-objects.ts";

/**
 * Refuses a blinded message that no honest phone makes: 0, 1, n − 1, ≥ n, or another length than the modulus.
 * Called before any state changes.
 *
 * @throws Problem credential.blinded-out-of-range
 * @source anonymity.md §3
 */
export function checkBlinded(key: SigningKeyRow, blinded: Uint8Array): void {
  const { n, size } = publicKeyOf(key);
  if (blinded.length === size) {
    const value = BigInt(`0x${Buffer.from(blinded).toString("hex")}`);
    if (value > 1n && value < n - 1n) return;
  }
  throw new Problem("credential.blinded-out-of-range", {});
}

/**
 * BlindSign of RFC 9474 §4.3: blinded^d mod n, verified before it leaves, because a faulty signature made with the
 * Chinese remainder theorem gives the private key away.
 *
 * @throws Problem credential.blinded-out-of-range
 * @throws Error when the signature does not verify (a fault of the machine)
 */
export function signBlinded(key: SigningKeyRow, blinded: Uint8Array): Uint8Array {
  checkBlinded(key, blinded);
  const padding = constants.RSA_NO_PADDING;
  const { key: publicKey, n } = publicKeyOf(key);
  const signature = privateDecrypt({ key: privateKeyOf(key), padding }, blinded);
  // The library refuses to open a number above the modulus, in words of its own.
  const isBelow = BigInt(`0x${signature.toString("hex")}`) < n;
  if (!isBelow || !publicEncrypt({ key: publicKey, padding }, signature).equals(blinded))
    throw new Error("a blind signature did not verify");
  return signature;
}

/**
 * An answer that looks like a blind signature and took the same work, and belongs to no message that anybody knows.
 * Whoever could make use of it could make it without the key: a random number is the signature of its own e-th power.
 */
export function signNothing(key: SigningKeyRow): Uint8Array {
  const { n, size } = publicKeyOf(key);
  for (;;) {
    const message = randomBytes(size);
    const value = BigInt(`0x${message.toString("hex")}`);
    if (value > 1n && value < n - 1n) return signBlinded(key, message);
  }
}
