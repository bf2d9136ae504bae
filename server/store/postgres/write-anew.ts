import { setTimeout as sleep } from "node:timers/promises";
import { escapeIdentifier } from "pg";
import { postgresRefusal } from "./postgres-refusal.ts";
import type { PostgresSchema } from "./postgres-schema.ts";
import { brieflyEach, untilFree } from "./until-free.ts";

const ASKS_AGAIN_MS = 100;

/**
 * Transactions of this database that may see rows as they were, and those of which this account is not told: everybody's
 * running transaction is a lock of its own, and only the sessions of other accounts do not say what they see.
 */
const AT_WORK = `select l.virtualtransaction as id from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock' and a.pid <> pg_backend_pid()
    and a.datname = current_database()
    and (a.state is null or a.backend_xmin is not null or a.backend_xid is not null)`;
const STILL = `select 1 from pg_locks
  where locktype = 'virtualxid' and mode = 'ExclusiveLock' and virtualtransaction = any($1) limit 1`;

/**
 * Writes tables anew without the rows that were deleted before, whose bytes would stay in the old file until something is
 * written over them. Whoever still sees these rows is waited for, a backup of another office too: the server would
 * carry them over into the new file for him. Reading and writing a table waits while it is written. O(rows of the tables).
 */
export async function writeAnew(schema: PostgresSchema, tables: readonly string[]): Promise<void> {
  await untilNobodySeesBefore(schema);
  for (const table of tables) await untilFree(() => writeTable(schema, table));
}

/**
 * Waits twice: what begins while an earlier transaction runs is given a picture as old as that one, and keeps it when the
 * other has ended.
 */
async function untilNobodySeesBefore(schema: PostgresSchema): Promise<void> {
  const client = await schema.pool.connect();
  try {
    // The account of the URL is told more of its sessions than one store's role.
    await client.query("reset role");
    for (let generation = 0; generation < 2; generation += 1) {
      const { rows } = await client.query<{ id: string }>(AT_WORK);
      const ids = rows.map(({ id }) => id);
      while ((await client.query(STILL, [ids])).rowCount !== 0) await sleep(ASKS_AGAIN_MS);
    }
  } catch (error) {
    throw postgresRefusal(error, schema.name);
  } finally {
    // Never back into the pool: it acts as the account now.
    client.release(true);
  }
}

async function writeTable(schema: PostgresSchema, table: string): Promise<void> {
  const client = await schema.pool.connect();
  try {
    await brieflyEach(client);
    await client.query(`vacuum full ${escapeIdentifier(table)}`);
  } finally {
    // Never back into the pool: others wait for their locks.
    client.release(true);
  }
}
