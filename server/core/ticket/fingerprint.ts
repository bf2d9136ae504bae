import { sha256 } from "@noble/hashes/sha2.js";
import { Problem } from "../problem.ts";
import { compareBytes, concatBytes } from "./bytes.ts";
import { crockfordOf, readTyped } from "./crockford.ts";

const FINGERPRINT = /^[0-9A-HJKMNP-TV-Z]{20}$/;

/** What a person compares by eye: the first eight letters. */
export const FINGERPRINT_SHOWN = 8;

/**
 * Names the keys of one batch in 20 letters: the first 100 bits of SHA-256 over the sorted key ids of its forms,
 * the poll's transport key among them. With it a phone refuses a server that shows other people other keys.
 *
 * @param keyIds 32 bytes each, in any order
 * @source anonymity.md §2, cut 2 (100 bits: two key sets with the same 40 bits were found in seconds)
 */
export function fingerprintOf(keyIds: readonly Uint8Array[]): string {
  return crockfordOf(sha256(concatBytes(...[...keyIds].sort(compareBytes))), 20);
}

/** @throws Problem ticket.malformed */
export function normaliseFingerprint(typed: string): string {
  const text = readTyped(typed);
  if (!FINGERPRINT.test(text)) throw new Problem("ticket.malformed", {});
  return text;
}

/** `7K3M-9QXD`, as on the slip. */
export const shownFingerprint = (fingerprint: string): string =>
  `${fingerprint.slice(0, 4)}-${fingerprint.slice(4, FINGERPRINT_SHOWN)}`;
