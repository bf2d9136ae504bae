/**
 * Where processes that serve the same polls agree on how a poll stands. With one process there is nothing to agree on.
 *
 * @source anonymity.md §2a; docs/decisions/0102-several-processes.md
 */

/** A poll as an act has found it: what the act writes is taken only while nobody has changed the poll since. */
export interface SeenPoll {
  readonly poll: string;
  /** How often it had been changed. */
  readonly changes: number;
}

export interface PollDoors {
  /** How often a poll has been changed until now, by whichever process; null: there is none of that name. */
  changes(poll: string): Promise<number | null>;
  /**
   * After a change: waits until every write of any process that had seen the poll before it is on disk. One that comes
   * later is refused with `PollMoved`.
   */
  settled(poll: string): Promise<void>;
  /**
   * Does long work while no other process does work of that name, by a lease that a killed process loses after half a minute.
   * A process that hung writes nothing beside its successor, and does the work again after it, so each step has to bear being done twice.
   */
  alone<T>(job: string, work: () => Promise<T>): Promise<T>;
}

/** The poll was changed after the act had looked at it: nothing was written, and the act has to look again. */
export class PollMoved extends Error {
  constructor() {
    super("the poll was changed meanwhile");
  }
}
