import { type AuditVerdict, verifyAudit } from "../store/audit-chain.ts";
import type { AuditRow, OfficeTransaction } from "../store/office.ts";
import type { Deps } from "./deps.ts";

/** The whole record with the result of checking its chain, and what its ids are called now. */
export interface AuditRecord {
  readonly rows: readonly AuditRow[];
  readonly verdict: AuditVerdict;
  /** Ids of rounds, polls and accounts → names; what is gone is absent. */
  readonly names: ReadonlyMap<string, string>;
}

/** Reads and checks every line. Nothing ever deletes one, so there is at least what the 180 days ask for. */
export async function readAudit(deps: Pick<Deps, "office">): Promise<AuditRecord> {
  const { rows, names } = await deps.office.inTransaction(async (office) => ({
    rows: await office.audit(),
    names: await namesOf(office),
  }));
  return { rows, verdict: verifyAudit(rows), names };
}

async function namesOf(office: OfficeTransaction): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { id, name } of await office.accounts()) names.set(id, name);
  for (const { round } of await office.rounds()) {
    names.set(round.id, round.title);
    const units = new Map((await office.units(round.id)).map((unit) => [unit.id, unit.name]));
    for (const [id, name] of units) names.set(`${round.id}/${id}`, name);
    for (const poll of await office.polls(round.id)) {
      const name = units.get(poll.unit);
      if (name !== undefined) names.set(poll.id, name);
    }
  }
  return names;
}
