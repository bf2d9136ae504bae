import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from "kysely";
import { officeMigrations } from "../migrations/office-migrations.ts";
import { POSTGRES_TYPES } from "../migrations/sql-types.ts";
import { OfficeScope } from "../office-scope.ts";
import type { OfficeTables } from "../office-tables.ts";
import type { ErasedRows, Office, OfficeTransaction } from "../office.ts";
import type { PostgresLeases } from "./postgres-leases.ts";
import { postgresRefusal } from "./postgres-refusal.ts";
import type { PostgresSchema, PostgresSchemaKind } from "./postgres-schema.ts";
import { retryConflicts } from "./retry-conflicts.ts";
import { writeAnew } from "./write-anew.ts";

/** Tables in which rows stood that `eraseTraces` takes away. */
const TRACES = {
  paper: ["paper_keyings", "paper_sessions"],
  rehearsal: ["forms", "polls"],
} as const satisfies Record<ErasedRows, readonly string[]>;

export const OFFICE_KIND: PostgresSchemaKind = {
  name: "office",
  migrations: officeMigrations(POSTGRES_TYPES),
  connections: 10,
  unsampled: Object.values(TRACES).flat(),
};

/**
 * The office store in one PostgreSQL schema. Transactions run side by side, also those of other processes, and come
 * out as if they had taken turns ("serializable"): one that could not is run again from its beginning.
 */
export class PostgresOffice implements Office {
  readonly #schema: PostgresSchema;
  readonly #leases: PostgresLeases;
  readonly #kysely: Kysely<OfficeTables>;
  readonly #scope = new OfficeScope();
  readonly #running = new Set<Promise<unknown>>();

  /** @param leases nothing is written by a work that has lost its lease */
  constructor(schema: PostgresSchema, leases: PostgresLeases) {
    this.#schema = schema;
    this.#leases = leases;
    this.#kysely = new Kysely({ dialect: new PostgresDialect({ pool: schema.pool }) });
  }

  async inTransaction<T>(use: (office: OfficeTransaction) => Promise<T>): Promise<T> {
    this.#scope.refuseNested();
    const running = this.#run(use);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async eraseTraces(of: ErasedRows): Promise<void> {
    await writeAnew(this.#schema, TRACES[of]);
    await this.#schema.forgetLog();
  }

  tryOut(): Promise<void> {
    return this.#schema.tryOut("polls");
  }

  /** Waits until every transaction begun so far has ended. */
  async drain(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async close(): Promise<void> {
    await this.drain();
    await this.#schema.close();
  }

  async #run<T>(use: (office: OfficeTransaction) => Promise<T>): Promise<T> {
    const begin = this.#kysely.transaction().setIsolationLevel("serializable");
    const attempt = async (transaction: Transaction<OfficeTables>): Promise<T> => {
      await this.#leases.enterOffice(
        async (sql, values) =>
          (await transaction.executeQuery(CompiledQuery.raw(sql, [...values]))).rows.length,
      );
      return this.#scope.run(transaction, use);
    };
    try {
      return await retryConflicts(() => begin.execute(attempt));
    } catch (error) {
      throw postgresRefusal(error, this.#schema.name);
    }
  }
}
