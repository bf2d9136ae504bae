import { type AuditLine, readAuditLine } from "../../../core/audit-change.ts";
import { namedFacts } from "../../../core/record-titles.ts";
import { type AuditFilter, type AuditRecord, filterAudit } from "../../../services/read-audit.ts";
import type { CarriedRecord, CarriedSource } from "../../../services/read-carried-audit.ts";
import type { AuditAnswer } from "../answers-records.ts";

export interface AuditPage {
  /** The sequence that the page ends before; null = the newest. */
  readonly before: number | null;
  readonly count: number;
  readonly filter: AuditFilter;
}

/**
 * One page of a record, newest first.
 *
 * @param carried what other records there are
 */
export function presentAudit(
  record: AuditRecord | CarriedRecord,
  { before, count, filter }: AuditPage,
  carried: readonly CarriedSource[],
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
      ...presentLine(readAuditLine(detail), (facts) => namedFacts(record, { act, about }, facts)),
      digest,
    })),
    next: older.length > page.length ? page.at(-1)!.sequence : null,
    found: found.length,
    people: [...new Set(rows.map(({ who }) => who))].toSorted(),
    acts: [...new Set(rows.map(({ act }) => act))].toSorted(),
    rounds: [...rounds].map((id) => ({ id, title: names.get(id) ?? id })),
    source: "source" in record ? { ...presentSource(record.source), isWhole: record.isWhole } : null,
    carried: carried.map(presentSource),
  };
}

const presentSource = (source: CarriedSource): CarriedSource => {
  const { parcel, round, group, installation, fingerprint, takenInAtUtc } = source;
  return { parcel, round, group, installation, fingerprint, takenInAtUtc };
};

const presentLine = (
  { facts, changes, moreChanges }: AuditLine,
  named: (facts: AuditLine["facts"]) => AuditLine["facts"],
): AuditLine => ({
  facts: named(facts),
  changes: changes.map(({ field, of, from, to }) => ({ field, ...(of !== undefined && { of }), from, to })),
  moreChanges,
});
