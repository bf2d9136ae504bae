import { isProblem, Problem } from "../../../core/problem.ts";
import type { Progress } from "../../../core/documents/export-job.ts";
import type { VolumesAnswer } from "../answers-volumes.ts";

interface Running {
  readonly by: string;
  readonly stopping: AbortController;
  done: number;
  of: number;
}

/**
 * 归档包 that are being made, one of a round at a time. What is finished stands on record; a process that ends takes its
 * unfinished ones with it, and the next start removes what they left.
 */
export class VolumeJobs {
  readonly #running = new Map<string, Running>();
  readonly #failed = new Map<string, NonNullable<VolumesAnswer["failed"]>>();
  readonly #onFault: (error: unknown) => void;

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  of(round: string): Pick<VolumesAnswer, "running" | "failed"> {
    const running = this.#running.get(round);
    return {
      running: running ? { by: running.by, done: running.done, of: running.of } : null,
      failed: this.#failed.get(round) ?? null,
    };
  }

  /**
   * Starts and does not wait for the end.
   *
   * @param make refuses by throwing, or comes to nothing when the signal says so
   * @throws Problem volume.running
   */
  start(
    round: string,
    by: string,
    make: (progress: Progress, signal: AbortSignal) => Promise<unknown>,
  ): void {
    if (this.#running.has(round)) throw new Problem("volume.running", {});
    const job: Running = { by, stopping: new AbortController(), done: 0, of: 0 };
    this.#running.set(round, job);
    this.#failed.delete(round);
    const progress = (done: number, of: number): void => void Object.assign(job, { done, of });
    void make(progress, job.stopping.signal)
      .catch((error: unknown) => this.#note(round, job, error))
      .finally(() => this.#running.delete(round));
  }

  /** @returns whether one was being made */
  stop(round: string): boolean {
    const job = this.#running.get(round);
    job?.stopping.abort();
    return job !== undefined;
  }

  #note(round: string, { stopping }: Running, error: unknown): void {
    if (stopping.signal.aborted) return;
    if (isProblem(error, "store.storage-full")) this.#failed.set(round, "full");
    else if (isProblem(error, "volume.differs")) this.#failed.set(round, "differs");
    else {
      this.#failed.set(round, "fault");
      this.#onFault(error);
    }
  }
}
