import type { PoolClient } from "pg";
import { GroupCommit } from "../group-commit.ts";
import { type PollDoors, PollMoved, type SeenPoll } from "../poll-doors.ts";
import { lockOf } from "./lock-of.ts";
import type { PostgresLeases } from "./postgres-leases.ts";
import type { PostgresSchema } from "./postgres-schema.ts";
import { briefly, untilFree } from "./until-free.ts";

/** A write of somebody who has looked at a poll, or of somebody who has it alone. */
export interface SeenJob {
  readonly seen: SeenPoll | undefined;
}

/** The outcome of a job, or that nothing of it was written because the poll had been changed. */
export type AtDoor<Outcome> = Outcome | "moved";

/** @throws PollMoved */
export function unlessMoved<Outcome>(outcome: AtDoor<Outcome>): Outcome {
  if (outcome === "moved") throw new PollMoved();
  return outcome;
}

/**
 * A transaction that writes ballots or uses tickets holds a shared lock of each of its polls, and asks the office how they
 * stand once it holds them. Whoever has changed a poll takes the lock alone for a moment: then everybody who had seen the
 * poll before has written, and everybody later sees the change. The locks end with their transactions, however these end.
 * What is locked is the name of a poll; the stores themselves read nothing of each other.
 */
export class PostgresDoors implements PollDoors {
  readonly #office: PostgresSchema;
  readonly #box: PostgresSchema;
  readonly #leases: PostgresLeases;
  readonly #asked = new GroupCommit<string, number | null>((polls) => this.#changesOf(polls));

  /**
   * @param box lends the connections that wait: those of the office have to stay free for whoever is waited for
   * @param leases by which one process at a time does a long job
   */
  constructor(office: PostgresSchema, box: PostgresSchema, leases: PostgresLeases) {
    this.#office = office;
    this.#box = box;
    this.#leases = leases;
  }

  changes(poll: string): Promise<number | null> {
    return this.#asked.add(poll);
  }

  async settled(poll: string): Promise<void> {
    await untilFree(() =>
      this.#box.write(async (client) => {
        await briefly(client);
        await client.query("select pg_advisory_xact_lock($1)", [lockOf("poll", poll)]);
      }),
    );
  }

  alone<T>(job: string, work: () => Promise<T>): Promise<T> {
    return this.#leases.alone(job, work);
  }

  /** Runs a batch of several people's writes: none of them ends because the lease of one has. */
  forEverybody<T>(act: () => T): T {
    return this.#leases.outside(act);
  }

  /** Writes, in the transaction of `client`, the jobs whose polls stand as they were seen; the others are "moved". */
  async commit<Job extends SeenJob, Outcome>(
    client: PoolClient,
    jobs: readonly Job[],
    write: (jobs: readonly Job[]) => Promise<readonly Outcome[]>,
  ): Promise<readonly AtDoor<Outcome>[]> {
    const standing = await this.#hold(client, [...new Set(jobs.flatMap(({ seen }) => seen?.poll ?? []))]);
    const isMoved = ({ seen }: SeenJob): boolean =>
      seen !== undefined && standing.get(seen.poll) !== seen.changes;
    const stay = jobs.filter((job) => !isMoved(job));
    const outcomes = (await write(stay)).values();
    return jobs.map((job) => (isMoved(job) ? "moved" : outcomes.next().value!));
  }

  /** One order for all, so that nobody waits in a ring. */
  async #hold(client: PoolClient, polls: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (polls.length === 0) return new Map();
    await client.query(
      "select pg_advisory_xact_lock_shared(lock) from (select unnest($1::bigint[]) as lock order by 1) as locks",
      [polls.map((poll) => lockOf("poll", poll))],
    );
    return this.#read(polls);
  }

  async #changesOf(polls: readonly string[]): Promise<readonly (number | null)[]> {
    const found = await this.#read([...new Set(polls)]);
    return polls.map((poll) => found.get(poll) ?? null);
  }

  async #read(polls: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sql = "select id, changes from polls where id = any($1)";
    const rows = await this.#office.rows<{ id: string; changes: number }>(sql, [polls]);
    return new Map(rows.map(({ id, changes }) => [id, changes]));
  }
}
