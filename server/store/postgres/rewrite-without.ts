import type { PoolClient } from "pg";
import type { PostgresSchema } from "./postgres-schema.ts";
import { briefly, untilFree } from "./until-free.ts";

/** Whoever copies the tables has it shared, whoever writes them anew has it alone. */
export const BACKUP_LOCK = "plumbline backup";

/** By which column a poll's rows are known, and the key in whose order the others are written anew. */
const TABLES = {
  tickets: { column: "poll", key: "hash" },
  signing_keys: { column: "poll", key: "key_id" },
  poll_keys: { column: "poll", key: "poll" },
  exchanges: { column: "poll", key: "poll, batch" },
  spent: { column: "key_id", key: "key_id, nullifier" },
  ballots: { column: "key_id", key: "key_id, tag" },
  texts: { column: "key_id", key: "key_id, question, tag" },
} as const;

/**
 * Takes rows away and writes all others anew, in key order, by one transaction: the table's old file, in which deleted
 * rows would stay until it is overwritten, goes with the commit, and `xmin` and `ctid` of the rows that stay say
 * nothing any more about when they came. Reading and writing the table waits meanwhile. O(rows of the table).
 * It waits for a backup, and for whoever else reads for long, without keeping anybody waiting behind itself.
 *
 * Nothing happens when no row is to go, so it can be repeated after a stop.
 */
export async function rewriteWithout(
  schema: PostgresSchema,
  table: keyof typeof TABLES,
  gone: readonly (string | Uint8Array)[],
): Promise<void> {
  const { column, key } = TABLES[table];
  const rewrite = async (client: PoolClient): Promise<void> => {
    await briefly(client);
    // A backup has it shared; the table itself is asked for only once there is none.
    await client.query("select pg_advisory_xact_lock(hashtext($1))", [BACKUP_LOCK]);
    await client.query(`lock table ${table} in access exclusive mode`);
    const found = await client.query(`select 1 from ${table} where ${column} = any($1) limit 1`, [gone]);
    if (found.rowCount === 0) return;
    await client.query(`create unlogged table staying (like ${table})`);
    await client.query(`insert into staying select * from ${table} where ${column} <> all($1)`, [gone]);
    await client.query(`truncate ${table}`);
    await client.query(`insert into ${table} select * from staying order by ${key}`);
    await client.query("drop table staying");
  };
  await untilFree(() => schema.write(rewrite));
}
