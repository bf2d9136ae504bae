/** Jobs of one transaction at most: a long import still lets other requests in between. */
const BATCH_MAX = 500;

interface Waiting<Job, Outcome> {
  readonly job: Job;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins all jobs of one turn of the event loop into one transaction, so that one sync to disk serves them all.
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
        setImmediate(() => void this.#run());
      }
    });
  }

  /** Waits until every job queued so far, and every one that arrives meanwhile, has been answered. */
  async drain(): Promise<void> {
    if (this.#isScheduled) await new Promise<void>((resolve) => this.#idle.push(resolve));
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
