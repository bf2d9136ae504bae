import { Problem } from "../problem.ts";
import { crockfordOf, inFours, readTyped } from "./crockford.ts";

/** 20 letters of Crockford's alphabet, 100 bits. */
export const CODE_LETTERS = 20;

const CODE = /^[0-9A-HJKMNP-TV-Z]{20}$/;

/**
 * A new ticket code from at least 13 random bytes; every code is equally likely, for 32 letters are 5 bits exactly.
 *
 * @source anonymity.md §2, cut 1
 */
export function makeCode(random: Uint8Array): string {
  return crockfordOf(random, CODE_LETTERS);
}

/**
 * The 20 letters of a code as typed or scanned: NFKC, capitals, without spaces and hyphens, O→0, I and L→1.
 *
 * @throws Problem ticket.malformed
 * @source anonymity.md §3a
 */
export function normaliseCode(typed: string): string {
  const code = readTyped(typed);
  if (!CODE.test(code)) throw new Problem("ticket.malformed", {});
  return code;
}

/** `7K3M-…`: five groups of four, as printed on the slip. */
export const formatCode = (code: string): string => inFours(code);
