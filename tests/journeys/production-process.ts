/** The production command in a process of its own, which a test may kill. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { LogEvent } from "../../server/log.ts";
import { BUILT_SERVER } from "./built-server.ts";

export interface ProductionProcess {
  readonly port: number | null;
  readonly address: string;
  /** Exit code and signal, once it has ended. */
  readonly ended: Promise<unknown>;
  end(signal: "SIGTERM" | "SIGKILL"): Promise<unknown>;
  said(): string;
  log(): string;
}

/** Resolves when it serves or has ended. */
export async function startProduction(settings: Record<string, string>): Promise<ProductionProcess> {
  const child = spawn(process.execPath, BUILT_SERVER, {
    env: { ...process.env, ...settings, PORT: "0", PLUMBLINE_HOST: "127.0.0.1", PLUMBLINE_LOG: "json" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let [out, log] = ["", ""];
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  await new Promise<void>((done) => {
    child.stderr.on("data", (chunk) => {
      log += String(chunk);
      if (log.includes('"started"')) done();
    });
    child.once("exit", () => done());
  });
  const line = log.split("\n").find((one) => one.includes('"started"'));
  const port = line ? (JSON.parse(line) as Extract<LogEvent, { event: "started" }>).port : null;
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<unknown> => {
    child.kill(signal);
    return ended;
  };
  return { port, address: `http://127.0.0.1:${port}`, ended, end, said: () => out, log: () => log };
}
