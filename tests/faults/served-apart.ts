/** The production server in a process of its own, on a folder with one open poll and many tickets. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openServices } from "../../server/compose.ts";
import { BUILT_SERVER } from "../journeys/built-server.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { testUnit } from "../journeys/start-server.ts";
import { freePort } from "../journeys/free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface ServedApart {
  readonly address: string;
  readonly dataFolder: string;
  readonly poll: string;
  readonly slips: readonly string[];
  /** Of the server's process. */
  readonly pid: number;
  /**
   * What the process keeps when everything that nobody holds has been collected.
   *
   * @param leak what it keeps of each ballot from now on, for a test to find
   */
  kept(leak?: Leak): Promise<Kept>;
  /** Ends the process; the folder stays. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

/** Counts, as `count-kept.mjs` finds them. */
export interface Kept {
  readonly objects: number;
  /** Of the JavaScript heap and of what hangs on it. */
  readonly bytes: number;
  /** Of the process in memory, with what is free inside it. */
  readonly residentBytes: number;
  /** Sockets, timers and requests that keep the process alive. */
  readonly handles: number;
  /** Open files and connections; 0 where the system does not say. */
  readonly files: number;
}

export type Leak = "nothing" | "object" | "text" | "timer" | "file";

const COUNTER = new URL("count-kept.mjs", import.meta.url).href;

export const apartFolder = (): string => mkdtempSync(join(tmpdir(), "plumbline-apart-"));

/** One open poll of one form in the folder, and what the QR codes of its tickets say. */
export async function preparePoll(
  people: number,
  dataFolder: string,
): Promise<Pick<ServedApart, "poll" | "slips">> {
  const { deps, close } = await openServices({ dataFolder, address: "http://127.0.0.1" });
  const round = await createRound(deps, KEEPER, {
    title: "第三轮",
    authority: "县委",
    setUp: "onsite",
    period: "近三年",
    openUntil: "",
    contactPhone: "",
    scheme: "political-ecology",
    forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
  });
  await saveUnits(deps, KEEPER, round.id, [testUnit("water", "县水利局党组", [5, 10, people])]);
  await sealRound(deps, KEEPER, round.id);
  const [row] = await deps.office.inTransaction((office) => office.polls(round.id));
  await openPoll(deps, KEEPER, row!.id);
  const { urls } = await mintTickets(deps, KEEPER, row!.id, "C", { count: people, voidUnused: false });
  await close();
  return { poll: row!.id, slips: urls };
}

/**
 * Starts the production server on a folder and waits until it answers.
 *
 * @param port it listens on 127.0.0.1
 * @throws Error with what it wrote, when it ends before
 */
export async function startApart(dataFolder: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", COUNTER, ...BUILT_SERVER], {
    cwd: ROOT,
    env: {
      ...process.env,
      PLUMBLINE_DATA: dataFolder,
      PORT: String(port),
      PLUMBLINE_HOST: "127.0.0.1",
      PLUMBLINE_LOG: "json",
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(log)));
    child.stderr!.on("data", (chunk: Buffer) => {
      log += chunk.toString("utf8");
      if (log.includes('"started"')) resolve();
    });
  });
  return child;
}

export async function serveApart(people: number, dataFolder: string = apartFolder()): Promise<ServedApart> {
  const { poll, slips } = await preparePoll(people, dataFolder);
  const port = await freePort();
  const child = await startApart(dataFolder, port);
  const end = async (): Promise<void> => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  return {
    address: `http://127.0.0.1:${port}`,
    dataFolder,
    poll,
    slips,
    pid: child.pid!,
    async kept(leak) {
      child.send({ leak });
      const [told] = (await once(child, "message")) as [Kept];
      return told;
    },
    end,
    async stop() {
      await end();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
