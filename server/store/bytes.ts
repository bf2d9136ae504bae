/** Plain bytes out of a column: every engine hands out the same type. */
export function bytesOf(column: Buffer): Uint8Array {
  return new Uint8Array(column);
}

export function isSameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && Buffer.compare(a, b) === 0;
}
