import type { Client } from "pg";
import type { Migrations } from "../migrations/sql-types.ts";
import { actAs, type OfficeNames } from "./office-place.ts";
import type { StoreName } from "./postgres-schema.ts";

interface Kind {
  readonly name: StoreName;
  readonly migrations: Migrations;
}

/**
 * Before tables are changed: ends what is left of connections of processes that give no signs of life any more. One of them
 * that hung and wakes up would go on by the tables as it knew them; connecting anew it is refused by their version.
 */
export async function endEarlier(client: Client, names: OfficeNames, kinds: readonly Kind[]): Promise<void> {
  if (!(await isAnyOlder(client, names, kinds))) return;
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = session_user and application_name = any($1)`,
    [kinds.map(({ name }) => names.ownName(`plumbline ${name}`))],
  );
}

async function isAnyOlder(client: Client, names: OfficeNames, kinds: readonly Kind[]): Promise<boolean> {
  const { rows } = await client.query<{ name: string }>(
    "select schemaname as name from pg_tables where tablename = 'schema_version'",
  );
  const known = new Set(rows.map(({ name }) => name));
  let isOlder = false;
  await client.query("begin");
  for (const { name, migrations } of kinds.filter((kind) => known.has(names.schemaOf(kind.name)))) {
    await actAs(client, names, name);
    const found = await client.query<{ version: number }>("select version from schema_version");
    isOlder ||= (found.rows[0]?.version ?? 0) < migrations.length;
  }
  await client.query("commit");
  return isOlder;
}
