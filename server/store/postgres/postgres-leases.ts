import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { lockOf } from "./lock-of.ts";
import type { Fence, PostgresSchema } from "./postgres-schema.ts";

/** So long another process waits at most for one that was killed. */
const LEASE_SECONDS = 30;
const ASKS_AGAIN_MS = 250;

const fromNow = (seconds: string): string =>
  `to_char(clock_timestamp() at time zone 'utc' + ${seconds} * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A job that nobody has, or that its owner has let run out. */
const TAKE = `insert into leases values ($1, $2, ${fromNow("$3::integer")})
  on conflict (job) do update set owner = excluded.owner, ends_at_utc = excluded.ends_at_utc
  where leases.ends_at_utc < ${fromNow("0")} returning 1`;
const RENEW = `update leases set ends_at_utc = ${fromNow("$3::integer")} where job = $1 and owner = $2 returning 1`;
const GIVE_BACK = "delete from leases where job = $1 and owner = $2";
const IS_OWN = "select 1 from leases where job = $1 and owner = $2";

interface Lease {
  readonly job: string;
  isLost: boolean;
}

/** Another process has the job now: nothing is written by this one any more. */
class LeaseLost extends Error {
  constructor(job: string) {
    super(`another process does this now: ${job}`);
  }
}

/**
 * Long jobs that one process at a time does, by leases in the office's schema that end by the server's clock. Whatever the
 * work writes, to whichever schema, is written only while the lease is its own: each of its transactions holds the job, and
 * nobody takes it over before that has ended. A process that hung and wakes beside its successor gets no further.
 */
export class PostgresLeases implements Fence {
  readonly #office: PostgresSchema;
  readonly #owner: string;
  readonly #seconds: number;
  readonly #under = new AsyncLocalStorage<Lease>();

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

  /**
   * Does the work when no other process is at this job; waits for one that is, and for one that was killed until its lease
   * ends. Work whose lease was lost is begun again once its successor is through, so it has to bear being done twice.
   */
  async alone<T>(job: string, work: () => Promise<T>): Promise<T> {
    for (;;) {
      while (!(await this.#takes(job))) await sleep(ASKS_AGAIN_MS);
      const lease: Lease = { job, isLost: false };
      try {
        return await this.#holding(lease, work);
      } catch (error) {
        // What a work finds that its successor has finished is no fault of what it found.
        if (!lease.isLost) throw error;
      }
    }
  }

  /** Runs what is done for others too, who have nothing to do with this lease. */
  outside<T>(act: () => T): T {
    return this.#under.exit(act);
  }

  refuseLost(): void {
    const lease = this.#under.getStore();
    if (lease?.isLost) throw new LeaseLost(lease.job);
  }

  async enter(client: PoolClient): Promise<void> {
    const lease = this.#under.getStore();
    if (!lease) return;
    await client.query("select pg_advisory_xact_lock_shared($1)", [lockOf("job", lease.job)]);
    this.#refuseUnless(lease, (await this.#office.rows(IS_OWN, [lease.job, this.#owner])).length === 1);
  }

  /** The same for a transaction of the office itself, which holds the lease's own row. */
  async enterOffice(ask: (sql: string, values: readonly string[]) => Promise<number>): Promise<void> {
    const lease = this.#under.getStore();
    if (!lease) return;
    this.#refuseUnless(lease, (await ask(`${IS_OWN} for share`, [lease.job, this.#owner])) === 1);
  }

  #refuseUnless(lease: Lease, isOwn: boolean): void {
    if (!isOwn) lease.isLost = true;
    if (lease.isLost) throw new LeaseLost(lease.job);
  }

  /** Not while a transaction of whoever had it is under way. */
  #takes(job: string): Promise<boolean> {
    return this.#office.write(async (client) => {
      const free = await client.query<{ free: boolean }>("select pg_try_advisory_xact_lock($1) as free", [
        lockOf("job", job),
      ]);
      if (!free.rows[0]!.free) return false;
      return (await client.query(TAKE, [job, this.#owner, this.#seconds])).rowCount === 1;
    });
  }

  async #holding<T>(lease: Lease, work: () => Promise<T>): Promise<T> {
    const own = [lease.job, this.#owner];
    const renew = async (): Promise<void> => {
      const renewed = await this.#office.rows(RENEW, [...own, this.#seconds]);
      if (renewed.length === 0) lease.isLost = true;
    };
    const renewing = setInterval(() => void renew().catch(() => undefined), (this.#seconds * 1000) / 3);
    renewing.unref();
    try {
      return await this.#under.run(lease, work);
    } catch (error) {
      await renew().catch(() => undefined);
      throw error;
    } finally {
      clearInterval(renewing);
      // Where the server does not answer, it ends by itself.
      await this.#office.rows(GIVE_BACK, own).catch(() => undefined);
    }
  }
}
