import { type Client, escapeIdentifier } from "pg";
import { Problem } from "../../core/problem.ts";
import type { Stores } from "../stores.ts";
import { BOX_KIND, PostgresBox } from "./postgres-box.ts";
import { closeInTurn } from "./close-in-turn.ts";
import { connected } from "./connected.ts";
import { type Connections, countConnections } from "./count-connections.ts";
import { endEarlier } from "./end-earlier.ts";
import { actAs, namesAt, type OfficeNames, placeOf } from "./office-place.ts";
import { CLOSED_KIND, PostgresClosedFiles } from "./postgres-closed.ts";
import { PostgresDoors } from "./postgres-doors.ts";
import { PostgresLeases } from "./postgres-leases.ts";
import { OFFICE_KIND, PostgresOffice } from "./postgres-office.ts";
import { PostgresProcesses, PROCESSES_KIND } from "./postgres-processes.ts";
import { PostgresRoll, ROLL_KIND } from "./postgres-roll.ts";
import { doesAnybodyServe } from "./postgres-serving.ts";
import { refuseClock } from "./refuse-clock.ts";
import { refuseUpgradeWithFewLocks } from "./refuse-few-locks.ts";
import { askedBy, refuseSettings } from "./refuse-settings.ts";
import { PostgresSchema, type PostgresSchemaKind, type StoreName } from "./postgres-schema.ts";
import { refuseStandbys } from "./refuse-standbys.ts";
import { refuseUnknownOffice } from "./register-of-offices.ts";

/** In the order in which they are opened: the office comes last, as on SQLite. */
const KINDS = [BOX_KIND, ROLL_KIND, CLOSED_KIND, PROCESSES_KIND, OFFICE_KIND];

/** Of an office that is one of several in its process: half as many connections to each store. */
const AMONG_OTHERS = KINDS.map((kind) => ({ ...kind, connections: Math.ceil(kind.connections / 2) }));

/** One process opens at most so many for an office: those of its stores, and its hold. None is open that nobody needs. */
const connectionsOf = (kinds: readonly PostgresSchemaKind[]): number =>
  kinds.reduce((sum, { connections }) => sum + connections, 1);

export interface PostgresStores extends Stores {
  readonly connections: Connections;
}

/** The longest name PostgreSQL keeps is 63 bytes; it cuts longer ones, and several roles would become one. */
const ROLE_BYTES_MAX = 63;
const DATABASE_NAME_BYTES_MAX = ROLE_BYTES_MAX - "_processes".length;

/**
 * Opens the stores of a database, each with its own schema, its own role and its own connections, making what is not
 * there. The account of the URL must be a member of the five roles, or be allowed to make them.
 *
 * @param databaseUrl `postgres://user:password@host:port/database`, with `?office=name` where several share it
 * @param closedFolder where this process reads and builds closed files; a copy of what the database has
 * @param others whether other processes use it: "alone" – none does, so leases that are left are of one that was killed;
 *   "beside" – some do, so nothing is changed; "unknown" – the caller takes care
 * @param onFault where an archive of documents goes that could not be made
 * @throws Problem store.newer-version, database.upgrade; store.damaged (wrong-file) when a schema of that name belongs to somebody else
 * @param now the clock of this process
 * @param isAmongOthers whether this process serves other offices of the database as well
 * @throws Problem database.clock when it is another than the database's
 * @throws Problem usage when the address names no office of a shared database, or one that is not there, or when tables of an
 *   earlier version have to be cut by poll and the server has too few places for the locks of it
 * @throws Problem database.unreachable; database.settings when the server keeps what closing cannot take away
 * @throws Error when the database is not UTF-8, or its name is too long
 */
export async function openPostgresStores(
  databaseUrl: string,
  closedFolder: string,
  others: "alone" | "beside" | "unknown" = "unknown",
  onFault: (error: unknown) => void = () => undefined,
  now?: () => number,
  isAmongOthers = false,
): Promise<PostgresStores> {
  const kinds = isAmongOthers ? AMONG_OTHERS : KINDS;
  await refuseStandbys(databaseUrl);
  const isFollowed = placeOf(databaseUrl).standbyUrls.length > 0;
  const { names, isServed } = await prepare(databaseUrl, others === "alone");
  const mayChange = others === "unknown" || (others === "alone" && !isServed);
  const open = new Map<StoreName, PostgresSchema>();
  const schema = (name: StoreName): PostgresSchema => open.get(name)!;
  let undo = (): Promise<unknown> => Promise.resolve();
  try {
    for (const kind of kinds) {
      open.set(kind.name, await PostgresSchema.open(databaseUrl, names, kind, mayChange));
      await refuseSettings(schema(kind.name), isFollowed);
    }
    await refuseClock(schema("office"), now);
    const processes = new PostgresProcesses(schema("processes"), onFault);
    if (others === "alone") await clearAfterKilled(schema("office"), processes);
    undo = () => processes.serving.end();
    if (others !== "unknown") await processes.serving.begin();
    const serving = (await processes.serving.others()).length + 1;
    const connections = await countConnections(schema("office"), serving, connectionsOf(kinds));
    return { ...storesOf(schema, processes, closedFolder), connections };
  } catch (error) {
    const opened = [...open.values()].toReversed();
    await closeInTurn(undo, ...opened.map((one) => () => one.close())).catch(() => undefined);
    throw error;
  }
}

