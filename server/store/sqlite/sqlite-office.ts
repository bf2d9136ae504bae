import { Kysely, SqliteDialect } from "kysely";
import { officeMigrations } from "../migrations/office-migrations.ts";
import { SQLITE_TYPES } from "../migrations/sql-types.ts";
import { OfficeScope } from "../office-scope.ts";
import type { OfficeTables } from "../office-tables.ts";
import type { Office, OfficeTransaction } from "../office.ts";
import type { SqliteFile, SqliteFileKind } from "./sqlite-file.ts";

export const OFFICE_KIND: SqliteFileKind = {
  applicationId: 0x706c_6f66,
  migrations: officeMigrations(SQLITE_TYPES),
};

/**
 * The office store in one SQLite file. There is one connection, so transactions take turns in order of arrival.
 */
export class SqliteOffice implements Office {
  readonly #file: SqliteFile;
  readonly #kysely: Kysely<OfficeTables>;
  readonly #scope = new OfficeScope();
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#kysely = new Kysely({ dialect: new SqliteDialect({ database: file.db }) });
  }

  async inTransaction<T>(use: (office: OfficeTransaction) => Promise<T>): Promise<T> {
    this.#scope.refuseNested();
    const turn = this.#last.then(() => this.#run(use));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** The whole file, whatever was erased. Takes its turn among the transactions: no file can be written anew inside one. */
  async eraseTraces(): Promise<void> {
    const turn = this.#last.then(() => this.#file.rewrite());
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Takes its turn among the transactions, as a trial inside one would be a part of it. */
  async tryOut(): Promise<void> {
    const turn = this.#last.then(() => this.#file.tryOut());
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Waits until every transaction begun so far has ended. */
  async drain(): Promise<void> {
    await this.#last;
  }

  async close(): Promise<void> {
    await this.drain();
    this.#file.close();
  }

  async #run<T>(use: (office: OfficeTransaction) => Promise<T>): Promise<T> {
    this.#file.beginReadable();
    try {
      const outcome = await this.#scope.run(this.#kysely, use);
      this.#file.commit();
      return outcome;
    } catch (error) {
      this.#file.rollBack();
      throw this.#file.refusal(error);
    }
  }
}
