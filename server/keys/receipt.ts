import { createHmac } from "node:crypto";
import { receiptText } from "../core/ticket/receipt.ts";

/** The receipt of one ballot: 16 letters that only the holder of K_poll could have made from its nullifier. */
export function receiptOf(receiptKey: Uint8Array, nullifier: Uint8Array): string {
  return receiptText(createHmac("sha256", receiptKey).update(nullifier).digest());
}
