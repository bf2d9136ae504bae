/** Long exports: written to a file beside the requests, with progress, an end before the end, and a list of what is there. */
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

export interface ExportJob {
  readonly id: string;
  readonly round: string;
  /** File name under which it is downloaded. */
  readonly name: string;
  readonly by: string;
  readonly startedAtUtc: string;
  readonly state: "running" | "done" | "failed";
  readonly done: number;
  /** 0 until it is known. */
  readonly of: number;
  readonly bytes: number;
}

/** Finished ones beyond these are removed, oldest first. */
const KEPT = 5;

export type Progress = (done: number, of: number) => void;

/**
 * Exports of released documents. Tickets never come here: their codes go into one answer and are gone.
 */
export class ExportJobs {
  private readonly jobs = new Map<string, ExportJob>();
  private readonly running = new Map<string, AbortController>();
  private emptied: Promise<void> | null = null;

  constructor(
    private readonly folder: string,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Oldest first. */
  list(round: string): readonly ExportJob[] {
    return [...this.jobs.values()].filter((job) => job.round === round);
  }

  /** @returns null when there is none, or none that is done */
  fileOf(round: string, id: string): { readonly job: ExportJob; readonly path: string } | null {
    const job = this.jobs.get(id);
    return job?.round === round && job.state === "done" ? { job, path: this.pathOf(id) } : null;
  }

  start(
    about: Pick<ExportJob, "round" | "name" | "by" | "startedAtUtc">,
    make: (progress: Progress) => AsyncIterable<Uint8Array>,
  ): ExportJob {
    const job: ExportJob = { id: randomUUID(), ...about, state: "running", done: 0, of: 0, bytes: 0 };
    const stopping = new AbortController();
    this.jobs.set(job.id, job);
    this.running.set(job.id, stopping);
    const bytes = make((done, of) => this.change(job.id, { done, of }));
    void this.write(job.id, bytes, stopping.signal);
    return job;
  }

  /** Stops a running export, or removes a finished one. @returns whether there was one */
  async remove(round: string, id: string): Promise<boolean> {
    if (this.jobs.get(id)?.round !== round) return false;
    this.running.get(id)?.abort();
    this.jobs.delete(id);
    await rm(this.pathOf(id), { force: true });
    return true;
  }

  private async write(id: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    const path = this.pathOf(id);
    try {
      // What an earlier process has left belongs to nobody's list.
      this.emptied ??= rm(this.folder, { recursive: true, force: true });
      await this.emptied;
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await pipeline(bytes, createWriteStream(path, { mode: 0o600 }), { signal });
      this.change(id, { state: "done", bytes: (await stat(path)).size });
      await this.removeOldest();
    } catch (error) {
      await rm(path, { force: true });
      if (signal.aborted) return;
      this.change(id, { state: "failed" });
      this.onFault(error);
    } finally {
      this.running.delete(id);
    }
  }

  private change(id: string, changes: Partial<ExportJob>): void {
    const job = this.jobs.get(id);
    if (job) this.jobs.set(id, { ...job, ...changes });
  }

  private async removeOldest(): Promise<void> {
    const finished = [...this.jobs.values()].filter(({ state }) => state === "done");
    for (const { id, round } of finished.slice(0, -KEPT)) await this.remove(round, id);
  }

  private readonly pathOf = (id: string): string => join(this.folder, `${id}.zip`);
}
