import { type AuditLine, readAuditLine } from "../../../core/audit-change.ts";
import { type AuditFilter, type AuditRecord, filterAudit } from "../../../services/read-audit.ts";
import type { AuditAnswer } from "../answers-records.ts";

/**
 * One page of the record, newest first.
 *
 * @param before the sequence that the page ends before; null = the newest
 */
export function presentAudit(
  record: AuditRecord,
  before: number | null,
  count: number,
  filter: AuditFilter = {},
): AuditAnswer {
  const { rows, verdict, names, roundOf } = record;
  const found = filterAudit(record, filter);
  const older = found.filter(({ sequence }) => before === null || sequence < before);
  const page = older.slice(-count).toReversed();
  const rounds = new Set(rows.flatMap(({ about }) => roundOf.get(about) ?? []));
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
      ...presentLine(readAuditLine(detail)),
      digest,
    })),
    next: older.length > page.length ? page.at(-1)!.sequence : null,
    found: found.length,
    people: [...new Set(rows.map(({ who }) => who))].toSorted(),
    acts: [...new Set(rows.map(({ act }) => act))].toSorted(),
    rounds: [...rounds].map((id) => ({ id, title: names.get(id) ?? id })),
  };
}

const presentLine = ({ facts, changes, moreChanges }: AuditLine): AuditLine => ({
  facts,
  changes: changes.map(({ field, of, from, to }) => ({ field, ...(of !== undefined && { of }), from, to })),
  moreChanges,
});
