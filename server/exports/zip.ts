/**
 * A ZIP archive as a stream of bytes; nothing is held but the file at hand.
 *
 * @source PKWARE APPNOTE 6.3.10: local header with bit 3 (sizes follow the data) and bit 11 (names are UTF-8)
 */
import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";

export interface ZipEntry {
  /** Path inside the archive, parts joined by "/". */
  readonly name: string;
  readonly bytes: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Already compressed content (PDF, XLSX, DOCX) is stored as it is. */
  readonly isStored?: boolean;
}

interface Written {
  readonly name: Uint8Array;
  readonly method: number;
  readonly at: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

const STORED = 0;
const DEFLATED = 8;
const FLAGS = 0x0808;
/** 1980-01-01: the archive says nothing of when it was made. */
const DOS_DATE = 0x0021;

/** @throws Error for a second entry of one name; RangeError beyond 4 GiB or 65 535 files: nothing of ours comes near */
export async function* zip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const written: Written[] = [];
  const names = new Set<string>();
  let at = 0;
  for await (const entry of entries) {
    if (names.has(entry.name)) throw new Error(`two files are named ${entry.name}`);
    names.add(entry.name);
    const name = new TextEncoder().encode(entry.name);
    const method = entry.isStored ? STORED : DEFLATED;
    const start = at;
    const local = localHeader(name, method);
    at += local.length;
    yield local;
    const sums = { crc: 0, size: 0, packed: 0 };
    for await (const chunk of method === STORED ? summed(entry.bytes, sums) : deflated(entry.bytes, sums)) {
      sums.packed += chunk.length;
      yield chunk;
    }
    at += sums.packed;
    const descriptor = record([0x08074b50, 4], [sums.crc, 4], [sums.packed, 4], [sums.size, 4]);
    at += descriptor.length;
    yield descriptor;
    written.push({ name, method, at: start, ...sums });
  }
  yield directory(written, at);
}

/** All bytes of an archive, for those that are needed whole. */
export async function zipped(entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip(entries)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Sums {
  crc: number;
  size: number;
}

async function* chunksOf(bytes: ZipEntry["bytes"]): AsyncGenerator<Uint8Array, void, undefined> {
  if (bytes instanceof Uint8Array) yield bytes;
  else yield* bytes;
}

async function* summed(bytes: ZipEntry["bytes"], sums: Sums): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunksOf(bytes)) {
    // crc32 of nothing is 0, whatever came before.
    if (chunk.length === 0) continue;
    sums.crc = crc32(chunk, sums.crc);
    sums.size += chunk.length;
    yield chunk;
  }
}

/** Compressed in the thread pool; the reader's pace is the writer's. */
async function* deflated(bytes: ZipEntry["bytes"], sums: Sums): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = createDeflateRaw({ level: 6 });
  const feeding = (async () => {
    for await (const chunk of summed(bytes, sums)) if (!stream.write(chunk)) await once(stream, "drain");
    stream.end();
  })().catch((error: Error) => void stream.destroy(error));
  for await (const chunk of stream) yield chunk as Uint8Array;
  await feeding;
}

const localHeader = (name: Uint8Array, method: number): Uint8Array =>
  Buffer.concat([
    record(
      [0x04034b50, 4],
      [20, 2],
      [FLAGS, 2],
      [method, 2],
      [0, 2],
      [DOS_DATE, 2],
      [0, 4],
      [0, 4],
      [0, 4],
      [name.length, 2],
      [0, 2],
    ),
    name,
  ]);

function directory(files: readonly Written[], at: number): Uint8Array {
  if (at > 0xffff_ffff || files.length > 0xffff) throw new RangeError("archive too large");
  const records = files.map(({ name, method, at: offset, crc, packed, size }) =>
    Buffer.concat([
      record([0x02014b50, 4], [20, 2], [20, 2], [FLAGS, 2], [method, 2], [0, 2], [DOS_DATE, 2]),
      record([crc, 4], [packed, 4], [size, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4]),
      record([offset, 4]),
      name,
    ]),
  );
  const whole = Buffer.concat(records);
  const end = record(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [files.length, 2],
    [files.length, 2],
    [whole.length, 4],
    [at, 4],
    [0, 2],
  );
  return Buffer.concat([whole, end]);
}

/** Little-endian numbers of two or four bytes. */
function record(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array {
  const bytes = Buffer.alloc(fields.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of fields) {
    if (size === 2) bytes.writeUInt16LE(value, at);
    else bytes.writeUInt32LE(value >>> 0, at);
    at += size;
  }
  return bytes;
}
