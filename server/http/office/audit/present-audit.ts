import type { AuditRecord } from "../../../services/read-audit.ts";
import type { AuditAnswer } from "../answers-records.ts";

/** One page of the record, newest first. `before`: the sequence that the page ends before; null = the newest. */
export function presentAudit(record: AuditRecord, before: number | null, count: number): AuditAnswer {
  const { rows, verdict, names } = record;
  const end = before === null ? rows.length : Math.min(rows.length, Math.max(0, before - 1));
  const page = rows.slice(Math.max(0, end - count), end).toReversed();
  return {
    total: rows.length,
    verdict: verdict.ok ? { ok: true } : { ok: false, sequence: verdict.sequence, reason: verdict.reason },
    digest: rows.at(-1)?.digest ?? null,
    lines: page.map(({ sequence, atUtc, who, act, about, detail, digest }) => ({
      sequence,
      atUtc,
      who,
      act,
      about,
      name: names.get(about) ?? null,
      facts: JSON.parse(detail) as AuditAnswer["lines"][number]["facts"],
      digest,
    })),
    next: end - count > 0 ? end - count + 1 : null,
  };
}
