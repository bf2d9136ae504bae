import type { ClientBase } from "pg";
import type { PostgresSchema } from "./postgres-schema.ts";
import { briefly, untilFree } from "./until-free.ts";

/** Whoever copies the tables has it shared, whoever writes them anew has it alone. */
export const BACKUP_LOCK = "plumbline backup";

/** By which column a poll's rows are known, and the key in whose order the others are written anew. */
interface RewrittenTable {
  readonly column: string;
  readonly key: string;
}

/** Of each poll a few rows, which no respondent writes. */
const TABLES = {
  signing_keys: { column: "poll", key: "key_id" },
  poll_keys: { column: "poll", key: "poll" },
  exchanges: { column: "poll", key: "poll, batch" },
} as const satisfies Record<string, RewrittenTable>;

/**
 * Takes a poll's rows away and writes all others anew, in key order, by one transaction: the table's old file, in which
 * deleted rows would stay until it is overwritten, goes with the commit. Reading and writing the table waits meanwhile.
 * O(rows of the table). It waits for a backup, and for whoever else reads for long, without keeping anybody waiting behind itself.
 *
 * Nothing happens when no row is to go, so it can be repeated after a stop.
 */
export async function rewriteWithout(
  schema: PostgresSchema,
  table: keyof typeof TABLES,
  poll: string,
): Promise<void> {
  const rewrite = async (client: ClientBase): Promise<void> => {
    await briefly(client);
    await lockAgainstBackups(client, schema);
    await rewriteRows(client, table, TABLES[table], [poll]);
  };
  await untilFree(() => schema.write(rewrite));
}

/**
 * The same for a poll's keys alone: of its row of `poll_keys` only the name is left, which says that the poll was here until the
 * log of changes has been cleared and `rewriteWithout` takes it away.
 */
export async function rewriteWithoutKeys(schema: PostgresSchema, poll: string): Promise<void> {
  const kept = (column: string): string => `case when poll = $1 then '' else ${column} end`;
  const rewrite = async (client: ClientBase): Promise<void> => {
    await briefly(client);
    await lockAgainstBackups(client, schema);
    await client.query("lock table poll_keys in access exclusive mode");
    await client.query("create unlogged table staying (like poll_keys)");
    await client.query(
      `insert into staying select poll, transport_key_id, ${kept("transport_public")}, ${kept("transport_private")},
         ${kept("receipt_key")} from poll_keys`,
      [poll],
    );
    await client.query("truncate poll_keys");
    await client.query("insert into poll_keys select * from staying order by poll");
    await client.query("drop table staying");
  };
  await untilFree(() => schema.write(rewrite));
}

/** A backup has it shared; a table itself is asked for only once there is none. Until the transaction ends. */
export async function lockAgainstBackups(client: ClientBase, schema: PostgresSchema): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtext($1))", [schema.ownName(BACKUP_LOCK)]);
}

/** In the caller's transaction. `xmin` and `ctid` of the rows that stay say nothing any more about when they came. */
export async function rewriteRows(
  client: ClientBase,
  table: string,
  { column, key }: RewrittenTable,
  gone: readonly (string | Uint8Array)[],
): Promise<void> {
  await client.query(`lock table ${table} in access exclusive mode`);
  const found = await client.query(`select 1 from ${table} where ${column} = any($1) limit 1`, [gone]);
  if (found.rowCount === 0) return;
  await client.query(`create unlogged table staying (like ${table})`);
  await client.query(`insert into staying select * from ${table} where ${column} <> all($1)`, [gone]);
  await client.query(`truncate ${table}`);
  await client.query(`insert into ${table} select * from staying order by ${key}`);
  await client.query("drop table staying");
}
