import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { BOX_KIND } from "./sqlite-box.ts";
import { OFFICE_KIND } from "./sqlite-office.ts";
import { ROLL_KIND } from "./sqlite-roll.ts";

/** Files that respondents write to. Whoever is told their size, or of a copy of them, is told the exact turnout. @source anonymity.md §5 R8 */
export const COUNTING_FILES: ReadonlySet<string> = new Set(["roll.db", "box.db"]);

const KINDS = { "office.db": OFFICE_KIND, "roll.db": ROLL_KIND, "box.db": BOX_KIND } as const;

export interface StoreFile {
  readonly name: string;
  /** With its log; null for a file that grows with every ticket used and every ballot: its size would count them. */
  readonly bytes: number | null;
  readonly schema: number;
  /** Whether this program made or upgraded it. */
  readonly isKnown: boolean;
}

/** Version of each store, and the size of the one that no respondent writes to, read beside a running server. */
export function readStoreFiles(dataFolder: string): readonly StoreFile[] {
  return Object.entries(KINDS).flatMap(([name, { migrations, applicationId }]) => {
    const path = join(dataFolder, name);
    if (!existsSync(path)) return [];
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const schema = Number(db.pragma("user_version", { simple: true }));
      const isOurs = db.pragma("application_id", { simple: true }) === applicationId;
      const bytes = COUNTING_FILES.has(name) ? null : sizeOf(path) + sizeOf(`${path}-wal`);
      return [{ name, bytes, schema, isKnown: isOurs && schema === migrations.length }];
    } finally {
      db.close();
    }
  });
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

export function sqliteVersion(): string {
  const db = new Database(":memory:");
  try {
    return db.prepare<[], string>("select sqlite_version()").pluck().get() ?? "";
  } finally {
    db.close();
  }
}
