import type { Kysely, Selectable } from "kysely";
import type { OfficeTables } from "./office-tables.ts";
import type { SecondFactor, SecondFactors } from "./second-factors.ts";

/** Written once for every engine, as `OfficeQueries`. */
export class SecondFactorQueries implements SecondFactors {
  readonly #database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.#database = database;
  }

  async of(account: string): Promise<SecondFactor | null> {
    const query = this.#database().selectFrom("second_factors").selectAll().where("account", "=", account);
    const row = await query.executeTakeFirst();
    return row ? factorRow(row) : null;
  }

  async all(): Promise<readonly SecondFactor[]> {
    const query = this.#database().selectFrom("second_factors").selectAll();
    return (await query.orderBy("account").execute()).map(factorRow);
  }

  async begin(account: string, secret: string): Promise<void> {
    const columns = { secret, is_confirmed: 0, last_step: null };
    await this.#database()
      .insertInto("second_factors")
      .values({ account, ...columns })
      .onConflict((conflict) => conflict.column("account").doUpdateSet(columns))
      .execute();
  }

  async confirm(account: string): Promise<void> {
    const query = this.#database().updateTable("second_factors").set({ is_confirmed: 1 });
    await query.where("account", "=", account).execute();
  }

  async use(account: string, step: number): Promise<boolean> {
    const query = this.#database().updateTable("second_factors").set({ last_step: step });
    const { numUpdatedRows } = await query
      .where("account", "=", account)
      .where((is) => is.or([is("last_step", "is", null), is("last_step", "<", step)]))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async delete(account: string): Promise<void> {
    await this.#database().deleteFrom("second_factors").where("account", "=", account).execute();
  }

  async deleteAll(): Promise<void> {
    await this.#database().deleteFrom("second_factors").execute();
  }
}

function factorRow(row: Selectable<OfficeTables["second_factors"]>): SecondFactor {
  const { account, secret, is_confirmed: isConfirmed, last_step: lastStep } = row;
  return { account, secret, isConfirmed: isConfirmed === 1, lastStep };
}
