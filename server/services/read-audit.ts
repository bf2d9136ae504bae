import { type AuditVerdict, verifyAudit } from "../store/audit-chain.ts";
import type { AuditRow, OfficeTransaction } from "../store/office.ts";
import type { Deps } from "./deps.ts";

/** The whole record with the result of checking its chain, and what its ids are called now. */
export interface AuditRecord {
  readonly rows: readonly AuditRow[];
  readonly verdict: AuditVerdict;
  /** Ids of rounds, polls and accounts → names; what is gone is absent. */
  readonly names: ReadonlyMap<string, string>;
  /** Ids of rounds, their polls and units → the round they belong to. */
  readonly roundOf: ReadonlyMap<string, string>;
}

/** Which lines somebody wants to see; a part that is absent asks for nothing. */
export interface AuditFilter {
  readonly who?: string | undefined;
  readonly act?: string | undefined;
  readonly round?: string | undefined;
  /** ISO 8601 UTC, the first moment that counts. */
  readonly from?: string | undefined;
  /** ISO 8601 UTC, the first moment that no longer counts. */
  readonly until?: string | undefined;
}

/** The lines that a filter lets through, in order; the verdict stays that of the whole chain. */
export const filterAudit = (
  { rows, roundOf }: AuditRecord,
  { who, act, round, from, until }: AuditFilter,
): readonly AuditRow[] =>
  rows.filter(
    (row) =>
      (who === undefined || row.who === who) &&
      (act === undefined || row.act === act) &&
      (round === undefined || roundOf.get(row.about) === round) &&
      (from === undefined || row.atUtc >= from) &&
      (until === undefined || row.atUtc < until),
  );

/** Reads and checks every line. Nothing ever deletes one, so there is at least what the 180 days ask for. */
export async function readAudit(deps: Pick<Deps, "office">): Promise<AuditRecord> {
  const { rows, known } = await deps.office.inTransaction(async (office) => ({
    rows: await office.audit(),
    known: await knownIds(office),
  }));
  return { rows, verdict: verifyAudit(rows), ...known };
}

/** What ids of accounts, rounds, units and polls are called now. */
export async function knownIds(office: OfficeTransaction): Promise<Pick<AuditRecord, "names" | "roundOf">> {
  const names = new Map<string, string>();
  const roundOf = new Map<string, string>();
  for (const { id, name } of await office.accounts()) names.set(id, name);
  for (const { round } of await office.rounds()) {
    const note = (id: string, name: string | undefined): void => {
      roundOf.set(id, round.id);
      if (name !== undefined) names.set(id, name);
    };
    note(round.id, round.title);
    const units = new Map((await office.units(round.id)).map((unit) => [unit.id, unit.name]));
    for (const [id, name] of units) note(`${round.id}/${id}`, name);
    const polls = [...(await office.polls(round.id)), ...(await office.replacedPolls(round.id))];
    for (const poll of polls) note(poll.id, units.get(poll.unit));
  }
  return { names, roundOf };
}
