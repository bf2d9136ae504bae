/**
 * Long exports of an installation of one process: written to a file beside the requests. What is finished stays after a
 * restart: each archive has a file beside it that says what it is.
 */
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type ExportJob, EXPORTS_KEPT, type Exports, type Progress } from "../core/documents/export-job.ts";
import { BESIDE, writeWhole } from "./write-whole.ts";

const OWN_FILE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(zip|json)(?:$|\.)/;

export class ExportJobs implements Exports {
  private readonly jobs = new Map<string, ExportJob>();
  private readonly running = new Map<string, AbortController>();
  private found: Promise<void> | null = null;

  constructor(
    private readonly folder: string,
    private readonly onFault: (error: unknown) => void,
  ) {}

  async list(round: string): Promise<readonly ExportJob[]> {
    await this.find();
    return [...this.jobs.values()].filter((job) => job.round === round);
  }

  async read(round: string, id: string): ReturnType<Exports["read"]> {
    await this.find();
    const job = this.jobs.get(id);
    return job?.round === round && job.state === "done"
      ? { job, content: createReadStream(this.pathOf(id, "zip")) }
      : null;
  }

  async start(
    about: Pick<ExportJob, "round" | "name" | "by" | "startedAtUtc">,
    make: (progress: Progress) => AsyncIterable<Uint8Array>,
  ): Promise<ExportJob> {
    await this.find();
    const job: ExportJob = { id: randomUUID(), ...about, state: "running", done: 0, of: 0, bytes: 0 };
    const stopping = new AbortController();
    this.jobs.set(job.id, job);
    this.running.set(job.id, stopping);
    const bytes = make((done, of) => this.change(job.id, { done, of }));
    void this.write(job, bytes, stopping.signal);
    return job;
  }

  async remove(round: string, id: string): Promise<boolean> {
    await this.find();
    if (this.jobs.get(id)?.round !== round) return false;
    this.running.get(id)?.abort();
    this.jobs.delete(id);
    await this.erase(id);
    return true;
  }

  async removeAll(round: string): Promise<void> {
    for (const { id } of await this.list(round)) await this.remove(round, id);
  }

  private async write(job: ExportJob, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    const { id, round } = job;
    const path = this.pathOf(id, "zip");
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeWhole(path, bytes, { mode: 0o600, signal });
      const finished: Partial<ExportJob> = { state: "done", bytes: (await stat(path)).size };
      const said = JSON.stringify({ ...job, ...this.jobs.get(id), ...finished });
      await writeWhole(this.pathOf(id, "json"), said, { mode: 0o600, signal });
      this.change(id, finished);
      await this.removeOldest(round);
    } catch (error) {
      await this.erase(id);
      if (signal.aborted) return;
      this.change(id, { state: "failed" });
      this.onFault(error);
    } finally {
      this.running.delete(id);
    }
  }

  /** What an earlier process has finished, read once; what it had only begun is removed. */
  private find(): Promise<void> {
    this.found ??= this.readFolder();
    return this.found;
  }

  private async readFolder(): Promise<void> {
    const names = new Set(await readdir(this.folder).catch(() => []));
    const found: ExportJob[] = [];
    for (const name of names) {
      const id = OWN_FILE.exec(name)?.[1];
      if (id === undefined) continue;
      if (name.endsWith(BESIDE)) {
        await rm(join(this.folder, name), { force: true });
        continue;
      }
      const isWhole = names.has(`${id}.zip`) && names.has(`${id}.json`);
      const job = isWhole ? await this.readJob(id) : null;
      if (!job) await this.erase(id);
      else if (name.endsWith(".json")) found.push(job);
    }
    for (const job of found.toSorted((a, b) => (a.startedAtUtc < b.startedAtUtc ? -1 : 1)))
      this.jobs.set(job.id, job);
  }

  /** Null when what stands there is not of this version, or the archive beside it is another. */
  private async readJob(id: string): Promise<ExportJob | null> {
    try {
      const job = JSON.parse(await readFile(this.pathOf(id, "json"), "utf8")) as ExportJob;
      const { size } = await stat(this.pathOf(id, "zip"));
      return job.id === id && job.state === "done" && job.bytes === size ? job : null;
    } catch {
      return null;
    }
  }

  private change(id: string, changes: Partial<ExportJob>): void {
    const job = this.jobs.get(id);
    if (job) this.jobs.set(id, { ...job, ...changes });
  }

  private async removeOldest(round: string): Promise<void> {
    const finished = (await this.list(round)).filter(({ state }) => state === "done");
    for (const { id } of finished.slice(0, -EXPORTS_KEPT)) await this.remove(round, id);
  }

  private async erase(id: string): Promise<void> {
    // The words first: an archive without them is no export.
    for (const ending of ["json", "zip"] as const) await rm(this.pathOf(id, ending), { force: true });
  }

  private readonly pathOf = (id: string, ending: "zip" | "json"): string =>
    join(this.folder, `${id}.${ending}`);
}
