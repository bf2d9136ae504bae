import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresSchema } from "./postgres-schema.ts";

/** So long another process waits at most for one that was killed. */
const LEASE_SECONDS = 30;
const ASKS_AGAIN_MS = 250;

const fromNow = (seconds: string): string =>
  `to_char(clock_timestamp() at time zone 'utc' + ${seconds} * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A job that nobody has, or that its owner has let run out. */
const TAKE = `insert into leases values ($1, $2, ${fromNow("$3::integer")})
  on conflict (job) do update set owner = excluded.owner, ends_at_utc = excluded.ends_at_utc
  where leases.ends_at_utc < ${fromNow("0")} returning 1`;
const RENEW = `update leases set ends_at_utc = ${fromNow("$3::integer")} where job = $1 and owner = $2`;
const GIVE_BACK = "delete from leases where job = $1 and owner = $2";

/**
 * Long jobs that one process at a time does, by leases in the office's schema that end by the server's clock. A process that
 * hangs longer than its lease wakes up beside another: what is done under a lease has to bear being done twice.
 */
export class PostgresLeases {
  readonly #office: PostgresSchema;
  readonly #owner: string;
  readonly #seconds: number;

  /** @param owner the process in whose name they are taken */
  constructor(office: PostgresSchema, owner: string, seconds = LEASE_SECONDS) {
    this.#office = office;
    this.#owner = owner;
    this.#seconds = seconds;
  }

  /** For a process that found the hold free: what is left of processes that give no signs of life any more. */
  async clear(living: readonly string[]): Promise<void> {
    await this.#office.rows("delete from leases where owner <> all($1)", [living]);
  }

  /** Does the work when no other process is at this job; waits for one that is, and for one that was killed until its lease ends. */
  async alone<T>(job: string, work: () => Promise<T>): Promise<T> {
    const own = [job, this.#owner];
    while ((await this.#office.rows(TAKE, [...own, this.#seconds])).length === 0) await sleep(ASKS_AGAIN_MS);
    const renew = (): unknown => this.#office.rows(RENEW, [...own, this.#seconds]).catch(() => undefined);
    const renewing = setInterval(renew, (this.#seconds * 1000) / 3);
    renewing.unref();
    try {
      return await work();
    } finally {
      clearInterval(renewing);
      // Where the server does not answer, it ends by itself.
      await this.#office.rows(GIVE_BACK, own).catch(() => undefined);
    }
  }
}
