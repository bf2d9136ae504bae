/** The production server in a process of its own, with everything that its window says. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { BUILT_SERVER } from "../journeys/built-server.ts";
import { freePort } from "../journeys/free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PATIENCE_MS = 60_000;

export class WatchedServer {
  readonly address: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = "";

  private constructor(child: ChildProcess, port: number) {
    this.address = `http://127.0.0.1:${port}`;
    this.#child = child;
    this.#ended = once(child, "close");
    for (const stream of [child.stdout!, child.stderr!])
      stream.on("data", (chunk: Buffer) => (this.#said += chunk.toString("utf8")));
  }

  /** @param nodeArgs for Node itself, before the program */
  static async begin(
    dataFolder: string,
    options: {
      readonly nodeArgs?: readonly string[];
      readonly env?: Readonly<Record<string, string>>;
      readonly port?: number;
    } = {},
  ): Promise<WatchedServer> {
    const port = options.port ?? (await freePort());
    const child = spawn(process.execPath, [...(options.nodeArgs ?? []), ...BUILT_SERVER], {
      cwd: ROOT,
      env: {
        ...process.env,
        ...options.env,
        PLUMBLINE_DATA: dataFolder,
        PORT: String(port),
        PLUMBLINE_HOST: "127.0.0.1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new WatchedServer(child, port);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get port(): number {
    return Number(new URL(this.address).port);
  }

  get said(): string {
    return this.#said;
  }

  /** Waits until the window says this. */
  async until(text: string): Promise<void> {
    await vi.waitFor(
      () => {
        if (!this.#said.includes(text)) throw new Error(`not said yet: ${text}\n${this.#said}`);
      },
      { timeout: PATIENCE_MS, interval: 50 },
    );
  }

  /** Waits until it answers. */
  async untilReady(): Promise<void> {
    await this.until(`:${this.port}/`);
  }

  /** Waits until it has ended by itself. */
  async ended(): Promise<string> {
    await this.#ended;
    return this.#said;
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<string> {
    this.#child.kill(signal);
    return this.ended();
  }
}
