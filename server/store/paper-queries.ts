import type { Kysely, Selectable } from "kysely";
import { canonicalJson } from "../core/definition/canonical.ts";
import type { OfficeTables } from "./office-tables.ts";
import type { PaperDrafts, PaperKeying, PaperSession } from "./paper-drafts.ts";

/** Written once for every engine, as `OfficeQueries`. */
export class PaperQueries implements PaperDrafts {
  readonly #database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.#database = database;
  }

  async sessions(poll: string): Promise<readonly PaperSession[]> {
    const query = this.#database().selectFrom("paper_sessions").selectAll().where("poll", "=", poll);
    return (await query.orderBy("id").execute()).map(sessionRow);
  }

  async unfinished(): Promise<readonly PaperSession[]> {
    const query = this.#database()
      .selectFrom("paper_sessions")
      .selectAll()
      .where((row) => row.or([row("signed", "is not", null), row("erasing", "is not", null)]));
    return (await query.orderBy("id").execute()).map(sessionRow);
  }

  async session(id: string): Promise<PaperSession | null> {
    const query = this.#database().selectFrom("paper_sessions").selectAll().where("id", "=", id);
    const row = await query.executeTakeFirst();
    return row ? sessionRow(row) : null;
  }

  async saveSession({ id, signed, differences, leftBy, ...session }: PaperSession): Promise<void> {
    const columns = {
      ...session,
      signed: signed && canonicalJson({ ...signed }),
      differences: JSON.stringify(differences),
      left_by: JSON.stringify(leftBy),
    };
    await this.#database()
      .insertInto("paper_sessions")
      .values({ id, ...columns })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
      .execute();
  }

  async keyings(session: string): Promise<readonly PaperKeying[]> {
    const query = this.#database().selectFrom("paper_keyings").selectAll().where("session", "=", session);
    const rows = await query.orderBy("account").execute();
    return rows.map(({ account, sheets, is_done: isDone }) => {
      return { session, account, sheets: JSON.parse(sheets), isDone: isDone === 1 };
    });
  }

  async saveKeying({ session, account, sheets, isDone }: PaperKeying): Promise<void> {
    const columns = { sheets: JSON.stringify(sheets), is_done: isDone ? 1 : 0 };
    await this.#database()
      .insertInto("paper_keyings")
      .values({ session, account, ...columns })
      .onConflict((conflict) => conflict.columns(["session", "account"]).doUpdateSet(columns))
      .execute();
  }

  async deleteKeying(session: string, account: string): Promise<void> {
    const own = this.#database().deleteFrom("paper_keyings").where("session", "=", session);
    await own.where("account", "=", account).execute();
  }

  async deleteKeyings(session: string): Promise<void> {
    await this.#database().deleteFrom("paper_keyings").where("session", "=", session).execute();
  }

  async deleteSession(session: string): Promise<void> {
    await this.deleteKeyings(session);
    await this.#database().deleteFrom("paper_sessions").where("id", "=", session).execute();
  }
}

function sessionRow(row: Selectable<OfficeTables["paper_sessions"]>): PaperSession {
  const { signed, differences, left_by: leftBy, erasing, ...session } = row;
  return {
    ...session,
    signed: signed === null ? null : JSON.parse(signed),
    differences: JSON.parse(differences),
    leftBy: JSON.parse(leftBy),
    erasing: erasing as PaperSession["erasing"],
  };
}
