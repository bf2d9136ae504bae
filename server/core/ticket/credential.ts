import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Problem } from "../problem.ts";
import { blind, finalize } from "./blind-rsa.ts";
import { toInteger, utf8Bytes } from "./bytes.ts";
import { parseSpki } from "./spki.ts";

export const MESSAGE_BYTES = 32;
const SALT_BYTES = 48;
const INFO = utf8Bytes("credential/v1");

export interface PreparedCredential {
  /** SHA-256 of the very key it was blinded with. */
  readonly keyId: Uint8Array;
  /** 32 bytes that look random; shown only when the ballot is cast. */
  readonly message: Uint8Array;
  /** As long as the modulus. */
  readonly blinded: Uint8Array;
  /**
   * Unblinds the server's answer and checks it.
   *
   * @returns the signature of `message`, as long as the modulus
   * @throws Problem credential.key-mismatch when it is no signature by this key
   */
  finish(blindSignature: Uint8Array): Uint8Array;
}

/**
 * Makes the blinded request for one signing key, RSABSSA-SHA384-PSS-Deterministic.
 *
 * Everything random comes from `seed` and the key's id, so the same ticket makes the same request on any device:
 *
 *     HKDF-SHA256(seed, salt keyId, info "credential/v1", 32 + 48 + k + 16) = message ‖ PSS salt ‖ w
 *     r = 2 + (w mod (n − 2))
 *
 * @param seed `b` of the ticket, 32 bytes
 * @param spki DER of the RSA public key, 2048 or 3072 bits
 * @throws Problem credential.key-mismatch when the key is not admissible
 * @source anonymity.md §3a; RFC 9474
 */
export function prepareCredential(seed: Uint8Array, spki: Uint8Array): PreparedCredential {
  const key = parseSpki(spki);
  const length = MESSAGE_BYTES + SALT_BYTES + key.size + 16;
  const stream = hkdf(sha256, seed, key.keyId, INFO, length);
  const message = stream.slice(0, MESSAGE_BYTES);
  const salt = stream.subarray(MESSAGE_BYTES, MESSAGE_BYTES + SALT_BYTES);
  const w = toInteger(stream.subarray(MESSAGE_BYTES + SALT_BYTES));
  const two = BigInt(2);
  const blinding = blind(key, message, salt, two + (w % (key.n - two)));
  if (blinding === null) throw new Problem("credential.key-mismatch", { reason: "key" });
  return {
    keyId: key.keyId,
    message,
    blinded: blinding.blinded,
    finish(blindSignature) {
      const signature = finalize(key, blinding, blindSignature);
      if (signature === null) throw new Problem("credential.key-mismatch", { reason: "signature" });
      return signature;
    },
  };
}
