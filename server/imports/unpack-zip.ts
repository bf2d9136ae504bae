/**
 * A zip archive of somebody else, read with suspicion: sizes and ratios are judged from the central directory before
 * anything is unpacked, and unpacking stops at the size that was declared.
 *
 * @source PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16
 */
import { crc32, inflateRawSync } from "node:zlib";
import { refuse } from "./refuse.ts";
import { UNREADABLE } from "./sentences.ts";

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly crc: number;
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;

export interface ZipLimits {
  readonly entries: number;
  /** All entries together, unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked ÷ packed of one entry above `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

/**
 * Every entry, unpacked, by its name.
 *
 * @throws Problem import.unreadable for a zip bomb, ZIP64, encryption, two entries of one name, or a damaged folder
 */
export function unpackZip(bytes: Uint8Array, limits: ZipLimits): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = centralDirectory(view, bytes, limits);
    judgeSizes(entries, limits);
    return new Map(entries.map((entry) => [entry.name, unpack(view, bytes, entry)]));
  } catch (error) {
    if (error instanceof RangeError) return refuse(UNREADABLE.damaged);
    throw error;
  }
}

function centralDirectory(view: DataView, bytes: Uint8Array, limits: ZipLimits): Entry[] {
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) return refuse(UNREADABLE.bomb);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== CENTRAL_SIGNATURE) return refuse(UNREADABLE.damaged);
    if ((view.getUint16(at + 8, true) & 1) !== 0) return refuse(UNREADABLE.oldExcel);
    const nameBytes = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (new Set(entries.map((entry) => entry.name)).size !== entries.length) return refuse(UNREADABLE.damaged);
  return entries;
}

function endRecord(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return refuse(UNREADABLE.damaged);
}

function judgeSizes(entries: readonly Entry[], limits: ZipLimits): void {
  let total = 0;
  for (const { packed, unpacked, method } of entries) {
    total += unpacked;
    // A size of 2³² − 1 announces ZIP64, which nothing of ours needs; a size of 0 would let the reader look elsewhere.
    if (total > limits.unpackedBytes) refuse(UNREADABLE.bomb);
    if (unpacked > limits.ratioFromBytes && unpacked > packed * limits.ratio) refuse(UNREADABLE.bomb);
    if (method !== 0 && method !== 8) refuse(UNREADABLE.damaged);
    if (unpacked > 0 && packed === 0) refuse(UNREADABLE.damaged);
  }
}

function unpack(view: DataView, bytes: Uint8Array, entry: Entry): Uint8Array {
  const { offset, packed, unpacked, method } = entry;
  if (view.getUint32(offset, true) !== LOCAL_SIGNATURE) return refuse(UNREADABLE.damaged);
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (from + packed > bytes.length) return refuse(UNREADABLE.damaged);
  const stored = bytes.subarray(from, from + packed);
  const part = method === 0 ? stored : inflate(stored, unpacked);
  if (part.length !== unpacked || crc32(part) !== entry.crc) return refuse(UNREADABLE.damaged);
  return part;
}

function inflate(packed: Uint8Array, unpackedBytes: number): Uint8Array {
  if (unpackedBytes === 0) return new Uint8Array(0);
  try {
    return inflateRawSync(packed, { maxOutputLength: unpackedBytes });
  } catch (error) {
    const isLarger = error instanceof RangeError;
    return refuse(isLarger ? UNREADABLE.bomb : UNREADABLE.damaged);
  }
}
