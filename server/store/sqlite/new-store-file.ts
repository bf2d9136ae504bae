import Database from "better-sqlite3";
import type { SqliteFileKind } from "./sqlite-file.ts";

export interface TableOfFile {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isText: boolean }[];
  /** Columns of its key, first one first. */
  readonly key: readonly string[];
}

/**
 * An empty store as it is at one version, to be filled in key order and then synced as a whole: nothing is durable before.
 *
 * @param version of the store, from 1
 */
export function newStoreFile(path: string, kind: SqliteFileKind, version: number): Database.Database {
  const db = new Database(path);
  db.pragma("synchronous = off");
  db.pragma("foreign_keys = off");
  for (const statement of kind.migrations.slice(0, version).flat()) db.exec(statement);
  db.pragma(`application_id = ${kind.applicationId}`);
  db.pragma(`user_version = ${version}`);
  return db;
}

/** In the order in which they were made: a table comes after those it refers to. */
export function tablesOf(db: Database.Database): readonly TableOfFile[] {
  const names = db
    .prepare<[], string>("select name from sqlite_schema where type = 'table' order by rowid")
    .pluck()
    .all();
  const columnsOf = db.prepare<[string], { name: string; type: string; pk: number }>(
    "select name, type, pk from pragma_table_info(?)",
  );
  return names.map((name) => {
    const columns = columnsOf.all(name);
    const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
    return {
      name,
      columns: columns.map((column) => ({ name: column.name, isText: column.type.toLowerCase() === "text" })),
      key: key.map((column) => column.name),
    };
  });
}
