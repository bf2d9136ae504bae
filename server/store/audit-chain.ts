import { createHash } from "node:crypto";
import { canonicalJson } from "../core/definition/canonical.ts";
import type { AuditRow } from "./office.ts";

/** What the first line chains to. */
const GENESIS = "0".repeat(64);

type AuditLine = Omit<AuditRow, "digest">;

export type AuditVerdict =
  | { readonly ok: true; readonly lines: number }
  | { readonly ok: false; readonly sequence: number; readonly reason: "gap" | "digest" };

/** SHA-256, hex, over the digest of the line before (64 zeros for the first) and the canonical JSON of this line. */
function digestOfLine(previous: string, line: AuditLine): string {
  const { sequence, atUtc, who, act, about, detail } = line;
  const text = canonicalJson({ sequence, atUtc, who, act, about, detail });
  return createHash("sha256").update(`${previous}\n${text}`).digest("hex");
}

/** The next row of the chain: sequence without a gap, from 1. */
export function chainAudit(last: AuditRow | null, line: Omit<AuditLine, "sequence">): AuditRow {
  const next = { ...line, sequence: (last?.sequence ?? 0) + 1 };
  return { ...next, digest: digestOfLine(last?.digest ?? GENESIS, next) };
}

/**
 * Checks sequence and digests of the whole audit, first line first. It finds every change, insertion and removal
 * inside; lines missing at the end are found only against a digest written down elsewhere.
 */
export function verifyAudit(rows: readonly AuditRow[]): AuditVerdict {
  let previous = GENESIS;
  for (const [i, row] of rows.entries()) {
    if (row.sequence !== i + 1) return { ok: false, sequence: i + 1, reason: "gap" };
    if (row.digest !== digestOfLine(previous, row))
      return { ok: false, sequence: row.sequence, reason: "digest" };
    previous = row.digest;
  }
  return { ok: true, lines: rows.length };
}