async function clearAfterKilled(office: PostgresSchema, processes: PostgresProcesses): Promise<void> {
  const { serving } = processes;
  await new PostgresLeases(office, serving.process).clear(await serving.others());
  await processes.begin();
}

function storesOf(
  schema: (name: StoreName) => PostgresSchema,
  processes: PostgresProcesses,
  closedFolder: string,
): Stores {
  const leases = new PostgresLeases(schema("office"), processes.serving.process);
  for (const name of ["box", "roll", "closed"] as const) schema(name).setFence(leases);
  const doors = new PostgresDoors(schema("office"), schema("box"), leases);
  const box = new PostgresBox(schema("box"), doors);
  const roll = new PostgresRoll(schema("roll"), doors);
  const closed = new PostgresClosedFiles(schema("closed"), closedFolder);
  const office = new PostgresOffice(schema("office"), leases);
  // The office goes after these: what they still have to write asks it. Signs of life end with the last work.
  const first = [processes.exports, roll, box, closed];
  const close = (): Promise<void> =>
    closeInTurn(...[...first, office, processes].map((one) => () => one.close()));
  // The database server itself says when its disk is full, and recovers after its own crashes.
  return { office, roll, box, closed, doors, processes, wasCutOff: false, canWrite: () => true, close };
}

/**
 * What the processes of an installation share, for a command that needs nothing else; works beside them.
 *
 * @throws Problem database.unreachable, database.upgrade without stores of this version, store.newer-version
 */
export async function openProcesses(databaseUrl: string): Promise<PostgresProcesses> {
  const { names } = await prepare(databaseUrl);
  return new PostgresProcesses(await PostgresSchema.open(databaseUrl, names, PROCESSES_KIND, false));
}

/** Whether every schema is of the version this program knows. @throws Problem database.settings, database.clock */
export async function areSchemasCurrent(client: Client, databaseUrl: string): Promise<boolean> {
  await refuseStandbys(databaseUrl, true);
  const isFollowed = placeOf(databaseUrl).standbyUrls.length > 0;
  const names = await namesAt(client, databaseUrl);
  await client.query("begin");
  const found: number[] = [];
  for (const { name } of KINDS) {
    await actAs(client, names, name);
    const version = await client.query<{ version: number }>("select version from schema_version");
    found.push(version.rows[0]!.version);
    const asked = askedBy(client);
    await refuseSettings(asked, isFollowed);
    await refuseClock(asked);
  }
  await client.query("commit");
  return KINDS.every(({ migrations }, i) => migrations.length === found[i]);
}

/**
 * Makes roles and schemas where they are missing.
 *
 * @param isAlone nobody else holds the database
 * @returns how schemas and roles are called; whether a process gives signs of life
 */
async function prepare(
  databaseUrl: string,
  isAlone = false,
): Promise<{ readonly names: OfficeNames; readonly isServed: boolean }> {
  const client = await connected(databaseUrl, "plumbline");
  try {
    const names = await suitableNames(client, databaseUrl);
    await refuseUnknownOffice(client, placeOf(databaseUrl).office);
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('plumbline'))");
    for (const { name } of KINDS) {
      await prepareRole(client, names.roleOf(name));
      await prepareSchema(client, names.schemaOf(name), names.roleOf(name));
    }
    await client.query("commit");
    await refuseUpgradeWithFewLocks(client, names);
    const isServed = await doesAnybodyServe(client, names);
    if (isAlone && !isServed) await endEarlier(client, names, KINDS);
    return { names, isServed };
  } finally {
    await client.end();
  }
}

async function suitableNames(client: Client, databaseUrl: string): Promise<OfficeNames> {
  const { rows } = await client.query<{ encoding: string }>(
    "select current_setting('server_encoding') as encoding",
  );
  const { encoding } = rows[0]!;
  const names = await namesAt(client, databaseUrl);
  const { database: name } = names;
  if (encoding !== "UTF8") throw new Error(`the database ${name} is ${encoding}; it must be UTF8`);
  if (Buffer.byteLength(name) > DATABASE_NAME_BYTES_MAX) {
    throw new Error(`the database's name is longer than ${DATABASE_NAME_BYTES_MAX} bytes: ${name}`);
  }
  const { office } = placeOf(databaseUrl);
  if (office !== null && Buffer.byteLength(names.roleOf("processes")) > ROLE_BYTES_MAX)
    throw new Error(`the names of the database and of the office are too long together: ${name}, ${office}`);
  return names;
}

async function prepareRole(client: Client, role: string): Promise<void> {
  const known = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  if (known.rowCount === 0) await client.query(`create role ${escapeIdentifier(role)} nologin`);
  const member = await client.query<{ is: boolean }>("select pg_has_role($1, 'member') as is", [role]);
  if (!member.rows[0]!.is) await client.query(`grant ${escapeIdentifier(role)} to current_user`);
}

async function prepareSchema(client: Client, schema: string, role: string): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    "select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = $1",
    [schema],
  );
  const owner = rows[0]?.owner;
  if (owner === undefined)
    await client.query(`create schema ${escapeIdentifier(schema)} authorization ${escapeIdentifier(role)}`);
  else if (owner !== role) throw new Problem("store.damaged", { file: schema, reason: "wrong-file" });
}
