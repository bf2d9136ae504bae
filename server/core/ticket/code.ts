import { Problem } from "../problem.ts";
import { crockfordOf, inFours, readTyped } from "./crockford.ts";

/** 20 letters of Crockford's alphabet, 100 bits. */
export const CODE_LETTERS = 20;

const CODE = /^[0-9A-HJKMNP-TV-Z]{20}$/;

/** How the codes of 试填 begin, and no others: a wiped one that somebody types is told from a wrong one. */
const REHEARSAL = "TEST";

/**
 * A new ticket code from at least 13 random bytes; every code is equally likely, for 32 letters are 5 bits exactly. One
 * in a million would begin like a rehearsal's: its first letter becomes 0.
 *
 * @source anonymity.md §2, cut 1
 */
export function makeCode(random: Uint8Array): string {
  const code = crockfordOf(random, CODE_LETTERS);
  return isRehearsalCode(code) ? `0${code.slice(1)}` : code;
}

/** A code of 试填: 80 bits behind its mark, for a poll that counts nowhere. */
export const makeRehearsalCode = (random: Uint8Array): string =>
  REHEARSAL + crockfordOf(random, CODE_LETTERS - REHEARSAL.length);

export const isRehearsalCode = (code: string): boolean => code.slice(0, REHEARSAL.length) === REHEARSAL;

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
