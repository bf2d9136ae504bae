import type { Kysely } from "kysely";
import type { OfficeTables } from "./office-tables.ts";

/** Another installation whose parcels are taken, by the fingerprint that two people compared. */
export interface TrustedInstallation {
  readonly fingerprint: string;
  /** As the office calls it. */
  readonly name: string;
  readonly trustedAtUtc: string;
  /** The office above this one: what it gives out as 模板包 is taken, of nobody else. */
  readonly isCity: boolean;
  /** From when on nothing of it is taken any more, for good; null: it is trusted. */
  readonly revoked: { readonly atUtc: string; readonly reason: string } | null;
}

/** Rows are added, changed in what they are, and revoked, never taken away. */
export interface TrustedInstallations {
  /** In the order in which they were added. */
  all(): Promise<readonly TrustedInstallation[]>;
  find(fingerprint: string): Promise<TrustedInstallation | null>;
  add(row: Omit<TrustedInstallation, "revoked">): Promise<void>;
  setCity(fingerprint: string, isCity: boolean): Promise<void>;
  revoke(fingerprint: string, revoked: NonNullable<TrustedInstallation["revoked"]>): Promise<void>;
}

/** Written once for every engine, as `OfficeQueries`. */
export class TrustedInstallationQueries implements TrustedInstallations {
  readonly #database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.#database = database;
  }

  async all(): Promise<readonly TrustedInstallation[]> {
    const query = this.#database().selectFrom("trusted_installations").selectAll();
    return (await query.orderBy("trusted_at_utc").orderBy("fingerprint").execute()).map(rowOf);
  }

  async find(fingerprint: string): Promise<TrustedInstallation | null> {
    const query = this.#database().selectFrom("trusted_installations").selectAll();
    const row = await query.where("fingerprint", "=", fingerprint).executeTakeFirst();
    return row ? rowOf(row) : null;
  }

  async add({
    fingerprint,
    name,
    trustedAtUtc: trusted_at_utc,
    isCity,
  }: Omit<TrustedInstallation, "revoked">): Promise<void> {
    const kept = { fingerprint, name, trusted_at_utc, is_city: isCity ? 1 : 0 };
    const row = { ...kept, revoked_at_utc: null, revoked_reason: null };
    await this.#database().insertInto("trusted_installations").values(row).execute();
  }

  async setCity(fingerprint: string, isCity: boolean): Promise<void> {
    const query = this.#database().updateTable("trusted_installations");
    await query
      .set({ is_city: isCity ? 1 : 0 })
      .where("fingerprint", "=", fingerprint)
      .execute();
  }

  async revoke(
    fingerprint: string,
    { atUtc: revoked_at_utc, reason: revoked_reason }: NonNullable<TrustedInstallation["revoked"]>,
  ): Promise<void> {
    const query = this.#database()
      .updateTable("trusted_installations")
      .set({ revoked_at_utc, revoked_reason });
    await query.where("fingerprint", "=", fingerprint).execute();
  }
}

function rowOf(row: OfficeTables["trusted_installations"]): TrustedInstallation {
  const { fingerprint, name, trusted_at_utc: trustedAtUtc, revoked_at_utc: atUtc, revoked_reason } = row;
  const revoked = atUtc === null ? null : { atUtc, reason: revoked_reason ?? "" };
  return { fingerprint, name, trustedAtUtc, isCity: row.is_city === 1, revoked };
}
