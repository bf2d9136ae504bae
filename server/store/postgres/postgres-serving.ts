import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { actAs, type OfficeNames } from "./office-place.ts";
import type { PostgresSchema } from "./postgres-schema.ts";

const BEATS_EVERY_MS = 4_000;
/** Longer than a process needs to find out that its hold is lost, and shorter than a lease. */
export const SERVING_SILENT_SECONDS = 20;

const LIVING = "select process from serving where alive_until >= clock_timestamp()";

/**
 * The processes that serve an installation, each with a sign of life every few seconds, by the database's clock. One whose
 * hold was cut off still gives it, and is still at its work: whoever starts meanwhile finds the hold free, but is not alone.
 */
export class PostgresServing {
  /** Means nothing outside: a new one with every start. Leases are taken in its name. */
  readonly process = randomUUID();
  readonly #schema: PostgresSchema;
  #beating: NodeJS.Timeout | undefined;
  #beat: Promise<unknown> = Promise.resolve();

  constructor(schema: PostgresSchema) {
    this.#schema = schema;
  }

  /** The others that give signs of life. */
  async others(): Promise<readonly string[]> {
    const rows = await this.#schema.rows<{ process: string }>(LIVING);
    return rows.map(({ process }) => process).filter((process) => process !== this.process);
  }

  /** From here on this process gives signs of life, and those that have ceased to are forgotten. */
  async begin(): Promise<void> {
    await this.#schema.rows("delete from serving where alive_until < clock_timestamp()");
    await this.#tell();
    this.#beating = setInterval(() => (this.#beat = this.#tell().catch(() => undefined)), BEATS_EVERY_MS);
    this.#beating.unref();
  }

  async end(): Promise<void> {
    clearInterval(this.#beating);
    await this.#beat;
    // Where the server does not answer, the last sign of life ends by itself.
    await this.#schema.rows("delete from serving where process = $1", [this.process]).catch(() => undefined);
  }

  async #tell(): Promise<void> {
    await this.#schema.rows(
      `insert into serving values ($1, clock_timestamp() + interval '${SERVING_SILENT_SECONDS} seconds')
       on conflict (process) do update set alive_until = excluded.alive_until`,
      [this.process],
    );
  }
}

/** Whether a process gives signs of life, asked before any schema is opened; one of a version without them gives none. */
export async function doesAnybodyServe(client: Client, names: OfficeNames): Promise<boolean> {
  const { rows } = await client.query(
    "select 1 from pg_tables where schemaname = $1 and tablename = 'serving'",
    [names.schemaOf("processes")],
  );
  if (rows.length === 0) return false;
  await client.query("begin");
  await actAs(client, names, "processes");
  const living = await client.query(LIVING);
  await client.query("commit");
  return living.rows.length > 0;
}
