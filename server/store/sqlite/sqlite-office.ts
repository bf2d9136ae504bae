import { AsyncLocalStorage } from "node:async_hooks";
import { Kysely, SqliteDialect } from "kysely";
import { OFFICE_MIGRATIONS } from "../migrations/office-migrations.ts";
import { OfficeQueries } from "../office-queries.ts";
import type { OfficeTables } from "../office-tables.ts";
import type { Office, OfficeTransaction } from "../office.ts";
import type { SqliteFile, SqliteFileKind } from "./sqlite-file.ts";

export const OFFICE_KIND: SqliteFileKind = { applicationId: 0x706c_6f66, migrations: OFFICE_MIGRATIONS };

interface Scope {
  isOpen: boolean;
}

/**
 * The office store in one SQLite file. There is one connection, so transactions take turns in order of arrival.
 * A transaction begun inside another one would wait for itself for ever; it throws instead.
 */
export class SqliteOffice implements Office {
  readonly #file: SqliteFile;
  readonly #kysely: Kysely<OfficeTables>;
  readonly #scope = new AsyncLocalStorage<Scope>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#kysely = new Kysely({ dialect: new SqliteDialect({ database: file.db }) });
  }

  inTransaction<T>(use: (office: OfficeTransaction) => Promise<T>): Promise<T> {
    if (this.#scope.getStore()?.isOpen) {
      return Promise.reject(
        new Error("inTransaction inside inTransaction: use the transaction that is open"),
      );
    }
    const turn = this.#last.then(() => this.#run(use));
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
    const scope: Scope = { isOpen: true };
    const queries = new OfficeQueries(() => {
      if (!scope.isOpen) throw new Error("this transaction has ended");
      return this.#kysely;
    });
    this.#file.beginReadable();
    try {
      const outcome = await this.#scope.run(scope, () => use(queries));
      scope.isOpen = false;
      this.#file.commit();
      return outcome;
    } catch (error) {
      scope.isOpen = false;
      this.#file.rollBack();
      throw this.#file.refusal(error);
    }
  }
}
