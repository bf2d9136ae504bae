/** Crockford's base 32: no I, L, O, U. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first `letters` × 5 bits of `bytes`, most significant first. */
export function crockfordOf(bytes: Uint8Array, letters: number): string {
  if (bytes.length * 8 < letters * 5) throw new RangeError("too few bytes");
  let text = "";
  for (let i = 0; i < letters; i += 1) {
    const bit = i * 5;
    const at = bit >> 3;
    const pair = (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
    text += CROCKFORD[(pair >> (11 - (bit & 7))) & 31]!;
  }
  return text;
}

/** Groups of four for people: `ABCD-EFGH-…`. */
export function inFours(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join("-");
}

/** What a person typed, without spaces and dashes, in capitals, O read as 0, I and L as 1. Nothing is checked. */
export function readTyped(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212]/gu, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}
