import type { Kysely } from "kysely";
import type { AccessProfile } from "../core/access/profile.ts";
import { accountRow, sessionRow } from "./office-rows.ts";
import type { OfficeTables } from "./office-tables.ts";
import type { AccountRow, SessionRow } from "./office.ts";

/** What `OfficeQueries` reads and writes of accounts, their sessions and the profile of roles. */
export class AccountQueries {
  protected readonly database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.database = database;
  }

  async accounts(): Promise<readonly AccountRow[]> {
    const rows = await this.database().selectFrom("accounts").selectAll().orderBy("id").execute();
    return rows.map(accountRow);
  }

  async accountByName(name: string): Promise<AccountRow | null> {
    const query = this.database().selectFrom("accounts").selectAll().where("name", "=", name);
    const row = await query.executeTakeFirst();
    return row ? accountRow(row) : null;
  }

  async account(id: string): Promise<AccountRow | null> {
    const query = this.database().selectFrom("accounts").selectAll().where("id", "=", id);
    const row = await query.executeTakeFirst();
    return row ? accountRow(row) : null;
  }

  async saveAccount(row: AccountRow): Promise<void> {
    const columns = {
      name: row.name,
      role: row.role,
      unit_group: row.group,
      password_hash: row.passwordHash,
      must_change: row.mustChange ? 1 : 0,
    };
    await this.database()
      .insertInto("accounts")
      .values({ id: row.id, ...columns })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
      .execute();
  }

  async profile(): Promise<AccessProfile> {
    const rows = await this.database().selectFrom("profile").selectAll().execute();
    const isOn = (name: keyof AccessProfile) => rows.some((row) => row.name === name && row.is_on === 1);
    return { hasKeepers: isOn("hasKeepers"), hasCodes: isOn("hasCodes") };
  }

  async saveProfile(profile: AccessProfile): Promise<void> {
    for (const [name, isOn] of Object.entries(profile)) {
      const columns = { is_on: isOn ? 1 : 0 };
      await this.database()
        .insertInto("profile")
        .values({ name, ...columns })
        .onConflict((conflict) => conflict.column("name").doUpdateSet(columns))
        .execute();
    }
  }

  async session(tokenHash: string): Promise<SessionRow | null> {
    const query = this.database().selectFrom("sessions").selectAll().where("token_hash", "=", tokenHash);
    const row = await query.executeTakeFirst();
    return row ? sessionRow(row) : null;
  }

  async saveSession(row: SessionRow): Promise<void> {
    const columns = {
      account: row.account,
      started_at_utc: row.startedAtUtc,
      seen_at_utc: row.seenAtUtc,
      has_closed: row.hasClosed ? 1 : 0,
    };
    await this.database()
      .insertInto("sessions")
      .values({ token_hash: row.tokenHash, ...columns })
      .onConflict((conflict) => conflict.column("token_hash").doUpdateSet(columns))
      .execute();
  }

  async noteClosed(group: string): Promise<void> {
    const accounts = this.database()
      .selectFrom("accounts")
      .select("id")
      .where((where) =>
        where.or([
          where("role", "=", "office"),
          where.and([where("role", "=", "group"), where("unit_group", "=", group)]),
        ]),
      );
    await this.database()
      .updateTable("sessions")
      .set({ has_closed: 1 })
      .where("account", "in", accounts)
      .execute();
  }

  async deleteSession(tokenHash: string): Promise<void> {
    await this.database().deleteFrom("sessions").where("token_hash", "=", tokenHash).execute();
  }

  async deleteSessionsOf(account: string, exceptTokenHash: string | null): Promise<void> {
    const query = this.database().deleteFrom("sessions").where("account", "=", account);
    await query.where("token_hash", "!=", exceptTokenHash ?? "").execute();
  }

  async deleteSessions(): Promise<void> {
    await this.database().deleteFrom("sessions").execute();
  }

  async deleteSessionsSeenBefore(utc: string): Promise<void> {
    await this.database().deleteFrom("sessions").where("seen_at_utc", "<", utc).execute();
  }
}
