/**
 * Reads SQLite files without SQLite, for a recount years later on bare Node: pages, b-trees, records.
 *
 * @source https://www.sqlite.org/fileformat2.html
 */
import { readRecord, readVarint, type SqliteValue } from "./sqlite-record.ts";

/** One file as bytes, its header understood. */
export interface SqliteImage {
  readonly bytes: Buffer;
  readonly pageBytes: number;
  /** What a page holds without the space reserved at its end. */
  readonly usableBytes: number;
  readonly pages: number;
  readonly userVersion: number;
  readonly applicationId: number;
  readonly freePages: number;
}

export interface SqliteTable {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
  readonly root: number;
}

/** The structure of the file is broken. */
export class BrokenImage extends Error {}

const MAGIC = "SQLite format 3\u0000";
const HEADER_BYTES = 100;
const UTF8 = 1;
const [INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF] = [2, 5, 10, 13] as const;

/** @throws BrokenImage when this is no SQLite file that was written whole */
export function openImage(bytes: Buffer): SqliteImage {
  if (bytes.length < HEADER_BYTES || bytes.toString("latin1", 0, 16) !== MAGIC) {
    throw new BrokenImage("not-a-database");
  }
  const size = bytes.readUInt16BE(16);
  const pageBytes = size === 1 ? 65_536 : size;
  const image = {
    bytes,
    pageBytes,
    usableBytes: pageBytes - bytes[20]!,
    pages: bytes.readUInt32BE(28),
    freePages: bytes.readUInt32BE(36),
    userVersion: bytes.readUInt32BE(60),
    applicationId: bytes.readUInt32BE(68),
  };
  const isWhole = pageBytes >= 512 && bytes.length === image.pages * pageBytes;
  if (!isWhole || bytes.readUInt32BE(56) !== UTF8) throw new BrokenImage("not-a-database");
  return image;
}

/** Everything the file says it holds, in the order of its own list. @throws BrokenImage */
export function tablesOf(image: SqliteImage, seen = new Set<number>()): readonly SqliteTable[] {
  return [...rowsOf(image, 1, seen)].map(([type, name, , root, sql]) => {
    return { type: String(type), name: String(name), root: Number(root), sql: String(sql) };
  });
}

/**
 * Rows of one b-tree in the order in which they lie: of a table by row number, of one without row numbers by key.
 *
 * @param seen pages that were read; a page that comes twice is a fault
 * @throws BrokenImage
 */
export function* rowsOf(
  image: SqliteImage,
  root: number,
  seen = new Set<number>(),
): Generator<readonly SqliteValue[]> {
  const page = pageOf(image, root, seen);
  const at = root === 1 ? HEADER_BYTES : 0;
  const kind = page[at]!;
  const isInner = kind === INDEX_INNER || kind === TABLE_INNER;
  if (!isInner && kind !== INDEX_LEAF && kind !== TABLE_LEAF) throw new BrokenImage("page kind");
  const cells = page.readUInt16BE(at + 3);
  const pointers = at + (isInner ? 12 : 8);
  if (pointers + 2 * cells > image.usableBytes) throw new BrokenImage("cells");
  for (let cell = 0; cell < cells; cell += 1) {
    const start = page.readUInt16BE(pointers + 2 * cell);
    if (start >= image.usableBytes) throw new BrokenImage("cell");
    if (isInner) yield* rowsOf(image, page.readUInt32BE(start), seen);
    if (kind !== TABLE_INNER) yield readRecord(payloadOf(image, page, start, kind, seen));
  }
  if (isInner) yield* rowsOf(image, page.readUInt32BE(at + 8), seen);
}

/** The bytes of one cell, those on overflow pages too. */
function payloadOf(image: SqliteImage, page: Buffer, start: number, kind: number, seen: Set<number>): Buffer {
  const length = readVarint(page, kind === INDEX_INNER ? start + 4 : start);
  const from = kind === TABLE_LEAF ? readVarint(page, length.end).end : length.end;
  const local = localBytes(image.usableBytes, length.value, kind);
  if (from + local > image.usableBytes) throw new BrokenImage("payload");
  const parts = [page.subarray(from, from + local)];
  let left = length.value - local;
  let next = left > 0 ? page.readUInt32BE(from + local) : 0;
  while (left > 0) {
    const more = pageOf(image, next, seen);
    const taken = Math.min(left, image.usableBytes - 4);
    parts.push(more.subarray(4, 4 + taken));
    left -= taken;
    next = more.readUInt32BE(0);
  }
  if (next !== 0) throw new BrokenImage("overflow");
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

/** How much of a payload lies in the cell itself. @source fileformat2.html §1.6 */
function localBytes(usable: number, payload: number, kind: number): number {
  const most = kind === TABLE_LEAF ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((payload - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

function pageOf({ bytes, pageBytes, pages }: SqliteImage, number: number, seen: Set<number>): Buffer {
  if (number < 1 || number > pages || seen.has(number)) throw new BrokenImage(`page ${number}`);
  seen.add(number);
  return bytes.subarray((number - 1) * pageBytes, number * pageBytes);
}
