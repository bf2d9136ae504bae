import { randomUUID } from "node:crypto";
import {
  type ExportJob,
  EXPORTS_KEPT,
  type Exports,
  type Progress,
} from "../../core/documents/export-job.ts";
import type { PostgresSchema } from "./postgres-schema.ts";

/** One row of `export_parts`. */
const PART_BYTES = 1 << 20;
const TELLS_EVERY_MS = 1_000;
/** A process that has not told for so long was killed. */
const SILENT_SECONDS = 30;

const AT_ONCE = `clock_timestamp() + interval '${SILENT_SECONDS} seconds'`;
const COLUMNS = `id, round, name, made_by as by, started_at_utc as "startedAtUtc",
  case when state = 'running' and alive_until < clock_timestamp() then 'failed' else state end as state,
  done, total as of, bytes::float8 as bytes`;

/**
 * Archives in the database, so that every process lists, hands out and removes what any has made. A running one is told of
 * once a second by whoever makes it; when its row is gone it stops.
 */
export class PostgresExports implements Exports {
  readonly #schema: PostgresSchema;
  readonly #onFault: (error: unknown) => void;
  readonly #running = new Set<Promise<void>>();
  readonly #ending = new AbortController();

  /** @param onFault where an export that failed goes */
  constructor(schema: PostgresSchema, onFault: (error: unknown) => void) {
    this.#schema = schema;
    this.#onFault = onFault;
  }

  list(round: string): Promise<readonly ExportJob[]> {
    return this.#schema.rows<ExportJob>(
      `select ${COLUMNS} from exports where round = $1 order by started_at_utc, id`,
      [round],
    );
  }

  async read(round: string, id: string): ReturnType<Exports["read"]> {
    const found = await this.#schema.rows<ExportJob>(
      `select ${COLUMNS} from exports where round = $1 and id = $2 and state = 'done'`,
      [round, id],
    );
    return found[0] ? { job: found[0], content: this.#parts(found[0]) } : null;
  }

  async start(
    about: Pick<ExportJob, "round" | "name" | "by" | "startedAtUtc">,
    make: (progress: Progress) => AsyncIterable<Uint8Array>,
  ): Promise<ExportJob> {
    const job: ExportJob = { id: randomUUID(), ...about, state: "running", done: 0, of: 0, bytes: 0 };
    await this.#schema.rows(
      `insert into exports values ($1, $2, $3, $4, $5, 'running', 0, 0, 0, ${AT_ONCE})`,
      [job.id, job.round, job.name, job.by, job.startedAtUtc],
    );
    const making = this.#make(job, make).finally(() => this.#running.delete(making));
    this.#running.add(making);
    return job;
  }

  async remove(round: string, id: string): Promise<boolean> {
    const sql = "delete from exports where round = $1 and id = $2 returning 1";
    return (await this.#schema.rows(sql, [round, id])).length > 0;
  }

  async removeAll(round: string): Promise<void> {
    await this.#schema.rows("delete from exports where round = $1", [round]);
  }

  /**
   * For a process that starts alone: what was being made is not being made any more.
   *
   * @param isAlone false: others may still be at work; only what has failed goes
   */
  async begin(isAlone: boolean): Promise<void> {
    const isOver = "state = 'failed' or (state = 'running' and alive_until < clock_timestamp())";
    await this.#schema.rows(`delete from exports where ${isAlone ? "state <> 'done'" : isOver}`);
  }

  /** Stops what is being made. */
  async close(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#running);
  }

  async #make(job: ExportJob, make: (progress: Progress) => AsyncIterable<Uint8Array>): Promise<void> {
    const stopping = new AbortController();
    const signal = AbortSignal.any([stopping.signal, this.#ending.signal]);
    let [done, of] = [0, 0];
    const tell = async (): Promise<void> => {
      const sql = `update exports set done = $2, total = $3, alive_until = ${AT_ONCE}
        where id = $1 and state = 'running' returning 1`;
      if ((await this.#schema.rows(sql, [job.id, done, of])).length === 0) stopping.abort();
    };
    const telling = setInterval(() => void tell().catch(() => undefined), TELLS_EVERY_MS);
    telling.unref();
    try {
      const content = make((...now) => ([done, of] = now));
      const bytes = await this.#write(job.id, content, signal, () => stopping.abort());
      const sql = `update exports set state = 'done', done = $2, total = $3, bytes = $4 where id = $1`;
      await this.#schema.rows(sql, [job.id, done, of, bytes]);
      await this.#removeOldest(job.round);
    } catch (error) {
      await this.#fail(job.id, signal.aborted).catch(() => undefined);
      if (!signal.aborted) this.#onFault(error);
    } finally {
      clearInterval(telling);
    }
  }

  /** @returns how many bytes were written */
  async #write(
    id: string,
    content: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
    stop: () => void,
  ): Promise<number> {
    let [part, bytes, held] = [0, 0, 0];
    let chunks: Uint8Array[] = [];
    const flush = async (): Promise<void> => {
      if (held === 0) return;
      const sql = "insert into export_parts select id, $2, $3 from exports where id = $1 returning 1";
      const rows = await this.#schema.rows(sql, [id, part, Buffer.concat(chunks)]);
      // Removed by somebody.
      if (rows.length === 0) stop();
      signal.throwIfAborted();
      part += 1;
      [chunks, held] = [[], 0];
    };
    for await (const chunk of content) {
      signal.throwIfAborted();
      chunks.push(chunk);
      bytes += chunk.length;
      held += chunk.length;
      if (held >= PART_BYTES) await flush();
    }
    signal.throwIfAborted();
    await flush();
    return bytes;
  }

  async #fail(id: string, wasStopped: boolean): Promise<void> {
    if (wasStopped) await this.#schema.rows("delete from exports where id = $1", [id]);
    else {
      await this.#schema.rows("update exports set state = 'failed' where id = $1", [id]);
      await this.#schema.rows("delete from export_parts where export = $1", [id]);
    }
  }

  async #removeOldest(round: string): Promise<void> {
    await this.#schema.rows(
      `delete from exports where round = $1 and state = 'done' and id not in
         (select id from exports where round = $1 and state = 'done'
          order by started_at_utc desc, id desc limit ${EXPORTS_KEPT})`,
      [round],
    );
  }

  /** Removed meanwhile, an archive ends in an error: cut short it would look whole. */
  async *#parts({ id, bytes }: ExportJob): AsyncIterable<Uint8Array> {
    let left = bytes;
    for (let part = 0; left > 0; part += 1) {
      const sql = "select content from export_parts where export = $1 and part = $2";
      const [row] = await this.#schema.rows<{ content: Buffer }>(sql, [id, part]);
      if (!row) throw new Error("an archive was removed while it was read");
      left -= row.content.length;
      yield row.content;
    }
  }
}
