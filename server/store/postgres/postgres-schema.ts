import { type ClientBase, escapeIdentifier, Pool, type PoolClient } from "pg";
import { Problem } from "../../core/problem.ts";
import type { Migrations } from "../migrations/sql-types.ts";
import { endsWhenSilent } from "./ends-when-silent.ts";
import { forgetLog } from "./forget-log.ts";
import { type OfficeNames, placeOf } from "./office-place.ts";
import { postgresRefusal } from "./postgres-refusal.ts";
import { retryConflicts } from "./retry-conflicts.ts";
import { withStandbys } from "./standby.ts";

export type StoreName = "office" | "roll" | "box" | "closed" | "processes";

/** What a schema has to be, and how many connections one process keeps to it at most. */
export interface PostgresSchemaKind {
  readonly name: StoreName;
  readonly migrations: Migrations;
  readonly connections: number;
  /** Tables of which the server may keep no samples: these would outlive a close, and hold what it takes away. */
  readonly unsampled: "all" | readonly string[];
}

/** As long as a lease: a process that hangs in a transaction holds up the others no longer. */
const HANGS_SECONDS = 30;
/** For a connection that is free, or for a server that answers. */
const CONNECTS_MS_MAX = 30_000;

export type Value = string | number | null | Uint8Array | readonly (string | null | Uint8Array)[];

/** What has a say in whether a transaction may go on, whoever runs it. */
export interface Fence {
  /** Refuses at once what is known to be over. */
  refuseLost(): void;
  /** Called as a transaction begins; what this throws takes it back. */
  enter(client: PoolClient): Promise<void>;
}

/** One store's schema of one office, seen through a pool of its own whose every connection acts as the store's own role. */
export class PostgresSchema {
  readonly name: StoreName;
  readonly pool: Pool;
  readonly #names: OfficeNames;
  readonly #standbyUrls: readonly string[];
  #fence: Fence | null = null;
  #isOpen = false;

  private constructor(databaseUrl: string, names: OfficeNames, kind: PostgresSchemaKind) {
    this.name = kind.name;
    this.#names = names;
    const { serverUrl, standbyUrls } = placeOf(databaseUrl);
    this.#standbyUrls = standbyUrls;
    this.pool = new Pool({
      connectionString: serverUrl,
      max: kind.connections,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: CONNECTS_MS_MAX,
      application_name: names.ownName(`plumbline ${kind.name}`),
      onConnect: (client) => client.query(this.#settings(kind)) as unknown as void,
    });
    // A connection that breaks while nobody uses it: the pool has dropped it, and the next query takes a new one.
    this.pool.on("error", () => undefined);
    // One that breaks while somebody holds it: who holds it is told by his next query, or by the one that runs.
    this.pool.on("connect", (client) => client.on("error", () => undefined));
  }

  /**
   * Brings the schema to the version this program knows.
   *
   * @param mayChange false beside processes that may be of an earlier version
   * @throws Problem store.newer-version; database.upgrade when it would have to be changed and may not
   */
  static async open(
    databaseUrl: string,
    names: OfficeNames,
    kind: PostgresSchemaKind,
    mayChange = true,
  ): Promise<PostgresSchema> {
    const schema = new PostgresSchema(databaseUrl, names, kind);
    try {
      await schema.write((client) => migrate(client, names.schemaOf(kind.name), kind, mayChange));
      schema.#isOpen = true;
      return schema;
    } catch (error) {
      await schema.close();
      throw error;
    }
  }

  /** Of an advisory lock of which other offices of the database have one like it. */
  ownName(lock: string): string {
    return this.#names.ownName(lock);
  }

  /** From here on every transaction passes here first. */
  setFence(fence: Fence): void {
    this.#fence = fence;
  }

  /** The rows of one statement that reads. */
  async rows<Row extends object>(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    try {
      this.#fence?.refuseLost();
      return (await this.pool.query<Row>(sql, [...values])).rows;
    } catch (error) {
      throw postgresRefusal(error, this.name);
    }
  }

  /**
   * Whether a table can be read and the server takes writes; a server that only follows another takes none.
   *
   * @throws Problem store.storage-full, server.busy
   */
  async tryOut(table: string): Promise<void> {
    await this.rows(`select 1 from ${escapeIdentifier(table)} limit 1`);
    const [row] = await this.rows<{ value: string }>(
      "select current_setting('transaction_read_only') as value",
    );
    if (row?.value !== "off") throw new Problem("store.storage-full", {});
  }

  /**
   * One transaction, on disk when this returns; nothing of it is on any error. After a deadlock `use` is run again.
   *
   * Each statement sees what was committed before it ("read committed"): a close exchanges whole tables, and a
   * transaction that held on to an earlier picture would find them empty.
   */
  async write<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    try {
      return await retryConflicts(() => this.#transaction(use));
    } catch (error) {
      throw postgresRefusal(error, this.name);
    }
  }

  /**
   * Takes what was written until now out of the log of changes, the server's and that of its standbys. The account of the URL does
   * it, not the store's role.
   *
   * @throws Problem database.log-kept when the server keeps it all the same
   */
  async forgetLog(): Promise<void> {
    await withStandbys(this.#standbyUrls, async (standbys) => {
      const client = await this.pool.connect();
      try {
        await client.query("reset role");
        await forgetLog(client, standbys);
      } finally {
        // Never back into the pool: it acts as the account now.
        client.release(true);
      }
    }).catch((error: unknown) => {
      throw postgresRefusal(error, this.name);
    });
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  /** A connection that comes later is refused when a newer version has changed the tables: this process is about to end. */
  #settings(kind: PostgresSchemaKind): string {
    const acting = settings(this.#names.roleOf(kind.name), this.#names.schemaOf(kind.name));
    const known = kind.migrations.length;
    return this.#isOpen ? `${acting}; ${unlessChanged(known)}` : acting;
  }

  async #transaction<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: unknown;
    try {
      await client.query("begin isolation level read committed");
      await this.#fence?.enter(client);
      const outcome = await use(client);
      await client.query("commit");
      return outcome;
    } catch (error) {
      await client.query("rollback").catch((reason: unknown) => (broken = reason));
      throw error;
    } finally {
      client.release(broken !== undefined);
    }
  }
}

