import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { BOX_KIND } from "./sqlite-box.ts";
import { OFFICE_KIND } from "./sqlite-office.ts";
import { ROLL_KIND } from "./sqlite-roll.ts";

const KINDS = { "office.db": OFFICE_KIND, "roll.db": ROLL_KIND, "box.db": BOX_KIND } as const;

export interface StoreFile {
  readonly name: string;
  /** With its log. */
  readonly bytes: number;
  readonly schema: number;
  /** Whether this program made or upgraded it. */
  readonly isKnown: boolean;
}

/** Size and version of each store, read beside a running server. */
export function readStoreFiles(dataFolder: string): readonly StoreFile[] {
  return Object.entries(KINDS).flatMap(([name, { migrations, applicationId }]) => {
    const path = join(dataFolder, name);
    if (!existsSync(path)) return [];
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const schema = Number(db.pragma("user_version", { simple: true }));
      const isOurs = db.pragma("application_id", { simple: true }) === applicationId;
      const log = existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0;
      const bytes = statSync(path).size + log;
      return [{ name, bytes, schema, isKnown: isOurs && schema === migrations.length }];
    } finally {
      db.close();
    }
  });
}

export function sqliteVersion(): string {
  const db = new Database(":memory:");
  try {
    return db.prepare<[], string>("select sqlite_version()").pluck().get() ?? "";
  } finally {
    db.close();
  }
}
