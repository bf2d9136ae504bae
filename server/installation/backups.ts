/** Backups in a folder of their own beside the data folder: one folder each, named by the time it was made. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { startThread } from "../thread/start-thread.ts";
import { machineRefusal } from "../core/machine-refusal.ts";
import { Problem, type ProblemCode, type ProblemFacts } from "../core/problem.ts";
import type { BackupRow } from "../core/installation/backup-row.ts";
import type { MadeBackup } from "../services/installation.ts";
import { BACKUP_LIST, type BackupList } from "../store/sqlite/backup.ts";
import { COUNTING_FILES } from "../store/sqlite/read-versions.ts";
import type { BackupDone, BackupJob } from "./backup-worker.ts";

/** Newest first. What a killed process left half done has no list and is none. */
export async function listBackups(folder: string): Promise<readonly BackupRow[]> {
  if (!existsSync(folder)) return [];
  const rows: BackupRow[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const list = join(folder, entry.name, BACKUP_LIST);
    if (!entry.isDirectory() || !existsSync(list)) continue;
    const { privateKeys, files } = JSON.parse(await readFile(list, "utf8")) as BackupList;
    const sizes = await Promise.all(
      files
        .filter(({ file }) => !COUNTING_FILES.has(file) && !file.startsWith("closed/"))
        .map(async ({ file }) => (await stat(join(folder, entry.name, file)).catch(() => null))?.size ?? 0),
    );
    rows.push({
      name: entry.name,
      madeAtUtc: (await stat(list)).mtime.toISOString(),
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      hasKeys: privateKeys,
    });
  }
  return rows.toSorted((a, b) => b.madeAtUtc.localeCompare(a.madeAtUtc));
}

/** Copies in a thread, so that phones are answered meanwhile. @throws Problem as `backup` */
export async function makeBackupIn(
  folder: string,
  source: Omit<BackupJob, "target">,
  now: Date,
): Promise<MadeBackup> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw machineRefusal(error, true);
  });
  const name = freeName(folder, now);
  const job: BackupJob = { ...source, target: join(folder, name) };
  const done = await runJob(job);
  if ("refused" in done) {
    const { code, facts } = done.refused;
    throw new Problem(code as ProblemCode, facts as ProblemFacts[ProblemCode]);
  }
  return { name, copiedAgain: done.copiedAgain };
}

/** "2026-11-28-091500", with a number behind it when there is one of the same second. */
function freeName(folder: string, now: Date): string {
  const name = now.toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
  let free = name;
  for (let at = 2; existsSync(join(folder, free)); at += 1) free = `${name}-${at}`;
  return free;
}

function runJob(job: BackupJob): Promise<BackupDone> {
  const worker = startThread(new URL("./backup-worker.ts", import.meta.url), { workerData: { job } });
  return new Promise((resolve, reject) => {
    worker.once("message", (done: BackupDone) => resolve(done));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the backup ended without an answer")));
  });
}
