/**
 * Six ways to read from a seized folder in which order things were written, and three more for the files of a PostgreSQL server.
 * Each is a pure function over the bytes of the folder; it knows no schema, only what it looks for.
 */
import Database from "better-sqlite3";
import { byChangeLog, byRowVersion, byTablePlace, isOfPostgres } from "./postgres-extractors.ts";
import { framesOf, pagesOf, replayed, unusedBytes } from "./sqlite-image.ts";

export interface SeizedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly modifiedMs: number;
}

/**
 * @param needles what is looked for: each the bytes of one ballot, text, credential or ticket
 * @returns indices of the needles found, in the order in which the folder seems to have received them
 */
export type Extractor = (files: readonly SeizedFile[], needles: readonly Buffer[]) => number[];

const NOTHING = Buffer.alloc(0);

interface Store {
  readonly main: Buffer;
  readonly log: Buffer;
  readonly image: Buffer;
}

const storesOf = (files: readonly SeizedFile[]): Store[] =>
  files
    .filter(({ name }) => name.endsWith(".db"))
    .map(({ name, bytes: main }) => {
      const log = files.find((file) => file.name === `${name}-wal`)?.bytes ?? NOTHING;
      return { main, log, image: replayed(main, log) };
    });

/** Needles in the order of the places they are found at, first place first. */
function orderedBy(needles: readonly Buffer[], placeOf: (needle: Buffer) => number | null): number[] {
  return needles
    .map((needle, i) => ({ i, place: placeOf(needle) }))
    .filter((found): found is { i: number; place: number } => found.place !== null)
    .toSorted((a, b) => a.place - b.place)
    .map(({ i }) => i);
}

/** Reads a list of byte ranges one after the other; inside each the last byte was written first, as on a b-tree page. */
function backwards(ranges: readonly Buffer[], needles: readonly Buffer[]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (const range of ranges) {
    const found = orderedBy(needles, (needle) => {
      const at = range.lastIndexOf(needle);
      return at < 0 ? null : -at;
    });
    for (const i of found) if (!seen.has(i)) order.push(i);
    for (const i of found) seen.add(i);
  }
  return order;
}

export interface SeizedRow {
  readonly columns: readonly Buffer[];
}

/** Every row of every table: in the order of the hidden row numbers where there are any, else as they lie. */
export function rowsOf(files: readonly SeizedFile[]): SeizedRow[] {
  return storesOf(files).flatMap(({ image }) => rowsOfImage(image));
}

function rowsOfImage(image: Buffer): SeizedRow[] {
  if (image.length === 0) return [];
  const unlogged = Buffer.from(image);
  // A copy in memory cannot have a log of its own: bytes 18 and 19 say so.
  unlogged.fill(1, 18, 20);
  const db = new Database(unlogged);
  try {
    const tables = db
      .prepare<[], { name: string; wr: number }>(
        "select name, wr from pragma_table_list where type = 'table'",
      )
      .all()
      .filter(({ name }) => !name.startsWith("sqlite_"));
    return tables.flatMap(({ name, wr }) =>
      db
        .prepare<[], unknown[]>(`select * from "${name}"${wr === 0 ? " order by rowid" : ""}`)
        .raw()
        .all()
        .map((values) => ({ columns: values.map(columnBytes) })),
    );
  } finally {
    db.close();
  }
}

const columnBytes = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)));

const holds = (row: SeizedRow, needle: Buffer): boolean => row.columns.some((one) => one.includes(needle));

/** Indices of needles in the order of the rows that hold them. */
export function inOrderOf(rows: readonly SeizedRow[], needles: readonly Buffer[]): number[] {
  return orderedBy(needles, (needle) => {
    const at = rows.findIndex((row) => holds(row, needle));
    return at < 0 ? null : at;
  });
}

export const byRowNumber: Extractor = (files, needles) => inOrderOf(rowsOf(files), needles);

/** Cells are laid down from the end of a page to its start. */
export const byPageCell: Extractor = (files, needles) =>
  backwards(
    storesOf(files).flatMap(({ image }) => pagesOf(image)),
    needles,
  );

/** The main file is older than its log; in the log each frame is a page as one transaction left it. */
export const byLogReplay: Extractor = (files, needles) =>
  backwards(
    storesOf(files).flatMap(({ main, log }) => [
      ...pagesOf(main),
      ...framesOf(log).map(({ content }) => content),
    ]),
    needles,
  );

export const byUnusedBytes: Extractor = (files, needles) =>
  backwards(
    storesOf(files).flatMap(({ main, image }) => [...unusedBytes(main), ...unusedBytes(image)]),
    needles,
  );

export const byFileTime: Extractor = (files, needles) => {
  const sorted = files.toSorted((a, b) => a.modifiedMs - b.modifiedMs);
  return orderedBy(needles, (needle) => {
    const file = sorted.findIndex(({ bytes }) => bytes.includes(needle));
    return file < 0 ? null : file + sorted[file]!.bytes.indexOf(needle) / 2 ** 40;
  });
};

/** Whatever the server printed, and every file that is no database: as bytes, in hex and in base64. */
export const byPrintedLine: Extractor = (files, needles) => {
  const text = Buffer.concat(
    files
      .filter((file) => !/\.db(-wal|-shm)?$/.test(file.name) && !isOfPostgres(file))
      .map(({ bytes }) => bytes),
  );
  return orderedBy(needles, (needle) => {
    const spellings = [needle, ...(["hex", "base64", "base64url"] as const).map((as) => needle.toString(as))];
    const places = spellings.map((one) => text.indexOf(one)).filter((at) => at >= 0);
    return places.length === 0 ? null : Math.min(...places);
  });
};

export const EXTRACTORS = {
  "row number": byRowNumber,
  "page cells": byPageCell,
  "log replay": byLogReplay,
  "unused bytes": byUnusedBytes,
  "file times": byFileTime,
  "printed lines": byPrintedLine,
  "table place": byTablePlace,
  "row version": byRowVersion,
  "change log": byChangeLog,
} as const satisfies Record<string, Extractor>;
