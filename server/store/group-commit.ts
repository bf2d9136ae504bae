/** Jobs of one transaction at most: a long import still lets other requests in between. */
const BATCH_MAX = 500;
/** So many turns of the event loop without another job: whoever came at the same time has been heard. */
const STILL_TURNS = 2;
/** How long the first job of a batch waits for others who keep coming. */
const GATHER_MS_MAX = 25;

interface Waiting<Job, Outcome> {
  readonly job: Job;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

interface Gathering {
  readonly untilMs: number;
  /** Jobs at the end of the turn before, and for how many turns there have been no more. */
  readonly held: number;
  readonly still: number;
}

/**
 * Joins all jobs that come close together into one transaction, so that one sync to disk serves them all.
 *
 * A turn of the event loop lets in one new connection: of people who come at the same time, each with a connection of his
 * own, it holds one job. So a batch is gathered as long as turns bring more, which on a quiet machine costs two empty turns.
 *
 * `commit` gets the jobs in order of arrival and answers with one outcome for each, only after the transaction is
 * on disk. If it throws, every caller of the batch gets that error and nothing is acknowledged.
 */
export class GroupCommit<Job, Outcome> {
  readonly #commit: (jobs: readonly Job[]) => readonly Outcome[] | Promise<readonly Outcome[]>;
  #queue: Waiting<Job, Outcome>[] = [];
  #isScheduled = false;
  #idle: (() => void)[] = [];

  constructor(commit: (jobs: readonly Job[]) => readonly Outcome[] | Promise<readonly Outcome[]>) {
    this.#commit = commit;
  }

  add(job: Job): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      if (!this.#isScheduled) {
        this.#isScheduled = true;
        this.#gather({ untilMs: performance.now() + GATHER_MS_MAX, held: 0, still: 0 });
      }
    });
  }

  /** Waits until every job queued so far, and every one that arrives meanwhile, has been answered. */
  async drain(): Promise<void> {
    if (this.#isScheduled) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #gather({ untilMs, held, still }: Gathering): void {
    setImmediate(() => {
      const { length } = this.#queue;
      const stillNow = length > held ? 0 : still + 1;
      if (stillNow === STILL_TURNS || length >= BATCH_MAX || performance.now() >= untilMs) void this.#run();
      else this.#gather({ untilMs, held: length, still: stillNow });
    });
  }

  async #run(): Promise<void> {
    const batch = this.#queue.splice(0, BATCH_MAX);
    try {
      const outcomes = await this.#commit(batch.map(({ job }) => job));
      batch.forEach(({ resolve }, i) => resolve(outcomes[i]!));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    if (this.#queue.length > 0) {
      setImmediate(() => void this.#run());
      return;
    }
    this.#isScheduled = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
