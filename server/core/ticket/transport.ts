/** Encryption of what phones send on plain http. @source docs/http.md; anonymity.md §2 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8Bytes } from "./bytes.ts";

export const TRANSPORT_INFO = "plumbline/transport/v1";

export interface Sealed {
  /** Id of the transport key: SHA-256 of its 32 raw bytes. */
  readonly key: Uint8Array;
  /** Ephemeral X25519 public key, 32 bytes. */
  readonly epk: Uint8Array;
  /** Ciphertext and tag. */
  readonly box: Uint8Array;
}

export const transportKeyIdOf = (publicKey: Uint8Array): Uint8Array => sha256(publicKey);

/**
 * Seals bytes to the poll's X25519 key.
 *
 * The key of ChaCha20-Poly1305 serves this one message only, so the nonce is all zero; the path is authenticated.
 *
 * @param random32 the ephemeral secret: random, and another one for every other message (`ephemeralOf`)
 * @throws Error when the public key is a point of small order
 */
export function sealTo(publicKey: Uint8Array, path: string, bytes: Uint8Array, random32: Uint8Array): Sealed {
  const epk = x25519.getPublicKey(random32);
  const shared = x25519.getSharedSecret(random32, publicKey);
  const key = hkdf(sha256, shared, concatBytes(epk, publicKey), utf8Bytes(TRANSPORT_INFO), 32);
  const box = chacha20poly1305(key, new Uint8Array(12), utf8Bytes(path)).encrypt(bytes);
  return { key: transportKeyIdOf(publicKey), epk, box };
}

/**
 * The ephemeral secret of a message that may be sent again: the same bytes are sealed to the same bytes, whenever and
 * after whatever; other bytes get another key.
 *
 * @param retry 16 random bytes that only this phone holds; they go along inside what is sealed
 */
export const ephemeralOf = (retry: Uint8Array, bytes: Uint8Array): Uint8Array =>
  hkdf(sha256, retry, sha256(bytes), utf8Bytes("plumbline/ephemeral/v1"), 32);

/** The secret of a reply serves one question, and the question may be repeated by others: hence a nonce. */
export const REPLY_NONCE_BYTES = 12;

/**
 * What the server answers to a question that came sealed, when it is yes or no.
 *
 * @param secret 32 random bytes that went along inside the question
 * @param reply nonce ‖ ciphertext of one byte ‖ tag
 * @throws Error when it does not open
 */
export function openReply(secret: Uint8Array, path: string, reply: Uint8Array): boolean {
  const cipher = chacha20poly1305(secret, reply.slice(0, REPLY_NONCE_BYTES), utf8Bytes(path));
  return cipher.decrypt(reply.slice(REPLY_NONCE_BYTES))[0] === 1;
}
