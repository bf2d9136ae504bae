/** Tools of somebody who changes a verification folder after the closing. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { canonicalJson } from "../../server/core/definition/canonical.ts";
import { chainAudit } from "../../server/store/audit-chain.ts";
import type { ClosedHead } from "../../server/store/closed.ts";
import type { AuditRow } from "../../server/store/office.ts";

/** JSON that may be written to. */
// Whoever spoils a file does not care for its type.
// oxlint-disable-next-line typescript/no-explicit-any
export type Anything = any;

export const readJson = (folder: string, file: string): Anything =>
  JSON.parse(readFileSync(join(folder, file), "utf8"));

export function changeJson(folder: string, file: string, change: (value: Anything) => void): void {
  const value = readJson(folder, file);
  change(value);
  writeFileSync(join(folder, file), canonicalJson(value));
}

export const closedPath = (folder: string, poll: string): string => join(folder, "closed", `${poll}.db`);

/** Changes rows of a closed file; the file stays a valid database. */
export function changeRows(folder: string, poll: string, change: (db: Database.Database) => void): void {
  const db = new Database(closedPath(folder, poll));
  try {
    db.pragma("journal_mode = off");
    change(db);
  } finally {
    db.close();
  }
}

export function changeHead(db: Database.Database, change: (head: Anything) => void): void {
  const head = JSON.parse(db.prepare<[], string>("select json from meta").pluck().get()!) as ClosedHead;
  change(head);
  db.prepare("update meta set json = ?").run(canonicalJson(head));
}

/** Chains all lines of the audit anew, so that they look as if nothing had happened. */
export function chainAnew(rows: readonly AuditRow[]): AuditRow[] {
  const chained: AuditRow[] = [];
  for (const { atUtc, who, act, about, detail } of rows) {
    chained.push(chainAudit(chained.at(-1) ?? null, { atUtc, who, act, about, detail }));
  }
  return chained;
}

export function changeAudit(folder: string, change: (rows: Anything[]) => AuditRow[]): void {
  const rows = change(readJson(folder, "audit.json"));
  writeFileSync(join(folder, "audit.json"), canonicalJson(rows));
}

/** Puts the digest of a changed closed file wherever the office and the audit name it, and chains the audit anew. */
export function reseal(folder: string, poll: string): void {
  const found = createHash("sha256")
    .update(readFileSync(closedPath(folder, poll)))
    .digest("hex");
  changeJson(folder, "office.json", (office: { polls: Record<string, unknown>[] }) => {
    for (const row of office.polls) if (row["id"] === poll) row["closedDigest"] = found;
  });
  changeAudit(folder, (rows: AuditRow[]) =>
    chainAnew(
      rows.map((row) =>
        row.act === "poll.counted" && row.about === poll
          ? { ...row, detail: row.detail.replace(/"digest":"[0-9a-f]*"/, `"digest":"${found}"`) }
          : row,
      ),
    ),
  );
}
