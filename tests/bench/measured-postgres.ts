/** A throw-away PostgreSQL on the measured disk, whose CPU can be read. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { startPostgres } from "../../scripts/throwaway-postgres.mjs";
import { ARTIFACTS } from "./machine.ts";

/** Of the kernel's clock, in which /proc counts. */
const TICKS_PER_SECOND = 100;
/** In /proc/PID/stat behind the name: user and system time of the process, then of its children that have ended. */
const [FIRST_TIME, LAST_TIME] = [11, 14];

export interface MeasuredPostgres {
  /** @returns the address of a new, empty database */
  newDatabase(): Promise<string>;
  /** Bytes of a database on disk, indexes included; the log of changes, which closing begins anew, left out. */
  bytesOf(url: string): Promise<number>;
  /** Seconds of CPU that all processes of the server have used. */
  seconds(): number;
  stop(): void;
}

/** @throws Error where there is no PostgreSQL and none may be installed */
export function measuredPostgres(): MeasuredPostgres {
  const folder = mkdtempSync(join(ARTIFACTS, "postgres-"));
  try {
    const { cluster, url, stop } = startPostgres(folder, "server");
    const first = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]!;
    let made = 0;
    return {
      async newDatabase() {
        made += 1;
        const name = `bench${made}`;
        await asked(url, `create database ${name}`);
        const own = new URL(url);
        own.pathname = `/${name}`;
        return own.href;
      },
      async bytesOf(database) {
        const sql = "select pg_database_size(current_database())::float8 as bytes";
        const [row] = await asked<{ bytes: number }>(database, sql);
        return row!.bytes;
      },
      seconds() {
        const children = readFileSync(`/proc/${first}/task/${first}/children`, "utf8").trim().split(" ");
        return [first, ...children].reduce((sum, process) => sum + secondsOf(process), 0);
      },
      stop() {
        stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function asked<Row extends object>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function secondsOf(process: string): number {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = fields.slice(FIRST_TIME, LAST_TIME + 1).reduce((sum, field) => sum + Number(field), 0);
    return ticks / TICKS_PER_SECOND;
  } catch {
    // Ended meanwhile; its time is the first process's now.
    return 0;
  }
}
