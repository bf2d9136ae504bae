import { createHmac } from "node:crypto";

/** What the credential of one sheet of paper is made of: random-looking, and the same whenever it is made again. */
export function createSheetBytes(
  seed: Uint8Array,
  at: number,
): { readonly message: Uint8Array; readonly retry: Uint8Array } {
  const derived = (use: string) =>
    new Uint8Array(createHmac("sha256", seed).update(`paper/v1/${use}/${at}`).digest());
  return { message: derived("message"), retry: derived("retry").subarray(0, 16) };
}
