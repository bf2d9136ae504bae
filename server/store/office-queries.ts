import type { Kysely } from "kysely";
import { canonicalJson } from "../core/definition/canonical.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import type { ReviewEntry } from "../core/review/review.ts";
import type { RollSheetTyped } from "../core/results/roll-sheet.ts";
import type { PollState, RoundSpan } from "../core/round/round.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { Scheme, UnitAssessment } from "../core/scoring/scheme.ts";
import { AccountQueries } from "./account-queries.ts";
import { chainAudit } from "./audit-chain.ts";
import { auditRow, ownFormRow, pollRow, reviewEntry, roundRow } from "./office-rows.ts";
import { KeptParcelQueries, type KeptParcels } from "./kept-parcels.ts";
import type { OfficeTables } from "./office-tables.ts";
import type { PaperDrafts } from "./paper-drafts.ts";
import { ParcelQueries, type Parcels } from "./parcels.ts";
import { PaperQueries } from "./paper-queries.ts";
import { type RegisterLines, RegisterLineQueries } from "./register-lines.ts";
import { SecondFactorQueries } from "./second-factor-queries.ts";
import type { SecondFactors } from "./second-factors.ts";
import type { AuditRow, OfficeTransaction, OwnFormRow, OwnSchemeRow, PollRow, RoundRow } from "./office.ts";
import { type TrustedInstallations, TrustedInstallationQueries } from "./trusted-installations.ts";
import { VolumeQueries, type Volumes } from "./volumes.ts";
import { type WirelessNetworks, WirelessQueries } from "./wireless.ts";

/** The reads and writes of one transaction, written once for every engine. `database` throws after its end. */
export class OfficeQueries extends AccountQueries implements OfficeTransaction {
  readonly paper: PaperDrafts;
  readonly secondFactors: SecondFactors;
  readonly registerLines: RegisterLines;
  readonly wireless: WirelessNetworks;
  readonly installations: TrustedInstallations;
  readonly parcels: Parcels;
  readonly keptParcels: KeptParcels;
  readonly volumes: Volumes;

  constructor(database: () => Kysely<OfficeTables>) {
    super(database);
    this.paper = new PaperQueries(database);
    this.secondFactors = new SecondFactorQueries(database);
    this.registerLines = new RegisterLineQueries(database);
    this.wireless = new WirelessQueries(database);
    this.parcels = new ParcelQueries(database);
    this.keptParcels = new KeptParcelQueries(database);
    this.volumes = new VolumeQueries(database);
    this.installations = new TrustedInstallationQueries(database);
  }

  async rounds(): Promise<readonly RoundRow[]> {
    const rows = await this.database().selectFrom("rounds").selectAll().orderBy("id").execute();
    return rows.map(roundRow);
  }

  async round(id: string): Promise<RoundRow | null> {
    const query = this.database().selectFrom("rounds").selectAll().where("id", "=", id);
    const row = await query.executeTakeFirst();
    return row ? roundRow(row) : null;
  }

