import { processesMigrations } from "../migrations/processes-migrations.ts";
import { POSTGRES_TYPES } from "../migrations/sql-types.ts";
import type { KeyPurpose, Processes } from "../processes.ts";
import { PostgresBackups } from "./postgres-backups.ts";
import { PostgresExports } from "./postgres-exports.ts";
import { PostgresReach } from "./postgres-reach.ts";
import type { PostgresSchema, PostgresSchemaKind } from "./postgres-schema.ts";
import { PostgresServing } from "./postgres-serving.ts";

export const PROCESSES_KIND: PostgresSchemaKind = {
  name: "processes",
  migrations: processesMigrations(POSTGRES_TYPES),
  connections: 3,
  unsampled: "all",
};

/** In a schema of its own, with a role and connections of its own, so that no copy of the stores takes it along. */
export class PostgresProcesses implements Processes {
  readonly #schema: PostgresSchema;
  readonly exports: PostgresExports;
  readonly reach: PostgresReach;
  readonly backups: PostgresBackups;
  readonly serving: PostgresServing;

  /** @param onFault where an export that failed goes */
  constructor(schema: PostgresSchema, onFault: (error: unknown) => void = () => undefined) {
    this.#schema = schema;
    this.exports = new PostgresExports(schema, onFault);
    this.reach = new PostgresReach(schema);
    this.backups = new PostgresBackups(schema);
    this.serving = new PostgresServing(schema);
  }

  /**
   * For a process that found the hold free: what was to last until all had ended is made anew, unless somebody still gives
   * signs of life.
   */
  async begin(): Promise<void> {
    const isAlone = (await this.serving.others()).length === 0;
    await this.exports.begin(isAlone);
    if (!isAlone) return;
    await this.#schema.rows("delete from kept_keys where purpose = 'screen'");
    await this.#schema.rows("delete from reach_tests");
    // Each tells anew what lies on its machine; one that is not there any more tells nothing.
    await this.#schema.rows("delete from backups");
  }

  async key(purpose: KeyPurpose, make: () => Uint8Array): Promise<Uint8Array> {
    const found = await this.#key(purpose);
    if (found) return found;
    await this.#schema.rows("insert into kept_keys values ($1, $2) on conflict (purpose) do nothing", [
      purpose,
      make(),
    ]);
    return (await this.#key(purpose))!;
  }

  async close(): Promise<void> {
    await this.exports.close();
    await this.serving.end();
    await this.#schema.close();
  }

  async #key(purpose: KeyPurpose): Promise<Uint8Array | null> {
    const sql = "select secret from kept_keys where purpose = $1";
    const [row] = await this.#schema.rows<{ secret: Buffer }>(sql, [purpose]);
    return row ? new Uint8Array(row.secret) : null;
  }
}
