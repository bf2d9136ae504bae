import { sha256 } from "@noble/hashes/sha2.js";
import { Problem } from "../problem.ts";
import { concatBytes, utf8Bytes } from "../ticket/bytes.ts";
import { crockfordOf, readTyped } from "../ticket/crockford.ts";

const FINGERPRINT = /^[0-9A-HJKMNP-TV-Z]{20}$/;
/** Raw bytes of an Ed25519 public key (RFC 8032). */
export const PUBLIC_KEY_BYTES = 32;

/**
 * Names the key that one installation signs with, in 20 letters that two people compare aloud: the first 100 bits of
 * SHA-256 over "installation/v1" and the raw Ed25519 public key.
 *
 * @param publicKey 32 bytes
 * @source docs/parcels.md
 */
export function installationFingerprint(publicKey: Uint8Array): string {
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new RangeError("not an Ed25519 key");
  return crockfordOf(sha256(concatBytes(utf8Bytes("installation/v1"), publicKey)), 20);
}

/** As somebody typed or read it out: spaces, dashes and small letters do not matter. @throws Problem installation.fingerprint */
export function readInstallationFingerprint(typed: string): string {
  const text = readTyped(typed);
  if (!FINGERPRINT.test(text)) throw new Problem("installation.fingerprint", {});
  return text;
}