  async saveRound(row: RoundRow): Promise<void> {
    const columns = {
      round: canonicalJson(row.round),
      frozen: row.frozen && canonicalJson(row.frozen),
      archived_at_utc: row.archivedAtUtc ?? null,
      keep_days: row.keepDays ?? null,
      destruction: row.destruction ? canonicalJson(row.destruction) : null,
      brought: row.brought ? canonicalJson(row.brought) : null,
    };
    await this.database()
      .insertInto("rounds")
      .values({ id: row.round.id, ...columns, changes: 1 })
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((row) => ({ ...columns, changes: row("rounds.changes", "+", 1) })),
      )
      .execute();
  }

  async saveSpan(round: string, span: RoundSpan): Promise<void> {
    const query = this.database().updateTable("rounds").where("id", "=", round);
    await query.set({ span: canonicalJson({ from: span.from, to: span.to }) }).execute();
    await this.#noteChange(round);
  }

  async roundChanges(round: string): Promise<number | null> {
    const query = this.database().selectFrom("rounds").select("changes").where("id", "=", round);
    return (await query.executeTakeFirst())?.changes ?? null;
  }

  async #noteChange(round: string): Promise<void> {
    const query = this.database().updateTable("rounds").where("id", "=", round);
    await query.set((row) => ({ changes: row("changes", "+", 1) })).execute();
  }

  async units(round: string): Promise<readonly Unit[]> {
    const query = this.database().selectFrom("units").select("unit").where("round", "=", round);
    const rows = await query.orderBy("position").execute();
    return rows.map(({ unit }) => JSON.parse(unit) as Unit);
  }

  async unit(round: string, id: string): Promise<Unit | null> {
    const query = this.database().selectFrom("units").select("unit");
    const row = await query.where("round", "=", round).where("id", "=", id).executeTakeFirst();
    return row ? (JSON.parse(row.unit) as Unit) : null;
  }

  async saveUnits(round: string, units: readonly Unit[]): Promise<void> {
    const database = this.database();
    await database.deleteFrom("units").where("round", "=", round).execute();
    for (const [position, unit] of units.entries()) {
      const row = { round, id: unit.id, position, unit: canonicalJson(unit) };
      await database.insertInto("units").values(row).execute();
    }
    await this.#noteChange(round);
  }

  async polls(round: string): Promise<readonly PollRow[]> {
    return (await this.#pollsOf(round, 0)).filter((row) => row.replacedBy === undefined);
  }

  async replacedPolls(round: string): Promise<readonly PollRow[]> {
    return (await this.#pollsOf(round, 0)).filter((row) => row.replacedBy !== undefined);
  }

  async rehearsals(round: string): Promise<readonly PollRow[]> {
    return this.#pollsOf(round, 1);
  }

  async #pollsOf(round: string, isRehearsal: number): Promise<readonly PollRow[]> {
    const query = this.database().selectFrom("polls").selectAll().where("round", "=", round);
    return (await query.where("is_rehearsal", "=", isRehearsal).orderBy("id").execute()).map(pollRow);
  }

  async poll(id: string): Promise<PollRow | null> {
    const query = this.database().selectFrom("polls").selectAll().where("id", "=", id);
    const row = await query.executeTakeFirst();
    return row ? pollRow(row) : null;
  }

  async pollsInState(states: readonly PollState[]): Promise<readonly PollRow[]> {
    // "in ()" is not SQL; SQLite only tolerates it.
    if (states.length === 0) return [];
    const query = this.database().selectFrom("polls").selectAll().where("state", "in", states);
    return (await query.orderBy("id").execute()).map(pollRow);
  }

  async savePoll(row: PollRow): Promise<void> {
    const columns = {
      round: row.round,
      unit: row.unit,
      state: row.state,
      plan: row.plan && canonicalJson(row.plan),
      opened_at_utc: row.openedAtUtc,
      closing_ends_at_utc: row.closingEndsAtUtc,
      closed_at_utc: row.closedAtUtc,
      closed_digest: row.closedDigest,
      is_rehearsal: row.isRehearsal ? 1 : 0,
      open_until: row.openUntil ?? null,
      replaced_by: row.replacedBy ?? null,
    };
    await this.database()
      .insertInto("polls")
      .values({ id: row.id, ...columns, changes: 0 })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
      .execute();
    await this.notePollChange(row.id);
    await this.#noteChange(row.round);
  }

  async pollChanges(id: string): Promise<number | null> {
    const query = this.database().selectFrom("polls").select("changes").where("id", "=", id);
    return (await query.executeTakeFirst())?.changes ?? null;
  }

  async notePollChange(id: string): Promise<void> {
    const query = this.database().updateTable("polls").where("id", "=", id);
    await query.set((row) => ({ changes: row("changes", "+", 1) })).execute();
  }

  async deleteRehearsal(id: string): Promise<void> {
    const query = this.database().deleteFrom("polls").where("id", "=", id);
    await query.where("is_rehearsal", "=", 1).execute();
  }

  async rollSheet(poll: string): Promise<RollSheetTyped | null> {
    const query = this.database().selectFrom("roll_sheets").select("sheet").where("poll", "=", poll);
    const row = await query.executeTakeFirst();
    return row ? (JSON.parse(row.sheet) as RollSheetTyped) : null;
  }

  async rollSheets(round: string): Promise<ReadonlyMap<string, RollSheetTyped>> {
    const query = this.database()
      .selectFrom("roll_sheets")
      .innerJoin("polls", "polls.id", "roll_sheets.poll");
    const rows = await query.select(["poll", "sheet"]).where("polls.round", "=", round).execute();
    return new Map(rows.map(({ poll, sheet }) => [poll, JSON.parse(sheet) as RollSheetTyped]));
  }

  async saveRollSheet(poll: string, sheet: RollSheetTyped): Promise<void> {
    const columns = { sheet: canonicalJson(sheet) };
    await this.database()
      .insertInto("roll_sheets")
      .values({ poll, ...columns })
      .onConflict((conflict) => conflict.column("poll").doUpdateSet(columns))
      .execute();
    const row = await this.poll(poll);
    if (row) await this.#noteChange(row.round);
  }

  async form(digest: string): Promise<FrozenForm | null> {
    const query = this.database().selectFrom("forms").select("form").where("digest", "=", digest);
    const row = await query.executeTakeFirst();
    return row ? (JSON.parse(row.form) as FrozenForm) : null;
  }

  /** The digest names the content: a form that is there already stays as it is. */
  async saveForm(digest: string, form: FrozenForm): Promise<void> {
    await this.database()
      .insertInto("forms")
      .values({ digest, form: canonicalJson(form) })
      .onConflict((conflict) => conflict.column("digest").doNothing())
      .execute();
  }

  async deleteForm(digest: string): Promise<void> {
    await this.database().deleteFrom("forms").where("digest", "=", digest).execute();
  }

  async ownSchemes(): Promise<readonly OwnSchemeRow[]> {
    const query = this.database().selectFrom("own_schemes").selectAll();
    const rows = await query.orderBy("made_at_utc").orderBy("id").execute();
    return rows.map(({ made_at_utc: madeAtUtc, made_by: madeBy, scheme, ...columns }) => {
      return { ...columns, scheme: JSON.parse(scheme) as Scheme, madeAtUtc, madeBy };
    });
  }

  async addOwnScheme({ id, digest, scheme, madeAtUtc, madeBy }: OwnSchemeRow): Promise<void> {
    const row = { id, digest, scheme: canonicalJson({ ...scheme }), made_at_utc: madeAtUtc, made_by: madeBy };
    await this.database().insertInto("own_schemes").values(row).execute();
  }

  async ownForms(): Promise<readonly OwnFormRow[]> {
    const query = this.database().selectFrom("own_forms").selectAll();
    const rows = await query.orderBy("id").orderBy("made_at_utc").orderBy("version").execute();
    return rows.map(ownFormRow);
  }

  async ownForm(id: string, version: string): Promise<OwnFormRow | null> {
    const query = this.database().selectFrom("own_forms").selectAll().where("id", "=", id);
    const row = await query.where("version", "=", version).executeTakeFirst();
    return row ? ownFormRow(row) : null;
  }

  async addOwnForm({ madeAtUtc: made_at_utc, madeBy: made_by, ...columns }: OwnFormRow): Promise<void> {
    await this.database()
      .insertInto("own_forms")
      .values({ ...columns, made_at_utc, made_by })
      .execute();
  }

  async assessment(round: string, unit: string): Promise<UnitAssessment | null> {
    const query = this.database().selectFrom("assessments").select("assessment");
    const row = await query.where("round", "=", round).where("unit", "=", unit).executeTakeFirst();
    return row ? (JSON.parse(row.assessment) as UnitAssessment) : null;
  }

  async saveAssessment(round: string, unit: string, assessment: UnitAssessment): Promise<void> {
    const columns = { assessment: canonicalJson(assessment) };
    await this.database()
      .insertInto("assessments")
      .values({ round, unit, ...columns })
      .onConflict((conflict) => conflict.columns(["round", "unit"]).doUpdateSet(columns))
      .execute();
    await this.#noteChange(round);
  }

  async assessments(round: string): Promise<ReadonlyMap<string, UnitAssessment>> {
    const query = this.database().selectFrom("assessments").selectAll().where("round", "=", round);
    const rows = await query.execute();
    return new Map(rows.map(({ unit, assessment }) => [unit, JSON.parse(assessment) as UnitAssessment]));
  }

  async reviews(round: string): Promise<ReadonlyMap<string, readonly ReviewEntry[]>> {
    const query = this.database().selectFrom("reviews").selectAll().where("round", "=", round);
    const histories = new Map<string, ReviewEntry[]>();
    for (const row of await query.orderBy("sequence").execute()) {
      histories.set(row.unit, [...(histories.get(row.unit) ?? []), reviewEntry(row)]);
    }
    return histories;
  }

  async review(round: string, unit: string): Promise<readonly ReviewEntry[]> {
    const query = this.database().selectFrom("reviews").selectAll().where("round", "=", round);
    return (await query.where("unit", "=", unit).orderBy("sequence").execute()).map(reviewEntry);
  }

  async appendReview(
    round: string,
    unit: string,
    entry: Omit<ReviewEntry, "sequence">,
  ): Promise<ReviewEntry> {
    const sequence = (await this.review(round, unit)).length + 1;
    const row = { round, unit, sequence, entry: canonicalJson(entry) };
    await this.database().insertInto("reviews").values(row).execute();
    await this.#noteChange(round);
    return { sequence, ...entry };
  }

  async audit(): Promise<readonly AuditRow[]> {
    const rows = await this.database().selectFrom("audit").selectAll().orderBy("sequence").execute();
    return rows.map(auditRow);
  }

  async auditOf(act: string, about?: string): Promise<readonly AuditRow[]> {
    const ofAct = this.database().selectFrom("audit").selectAll().where("act", "=", act);
    const query = about === undefined ? ofAct : ofAct.where("about", "=", about);
    return (await query.orderBy("sequence").execute()).map(auditRow);
  }

  async appendAudit(line: Omit<AuditRow, "sequence" | "digest">): Promise<AuditRow> {
    const query = this.database().selectFrom("audit").selectAll().orderBy("sequence", "desc").limit(1);
    const last = await query.executeTakeFirst();
    const row = chainAudit(last ? auditRow(last) : null, line);
    const { atUtc: at_utc, ...columns } = row;
    await this.database()
      .insertInto("audit")
      .values({ at_utc, ...columns })
      .execute();
    return row;
  }
}
