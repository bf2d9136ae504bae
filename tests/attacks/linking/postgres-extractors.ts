/**
 * Three ways to read from a PostgreSQL server's files in which order rows were written. Pure functions over bytes, which know no
 * table, only what they look for. @source https://www.postgresql.org/docs/15/storage-page-layout.html
 */
import type { Extractor, SeizedFile } from "./extractors.ts";

const PAGE_BYTES = 8192;
const PAGE_HEADER_BYTES = 24;
const POINTER_BYTES = 4;
/** The first page of a file of the log of changes has a longer head. */
const SEGMENT_HEAD_BYTES = 40;
/** Line pointer in use; one that leads on, or to nothing, has no bytes of its own. */
const NORMAL = 1;

interface Row {
  /** The transaction that wrote it; null in an index, whose rows do not say. */
  readonly writer: number | null;
  readonly bytes: Buffer;
}

/** Where the files of tables and indexes lie among what was seized. */
export const TABLE_FILES = "base/";
/** The server's log of changes. */
export const CHANGE_FILES = "pg_wal/";

export const isOfPostgres = ({ name }: SeizedFile): boolean =>
  name.startsWith(TABLE_FILES) || name.startsWith(CHANGE_FILES);

/** Rows of all tables as they lie: by file, page and line, also those that were replaced and not yet cleared away. */
function rowsInPlace(files: readonly SeizedFile[]): Row[] {
  return files.filter(({ name }) => name.startsWith(TABLE_FILES)).flatMap(({ bytes }) => rowsOfFile(bytes));
}

function rowsOfFile(file: Buffer): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at + PAGE_BYTES <= file.length; at += PAGE_BYTES) {
    const page = file.subarray(at, at + PAGE_BYTES);
    const [end, special] = [page.readUInt16LE(12), page.readUInt16LE(16)];
    for (let at = PAGE_HEADER_BYTES; at + POINTER_BYTES <= Math.min(end, PAGE_BYTES); at += POINTER_BYTES) {
      const pointer = page.readUInt32LE(at);
      const [offset, flags, length] = [pointer & 0x7fff, (pointer >>> 15) & 3, pointer >>> 17];
      if (flags !== NORMAL || offset + length > PAGE_BYTES || length < POINTER_BYTES) continue;
      const bytes = page.subarray(offset, offset + length);
      rows.push({ writer: special === PAGE_BYTES ? bytes.readUInt32LE(0) : null, bytes });
    }
  }
  return rows;
}

/** The last row that holds each needle: a row that is changed is written again. */
function inOrder(rows: readonly Row[], needles: readonly Buffer[]): number[] {
  const placed = needles.map((needle, i) => ({
    i,
    at: rows.findLastIndex(({ bytes }) => bytes.includes(needle)),
  }));
  return placed
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)
    .map(({ i }) => i);
}

/** As a scan of the whole table gives them (`ctid`). */
export const byTablePlace: Extractor = (files, needles) => inOrder(rowsInPlace(files), needles);

/** By the transaction that wrote them (`xmin`). */
export const byRowVersion: Extractor = (files, needles) => {
  const written = rowsInPlace(files).filter((row) => row.writer !== null);
  return inOrder(
    written.toSorted((a, b) => a.writer! - b.writer!),
    needles,
  );
};

/** By the place in the log of changes, oldest file first. */
export const byChangeLog: Extractor = (files, needles) => {
  const log = Buffer.concat(
    files
      .filter(({ name }) => name.startsWith(CHANGE_FILES))
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap(({ bytes }) => withoutPageHeads(bytes)),
  );
  const placed = needles.map((needle, i) => ({ i, at: log.indexOf(needle) }));
  return placed
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)
    .map(({ i }) => i);
};

/**
 * A change that reaches over the end of a page goes on behind the next page's head.
 * @source https://doxygen.postgresql.org/xlog__internal_8h_source.html, XLogPageHeaderData and XLogLongPageHeaderData
 */
function withoutPageHeads(segment: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < segment.length; at += PAGE_BYTES)
    parts.push(segment.subarray(at + (at === 0 ? SEGMENT_HEAD_BYTES : PAGE_HEADER_BYTES), at + PAGE_BYTES));
  return parts;
}
