import type { Client } from "pg";
import { Problem } from "../../core/problem.ts";
import { actAs, type OfficeNames } from "./office-place.ts";
import { CUT } from "./poll-partitions.ts";

/** A part has its rows, its index, and both once more for long values. */
const LOCKS_OF_PART = 4;
/** Of all other tables and indexes, and of whoever else works on the server. */
const OTHER_LOCKS = 300;

/**
 * A transaction that makes parts of tables holds a lock of each thing that it makes until it ends.
 *
 * @param parts that it makes
 * @throws Problem usage when the server has too few places for them
 */
export async function refuseFewLocks(client: Client, parts: number): Promise<void> {
  const { rows } = await client.query<{ places: number }>(
    `select current_setting('max_locks_per_transaction')::int
          * (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int) as places`,
  );
  if (parts * LOCKS_OF_PART + OTHER_LOCKS > rows[0]!.places)
    throw new Problem("usage", { reason: "restore too few locks" });
}

/**
 * The same for tables that an earlier version left in one piece: this one cuts them as it opens them, each store's by one
 * transaction. Asked before the first store is changed.
 *
 * @throws Problem usage
 */
export async function refuseUpgradeWithFewLocks(client: Client, names: OfficeNames): Promise<void> {
  for (const store of ["box", "roll"] as const) {
    await client.query("begin");
    await actAs(client, names, store);
    const whole = await client.query<{ name: keyof typeof CUT }>(
      `select relname::text as name from pg_class
       where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname = any($1)`,
      [Object.keys(CUT)],
    );
    let parts = 0;
    for (const { name } of whole.rows) {
      const found = await client.query<{ parts: number }>(
        `select count(distinct ${CUT[name].column})::int as parts from ${name}`,
      );
      parts += found.rows[0]!.parts;
    }
    await client.query("commit");
    if (parts > 0) await refuseFewLocks(client, parts);
  }
}
