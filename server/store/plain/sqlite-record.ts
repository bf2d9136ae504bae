/** One row as SQLite writes it. @source https://www.sqlite.org/fileformat2.html §2.1 */
export type SqliteValue = null | bigint | number | string | Uint8Array;

/** A number of one to nine bytes. Lengths and kinds stay far below 2^53. */
export function readVarint(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let i = 0; i < 8; i += 1) {
    const byte = bytes[at + i] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  return { value: value * 256 + (bytes[at + 8] ?? 0), end: at + 9 };
}

/** @throws RangeError when the record is longer than its bytes */
export function readRecord(payload: Buffer): readonly SqliteValue[] {
  const header = readVarint(payload, 0);
  const values: SqliteValue[] = [];
  let at = header.end;
  let from = header.value;
  while (at < header.value) {
    const kind = readVarint(payload, at);
    const length = lengthOf(kind.value);
    if (from + length > payload.length) throw new RangeError("record");
    values.push(valueOf(kind.value, payload.subarray(from, from + length)));
    at = kind.end;
    from += length;
  }
  return values;
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8] as const;
const REAL = 7;
const [ZERO, ONE] = [8, 9] as const;
const FIRST_BLOB = 12;

function lengthOf(kind: number): number {
  if (kind >= FIRST_BLOB) return Math.floor((kind - FIRST_BLOB) / 2);
  return kind === REAL ? 8 : (INTEGER_BYTES[kind] ?? 0);
}

function valueOf(kind: number, bytes: Buffer): SqliteValue {
  if (kind >= FIRST_BLOB) return kind % 2 === 0 ? new Uint8Array(bytes) : bytes.toString("utf8");
  if (kind === 0) return null;
  if (kind === ZERO || kind === ONE) return BigInt(kind - ZERO);
  if (kind === REAL) return bytes.readDoubleBE();
  return BigInt.asIntN(8 * bytes.length, BigInt(`0x${bytes.toString("hex")}`));
}
