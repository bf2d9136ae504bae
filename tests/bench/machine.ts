import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spreadOf } from "./statistics.ts";

/** On the same disk as the working copy, never in a temporary folder that may be memory. */
export const ARTIFACTS = fileURLToPath(new URL("../artifacts/bench", import.meta.url));

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly versions: { readonly [name: string]: string };
  /** Median time to write 4 KiB and have it on disk. */
  readonly fsyncMicroseconds: number;
}

export function describeMachine(): Machine {
  const version = (name: string): string => {
    const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  };
  const packages = ["hono", "@hono/node-server", "better-sqlite3", "survey-core"];
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    versions: { node: process.version, ...Object.fromEntries(packages.map((name) => [name, version(name)])) },
    fsyncMicroseconds: measureFsync(),
  };
}

function measureFsync(): number {
  mkdirSync(ARTIFACTS, { recursive: true });
  const path = join(ARTIFACTS, "fsync");
  const file = openSync(path, "w");
  const block = Buffer.alloc(4096, 7);
  const times = Array.from({ length: 60 }, () => {
    const start = process.hrtime.bigint();
    writeSync(file, block);
    fsyncSync(file);
    return Number(process.hrtime.bigint() - start) / 1000;
  });
  closeSync(file);
  rmSync(path);
  return Math.round(spreadOf(times).median);
}

/** Seconds of CPU that all processes of the machine have used since it started. */
export function busySeconds(): number {
  const ticks = cpus().map(({ times }) => times.user + times.nice + times.sys + times.irq);
  return ticks.reduce((sum, milliseconds) => sum + milliseconds, 0) / 1000;
}

/** Seconds of CPU this process has used. */
export function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
