import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { machineRefusal } from "../../core/machine-refusal.ts";
import { Problem } from "../../core/problem.ts";
import type {
  ClosedBallot,
  ClosedContents,
  ClosedFiles,
  ClosedHead,
  ClosedText,
  CredentialRow,
  StagedFiles,
} from "../closed.ts";
import { closedMigrations } from "../migrations/closed-migrations.ts";
import { POSTGRES_TYPES } from "../migrations/sql-types.ts";
import { removeStages } from "../sqlite/stage-closed-files.ts";
import { SqliteClosedFiles } from "../sqlite/sqlite-closed-files.ts";
import { syncFile, syncFolder } from "../sqlite/sync-folder.ts";
import { fetchClosedParts, writeClosedParts } from "./closed-parts.ts";
import type { PostgresSchema, PostgresSchemaKind } from "./postgres-schema.ts";
import { writeAnew } from "./write-anew.ts";

export const CLOSED_KIND: PostgresSchemaKind = {
  name: "closed",
  migrations: closedMigrations(POSTGRES_TYPES),
  connections: 4,
  unsampled: [],
};

/**
 * Closed polls in one PostgreSQL schema, as the very files that SQLite has: built and read in a folder of this machine,
 * which is a copy and may be thrown away. The database has the last word: a copy of another digest is fetched anew.
 */
export class PostgresClosedFiles implements ClosedFiles {
  readonly #schema: PostgresSchema;
  readonly #folder: string;
  readonly #local: SqliteClosedFiles;
  /** Copies that were compared with the database in this process, being fetched or there. */
  readonly #copies = new Map<string, Promise<void>>();

  /** @param folder of this process alone */
  constructor(schema: PostgresSchema, folder: string) {
    this.#schema = schema;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeStages(folder);
    removeUnfinished(folder);
    this.#local = new SqliteClosedFiles(folder);
  }

  async exists(poll: string): Promise<boolean> {
    return (await this.#digest(poll)) !== null;
  }

  /** Built here, then handed over in one transaction. Where another process was faster, its file stands. */
  async write(head: ClosedHead, contents: ClosedContents): Promise<void> {
    if (await this.exists(head.poll)) return;
    // What lies here was not handed over: built by a process that ended before it could.
    rmSync(this.#path(head.poll), { force: true });
    await this.#local.write(head, contents);
    await this.#handOver(head.poll);
  }

  async head(poll: string): Promise<ClosedHead> {
    await this.#fetched(poll);
    return this.#local.head(poll);
  }

  async check(poll: string): Promise<{ readonly digest: string }> {
    this.#copies.delete(poll);
    await this.#fetched(poll);
    return this.#local.check(poll);
  }

  async digest(poll: string): Promise<string> {
    await this.#fetched(poll);
    return this.#local.digest(poll);
  }

  async *credentials(poll: string): AsyncIterable<CredentialRow> {
    await this.#fetched(poll);
    yield* this.#local.credentials(poll);
  }

  async *ballots(poll: string): AsyncIterable<ClosedBallot> {
    await this.#fetched(poll);
    yield* this.#local.ballots(poll);
  }

  async *texts(poll: string): AsyncIterable<ClosedText> {
    await this.#fetched(poll);
    yield* this.#local.texts(poll);
  }

  async receipts(poll: string): Promise<readonly string[]> {
    await this.#fetched(poll);
    return this.#local.receipts(poll);
  }

  async list(): Promise<readonly string[]> {
    const rows = await this.#schema.rows<{ poll: string }>("select poll from files order by poll");
    return rows.map(({ poll }) => poll);
  }

  async bytes(poll: string): Promise<Uint8Array> {
    await this.#fetched(poll);
    return this.#local.bytes(poll);
  }

  /**
   * Deleted parts, which are single ballots, would stay in the table's file and in the log of changes. That a file is there
   * is forgotten last, so that a removal which was cut off is found and done again.
   */
  async remove(polls: readonly string[]): Promise<void> {
    await this.removeCopies(polls);
    const found = await this.#schema.rows("select 1 from files where poll = any($1) limit 1", [polls]);
    if (found.length === 0) return;
    await this.#schema.write((client) => client.query("delete from parts where poll = any($1)", [polls]));
    await writeAnew(this.#schema, ["parts"]);
    await this.#schema.forgetLog();
    await this.#schema.write((client) => client.query("delete from files where poll = any($1)", [polls]));
  }

  async removeCopies(polls: readonly string[]): Promise<void> {
    for (const poll of polls) this.#copies.delete(poll);
    await this.#local.remove(polls);
  }

  async stage(files: ReadonlyMap<string, Uint8Array>): Promise<StagedFiles> {
    const staged = await this.#local.stage(files);
    return {
      reading: staged.reading,
      adopt: async () => {
        // What lies in this folder was not handed over, or was fetched: the database has the last word.
        for (const poll of files.keys()) {
          if (await this.exists(poll)) await this.#fetched(poll);
          else rmSync(this.#path(poll), { force: true });
        }
        await staged.adopt();
        for (const poll of files.keys()) if (!(await this.exists(poll))) await this.#handOver(poll);
      },
      dispose: staged.dispose,
    };
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#copies.values());
    await this.#schema.close();
  }

  #path(poll: string): string {
    return join(this.#folder, `${poll}.db`);
  }

  async #digest(poll: string): Promise<string | null> {
    const sql = "select digest from files where poll = $1";
    const [row] = await this.#schema.rows<{ digest: string }>(sql, [poll]);
    return row?.digest ?? null;
  }

  async #handOver(poll: string): Promise<void> {
    const digest = await this.#local.digest(poll);
    await this.#schema.write((client) => writeClosedParts(client, poll, digest, this.#path(poll)));
  }

  /** The copy of this machine is the database's file, fetched if it is not. @throws Problem store.damaged */
  #fetched(poll: string): Promise<void> {
    const found = this.#copies.get(poll);
    if (found) return found;
    const fetching = this.#fetch(poll);
    this.#copies.set(poll, fetching);
    fetching.catch(() => this.#copies.delete(poll));
    return fetching;
  }

  async #fetch(poll: string): Promise<void> {
    // Refuses a name that would leave the folder.
    const isHere = await this.#local.exists(poll);
    const digest = await this.#digest(poll);
    if (digest === null) throw new Problem("store.damaged", { file: `${poll}.db`, reason: "missing" });
    if (isHere && (await this.#local.digest(poll)) === digest) return;
    const incoming = `${this.#path(poll)}.fetched`;
    try {
      await fetchClosedParts((sql, values) => this.#schema.rows(sql, values), poll, digest, incoming);
      syncFile(incoming);
      renameSync(incoming, this.#path(poll));
      syncFolder(this.#folder);
    } catch (error) {
      rmSync(incoming, { force: true });
      throw machineRefusal(error, true);
    }
  }
}

/**
 * Ballots that a process of this machine had half built or half fetched when it was killed: another machine may have
 * gone on, and then nothing here would ever write over them.
 */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/\.db\.(?:tmp|fetched)/.test(name)) rmSync(join(folder, name), { force: true });
  }
}
