import { type AuditVerdict, verifyAudit } from "../store/audit-chain.ts";
import { type RecordTitles, titleKey } from "../core/record-titles.ts";
import type { AuditRow, OfficeTransaction } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { allForms, formerForms } from "./find-form.ts";
import { allSchemes } from "./find-scheme.ts";

/** The whole record with the result of checking its chain, and what its ids are called now. */
export interface AuditRecord extends RecordTitles {
  readonly rows: readonly AuditRow[];
  readonly verdict: AuditVerdict;
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
export async function readAudit(deps: Pick<Deps, "office" | "library">): Promise<AuditRecord> {
  const { rows, known } = await deps.office.inTransaction(async (office) => ({
    rows: await office.audit(),
    known: await knownIds(deps, office),
  }));
  return { rows, verdict: verifyAudit(rows), ...known };
}

/** What ids of accounts, rounds, units, polls, forms, schemes and installations are called now. */
export async function knownIds(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
): Promise<RecordTitles> {
  const names = await titlesOf(deps, office);
  const frozenTitles = new Map<string, string>();
  const roundOf = new Map<string, string>();
  for (const { id, name } of await office.accounts()) names.set(id, name);
  for (const { fingerprint, name } of await office.installations.all()) names.set(fingerprint, name);
  for (const { round, frozen } of await office.rounds()) {
    const note = (id: string, name: string | undefined): void => {
      roundOf.set(id, round.id);
      if (name !== undefined) names.set(id, name);
    };
    note(round.id, round.title);
    for (const { instrument } of frozen?.instruments ?? [])
      frozenTitles.set(titleKey(round.id, instrument.id), instrument.title);
    const units = new Map((await office.units(round.id)).map((unit) => [unit.id, unit.name]));
    for (const [id, name] of units) note(`${round.id}/${id}`, name);
    const polls = [...(await office.polls(round.id)), ...(await office.replacedPolls(round.id))];
    for (const poll of polls) note(poll.id, units.get(poll.unit));
  }
  return { names, roundOf, frozenTitles };
}

/** Forms and schemes of the library and of sealed rounds; of several versions the title of the latest. */
async function titlesOf(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
): Promise<Map<string, string>> {
  const forms = [...(await formerForms(deps, office)), ...(await allForms(deps, office))];
  return new Map([
    ...(await allSchemes(deps, office)).map(({ scheme }) => [scheme.id, scheme.title] as const),
    ...forms.map(({ instrument }) => [instrument.id, instrument.title] as const),
  ]);
}
