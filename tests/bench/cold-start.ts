/** B12, start and memory: the production command from the start of its process to the first answer, then at rest. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { BUILT_SERVER } from "../journeys/built-server.ts";
import { freePort } from "../journeys/free-port.ts";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { ARTIFACTS } from "./machine.ts";
import type { Count, CountRow, Effort, Row } from "./row.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BARE = ["tests/bench/bare-server.mjs"];
/** As `npm start` runs it. */
const PRODUCT = BUILT_SERVER;
const START_SECONDS_MAX = 60;
const IDLE_MEMORY_BYTES = 120_000_000;
/** Linux counts a process's CPU in hundredths of a second. */
const TICKS_PER_SECOND = 100;

export const coldStart: Row = {
  id: "B12 start",
  what: "from the start of the process to its first answer, data folder made before ÷ bare node:http",
  goal: { atMost: 1.8 },
  unit: "µs",
  run: ({ pairs }: Effort) => inFolder((folder) => compareStarts(pairs, folder)),
};

export const idleMemory: CountRow = {
  id: "B12 memory",
  what: "memory of the production command at rest after its start",
  count: () => inFolder(countMemory),
};

async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(ARTIFACTS, "b12-"));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareStarts(pairs: number, folder: string): Promise<Comparison> {
  await startOnce(PRODUCT, folder);
  return alternate(
    pairs,
    "cpuMicroseconds",
    () => startOnce(BARE, folder),
    () => startOnce(PRODUCT, folder),
  );
}

async function startOnce(command: readonly string[], folder: string): Promise<Done> {
  const from = performance.now();
  const started = await startedProcess(command, folder);
  const measuredSeconds = (performance.now() - from) / 1000;
  const childSeconds = cpuSecondsOf(started.pid);
  await started.stop();
  return { work: 1, measuredSeconds, childSeconds };
}

async function countMemory(folder: string): Promise<readonly Count[]> {
  const base = { what: "of bare node:http", value: await memoryOf(BARE, folder) };
  return [{ what: "bytes", value: await memoryOf(PRODUCT, folder), base, atMost: IDLE_MEMORY_BYTES }];
}

async function memoryOf(command: readonly string[], folder: string): Promise<number> {
  const { pid, stop } = await startedProcess(command, folder);
  try {
    await sleep(2_000);
    // `/metrics` tells memory in steps that are too coarse here.
    const kibibytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kibibytes) * 1024;
  } finally {
    await stop();
  }
}

async function startedProcess(
  command: readonly string[],
  folder: string,
): Promise<{ readonly pid: number; stop(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      PLUMBLINE_HOST: "127.0.0.1",
      PLUMBLINE_DATA: join(folder, "data"),
    },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  const until = Date.now() + START_SECONDS_MAX * 1000;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`${command.join(" ")} does not answer`);
    await sleep(2);
  }
  return {
    pid: child.pid!,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ port, host: "127.0.0.1", path: "/health", agent: false }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode === 200));
    }).once("error", () => resolve(false));
  });
}

/** CPU a process has used so far; 0 where the system does not tell, and then it counts as used by others. */
function cpuSecondsOf(pid: number): number {
  if (process.platform !== "linux") return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