/** Every commit is on disk before it is answered, whatever the server's own setting is. */
function settings(role: string, schema: string): string {
  return `set role ${escapeIdentifier(role)};
    set search_path = ${escapeIdentifier(schema)};
    set synchronous_commit = on;
    ${endsWhenSilent(HANGS_SECONDS)}`;
}

/** Refuses as a server that takes nobody in. */
const unlessChanged = (known: number): string =>
  `do $$ begin
     if (select version from schema_version) <> ${known} then
       raise exception 'the tables are of another version' using errcode = 'cannot_connect_now';
     end if;
   end $$`;

/** One process at a time; the others find everything done. */
async function migrate(
  client: PoolClient,
  schema: string,
  { name, migrations, unsampled }: PostgresSchemaKind,
  mayChange: boolean,
): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtext($1))", [`plumbline ${schema}`]);
  await client.query("create table if not exists schema_version (version integer not null)");
  const { rows } = await client.query<{ version: number }>("select version from schema_version");
  const found = rows[0]?.version ?? 0;
  const known = migrations.length;
  if (found > known) throw new Problem("store.newer-version", { file: name, found, known });
  if (found < known && !mayChange) throw new Problem("database.upgrade", { schema: name });
  for (const statement of migrations.slice(found).flat()) await client.query(statement);
  await forbidSamples(client, unsampled);
  await client.query("delete from schema_version");
  await client.query("insert into schema_version values ($1)", [known]);
}

/** `analyze`, which the server also runs by itself, leaves out columns whose number of samples is 0. */
export async function forbidSamples(
  client: ClientBase,
  tables: PostgresSchemaKind["unsampled"],
): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(
    `select format('alter table %I alter column %I set statistics 0', relname, attname) as sql
     from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped
       and attstattarget <> 0 and ($1::text[] is null or relname = any($1))`,
    [tables === "all" ? null : tables],
  );
  for (const { sql } of rows) await client.query(sql);
}
