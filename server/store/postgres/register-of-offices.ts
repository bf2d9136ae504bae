import type { Client } from "pg";
import { isOfficeName } from "../../core/installation/office-name.ts";
import type { RegisteredOffice } from "../../core/installation/registered-office.ts";
import { Problem } from "../../core/problem.ts";
import { connected } from "./connected.ts";
import { actAs, namesAt, officeNames, placeOf } from "./office-place.ts";

const UNIQUE = "23505";
/** Two commands that add at the same time take turns. */
const LOCK = "select pg_advisory_xact_lock(hashtext('plumbline offices'))";
/** No office's role may look into it: it belongs to the account of the URL. */
const MAKE = [
  "create schema if not exists plumbline",
  `create table if not exists plumbline.offices (
     name text collate "C" primary key not null,
     title text not null,
     address text not null,
     host text collate "C" not null unique
   )`,
];

/** The offices that share a database, by name; [] where there is one, or none yet. */
export async function readOffices(databaseUrl: string): Promise<readonly RegisteredOffice[]> {
  const client = await connected(databaseUrl, "plumbline");
  try {
    return (await isShared(client)) ? await officesOf(client) : [];
  } finally {
    await client.end();
  }
}

/** Whether an address names no office of a database that has a register, and the account may read it. */
export async function namesEveryOffice(databaseUrl: string): Promise<boolean> {
  if (placeOf(databaseUrl).office !== null) return false;
  const client = await connected(databaseUrl, "plumbline");
  try {
    return await mayRead(client);
  } finally {
    await client.end();
  }
}

/**
 * Whether anything has been done in an office: every act leaves a line in its record. One without waits for a folder or a
 * backup, or is being added at this moment.
 */
export async function isInUse(databaseUrl: string): Promise<boolean> {
  const client = await connected(databaseUrl, "plumbline");
  try {
    const names = await namesAt(client, databaseUrl);
    const table = "select 1 from pg_tables where schemaname = $1 and tablename = 'audit'";
    if ((await client.query(table, [names.schemaOf("office")])).rowCount === 0) return false;
    await client.query("begin");
    await actAs(client, names, "office");
    return (await client.query("select 1 from audit limit 1")).rowCount === 1;
  } finally {
    await client.end();
  }
}

/**
 * The address under which an office is served.
 *
 * @returns null where the account may not look into the register, as one that was made for a single office
 */
export async function addressOfOffice(databaseUrl: string): Promise<string | null> {
  const { office } = placeOf(databaseUrl);
  const client = await connected(databaseUrl, "plumbline");
  try {
    if (!(await mayRead(client))) return null;
    return (await officesOf(client)).find(({ name }) => name === office)?.address ?? null;
  } finally {
    await client.end();
  }
}

/**
 * Enters an office; the schemas and roles are made when it is opened for the first time.
 *
 * @throws Problem usage for an unfit name, a name or host that is taken, or a database that is one office's own
 */
export async function enterOffice(databaseUrl: string, office: RegisteredOffice): Promise<void> {
  const { name, title, address } = office;
  if (!isOfficeName(name)) throw new Problem("usage", { reason: "office name" });
  const client = await connected(databaseUrl, "plumbline");
  try {
    await client.query("begin");
    await client.query(LOCK);
    if (await hasSchema(client, "office")) throw new Problem("usage", { reason: "office alone" });
    for (const statement of MAKE) await client.query(statement);
    await client.query("insert into plumbline.offices values ($1, $2, $3, $4)", [
      name,
      title,
      address,
      new URL(address).hostname,
    ]);
    for (const kind of ["office", "roll", "box", "closed", "processes"] as const) {
      const schema = officeNames("", name).schemaOf(kind);
      if (await hasSchema(client, schema)) throw new Problem("usage", { reason: "office schema" });
    }
    await client.query("commit");
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === UNIQUE;
    throw isTaken ? new Problem("usage", { reason: "office taken" }) : error;
  } finally {
    await client.end();
  }
}

/**
 * A database holds either one office, under the plain names, or those of its register.
 *
 * @throws Problem usage
 */
export async function refuseUnknownOffice(client: Client, office: string | null): Promise<void> {
  if (office === null) {
    if (await isShared(client)) throw new Problem("usage", { reason: "office not named" });
    return;
  }
  // An account of one office finds its schemas, or nothing.
  const isKnown = (await mayRead(client))
    ? (await officesOf(client)).some(({ name }) => name === office)
    : await hasSchema(client, officeNames("", office).schemaOf("office"));
  if (!isKnown) throw new Problem("usage", { reason: "office unknown" });
}

const isShared = (client: Client): Promise<boolean> => hasSchema(client, "plumbline");

async function hasSchema(client: Client, name: string): Promise<boolean> {
  return (await client.query("select 1 from pg_namespace where nspname = $1", [name])).rowCount === 1;
}

async function mayRead(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    "select has_schema_privilege(oid, 'usage') as may from pg_namespace where nspname = 'plumbline'",
  );
  return rows[0]?.may ?? false;
}

async function officesOf(client: Client): Promise<readonly RegisteredOffice[]> {
  const { rows } = await client.query<RegisteredOffice>(
    "select name, title, address from plumbline.offices order by name",
  );
  return rows;
}
