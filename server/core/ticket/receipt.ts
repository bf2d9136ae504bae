import { crockfordOf } from "./crockford.ts";

export const RECEIPT_LETTERS = 16;

/** The first 80 bits of HMAC-SHA256(K_poll, nullifier) as 16 letters. @source anonymity.md §3a */
export const receiptText = (mac: Uint8Array): string => crockfordOf(mac, RECEIPT_LETTERS);
