import { sha384 } from "@noble/hashes/sha2.js";
import { concatBytes } from "./bytes.ts";

const HASH_BYTES = 48;

/**
 * EMSA-PSS-ENCODE with SHA-384 and MGF1-SHA-384.
 *
 * @param salt 48 bytes in this product; any length that fits
 * @param bits length of the modulus − 1
 * @returns ⌈bits / 8⌉ bytes
 * @source RFC 8017 §9.1.1
 */
export function encodePss(message: Uint8Array, salt: Uint8Array, bits: number): Uint8Array {
  const length = Math.ceil(bits / 8);
  const maskedLength = length - HASH_BYTES - 1;
  if (maskedLength < salt.length + 1) throw new RangeError("modulus too short");
  const hash = sha384(concatBytes(new Uint8Array(8), sha384(message), salt));
  const masked = mgf1(hash, maskedLength);
  const block = new Uint8Array(maskedLength);
  block[maskedLength - salt.length - 1] = 1;
  block.set(salt, maskedLength - salt.length);
  for (let i = 0; i < maskedLength; i += 1) masked[i]! ^= block[i]!;
  masked[0]! &= 0xff >> (8 * length - bits);
  return concatBytes(masked, hash, Uint8Array.of(0xbc));
}

/** @source RFC 8017 B.2.1 */
function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const mask = new Uint8Array(length);
  for (let at = 0, counter = 0; at < length; at += HASH_BYTES, counter += 1) {
    const block = sha384(concatBytes(seed, Uint8Array.of(0, 0, counter >> 8, counter & 0xff)));
    mask.set(block.subarray(0, Math.min(HASH_BYTES, length - at)), at);
  }
  return mask;
}
