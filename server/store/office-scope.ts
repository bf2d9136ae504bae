import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely } from "kysely";
import { OfficeQueries } from "./office-queries.ts";
import type { OfficeTables } from "./office-tables.ts";
import type { OfficeTransaction } from "./office.ts";

/**
 * Holds callers to the transaction they were given: it cannot be used after its end, and none begins inside another,
 * which would wait for itself on one connection and quietly escape the outer one on several.
 */
export class OfficeScope {
  readonly #scope = new AsyncLocalStorage<{ isOpen: boolean }>();
  #running = 0;

  /** @throws Error when called, however indirectly, by the user of a transaction that is open */
  refuseNested(): void {
    if (this.#scope.getStore()?.isOpen) {
      throw new Error("inTransaction inside inTransaction: use the transaction that is open");
    }
  }

  /** Runs `use` on a database whose transaction has begun; the caller commits or rolls back. */
  async run<T>(database: Kysely<OfficeTables>, use: (office: OfficeTransaction) => Promise<T>): Promise<T> {
    const scope = { isOpen: true };
    const queries = new OfficeQueries(() => {
      if (!scope.isOpen) throw new Error("this transaction has ended");
      return database;
    });
    this.#running += 1;
    try {
      return await this.#scope.run(scope, () => use(queries));
    } finally {
      scope.isOpen = false;
      this.#running -= 1;
      // While it is on, Node follows every promise of the process, those of respondents' requests too.
      if (this.#running === 0) this.#scope.disable();
    }
  }
}
