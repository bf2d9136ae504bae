import { Client, escapeIdentifier } from "pg";
import { Problem } from "../../core/problem.ts";
import type { Box } from "../box.ts";
import type { Office } from "../office.ts";
import type { Roll } from "../roll.ts";
import { BOX_KIND, PostgresBox } from "./postgres-box.ts";
import { OFFICE_KIND, PostgresOffice } from "./postgres-office.ts";
import { PostgresRoll, ROLL_KIND } from "./postgres-roll.ts";
import { PostgresSchema, type StoreName } from "./postgres-schema.ts";

export interface PostgresStores {
  readonly office: Office;
  readonly roll: Roll;
  readonly box: Box;
  /** Lets queued writes reach the disk and ends every connection. */
  close(): Promise<void>;
}

/** The longest name PostgreSQL keeps is 63 bytes; it cuts longer ones, and three roles would become one. */
const DATABASE_NAME_BYTES_MAX = 56;

/**
 * Opens the stores of a database, each with its own schema, its own role and its own connections, making what is not
 * there. The account of the URL must be a member of the three roles, or be allowed to make them.
 *
 * @param databaseUrl `postgres://user:password@host:port/database`
 * @throws Problem store.newer-version; store.damaged (wrong-file) when a schema of that name belongs to somebody else
 * @throws Error when the database is not UTF-8, its name is too long, or the server cannot be reached
 */
export async function openPostgresStores(databaseUrl: string): Promise<PostgresStores> {
  const roleOf = await prepare(databaseUrl);
  const open: PostgresSchema[] = [];
  try {
    for (const kind of [BOX_KIND, ROLL_KIND, OFFICE_KIND]) {
      open.push(await PostgresSchema.open(databaseUrl, roleOf(kind.name), kind));
    }
  } catch (error) {
    await Promise.all(open.map((schema) => schema.close()));
    throw error;
  }
  const box = new PostgresBox(open[0]!);
  const roll = new PostgresRoll(open[1]!);
  const office = new PostgresOffice(open[2]!);
  const close = async (): Promise<void> => {
    await Promise.all([office.close(), roll.close(), box.close()]);
  };
  return { office, roll, box, close };
}

/** Makes roles and schemas where they are missing. @returns the role of a store, named after the database */
async function prepare(databaseUrl: string): Promise<(store: StoreName) => string> {
  const client = new Client({ connectionString: databaseUrl, application_name: "plumbline" });
  await client.connect();
  try {
    const database = await suitableDatabase(client);
    const roleOf = (store: StoreName): string => `${database}_${store}`;
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('plumbline'))");
    for (const { name } of [BOX_KIND, ROLL_KIND, OFFICE_KIND]) {
      await prepareRole(client, roleOf(name));
      await prepareSchema(client, name, roleOf(name));
    }
    await client.query("commit");
    return roleOf;
  } finally {
    await client.end();
  }
}

async function suitableDatabase(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string; encoding: string }>(
    "select current_database() as name, current_setting('server_encoding') as encoding",
  );
  const { name, encoding } = rows[0]!;
  if (encoding !== "UTF8") throw new Error(`the database ${name} is ${encoding}; it must be UTF8`);
  if (Buffer.byteLength(name) > DATABASE_NAME_BYTES_MAX) {
    throw new Error(`the database's name is longer than ${DATABASE_NAME_BYTES_MAX} bytes: ${name}`);
  }
  return name;
}

async function prepareRole(client: Client, role: string): Promise<void> {
  const known = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  if (known.rowCount === 0) await client.query(`create role ${escapeIdentifier(role)} nologin`);
  const member = await client.query<{ is: boolean }>("select pg_has_role($1, 'member') as is", [role]);
  if (!member.rows[0]!.is) await client.query(`grant ${escapeIdentifier(role)} to current_user`);
}

async function prepareSchema(client: Client, store: StoreName, role: string): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    "select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = $1",
    [store],
  );
  const owner = rows[0]?.owner;
  if (owner === undefined)
    await client.query(`create schema ${store} authorization ${escapeIdentifier(role)}`);
  else if (owner !== role) throw new Problem("store.damaged", { file: store, reason: "wrong-file" });
}
