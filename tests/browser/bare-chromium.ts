/**
 * Chromium spoken to over a pipe, with nothing of a test driver in its pages: what runs in a measured page is the page,
 * and what the measurement puts there.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { findChromium } from "../../scripts/find-chromium.mjs";

type Given = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/** A page of its own cookies, storage and cache. */
export interface BarePage {
  send(method: string, given?: Given): Promise<Answer>;
  /** Called with each of the page's events of that name; its domain must be enabled. */
  on(event: string, hear: (given: Answer) => void): void;
  close(): Promise<void>;
}

interface Screen {
  readonly width: number;
  readonly height: number;
  readonly isPhone: boolean;
}

const PHONE: Screen = { width: 360, height: 740, isPhone: true };

export interface BareChromium {
  openPage(screen?: Screen): Promise<BarePage>;
  /** CPU that all its processes have used. */
  seconds(): Promise<number>;
  close(): Promise<void>;
}

/** `USER_HZ`, the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** No first run, no updates, nothing in the background that a slice would pay for. */
const QUIET = [
  "--headless",
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--mute-audio",
];

/** @source https://chromedevtools.github.io/devtools-protocol, --remote-debugging-pipe: descriptors 3 and 4, zero-ended JSON */
export async function openBareChromium(
  path = findChromium(),
  more: readonly string[] = [],
): Promise<BareChromium> {
  if (path === null) throw new Error("no Chromium: run npm test, or name one in CHROMIUM_PATH");
  const profile = mkdtempSync(join(tmpdir(), "bare-chromium-"));
  const switches = [...QUIET, ...more, `--user-data-dir=${profile}`, "--remote-debugging-pipe"];
  const child = spawn(path, switches, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const listeners: Listener[] = [];
  const send = sender(child.stdio[3] as Writable, child.stdio[4] as Readable, ended, listeners);
  await send("Browser.getVersion");
  return {
    openPage: (screen = PHONE) => openPage(send, listeners, screen),
    async seconds() {
      if (existsSync("/proc/self/stat")) return treeSeconds(child.pid!);
      const { processInfo } = await send("SystemInfo.getProcessInfo");
      return (processInfo as { cpuTime: number }[]).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    },
    async close() {
      await send("Browser.close").catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Of a process, of those that it started, and of those of them that have ended. @source proc(5), /proc/pid/stat */
function treeSeconds(root: number): number {
  const ticks = new Map<number, number>();
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    const fields = statFields(name);
    if (fields === null) continue;
    parents.set(Number(name), Number(fields[1]));
    // Its own and its ended children's: utime, stime, cutime, cstime.
    ticks.set(
      Number(name),
      fields.slice(11, 15).reduce((sum, one) => sum + Number(one), 0),
    );
  }
  const isOf = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isOf(parents.get(pid)));
  const own = [...ticks].filter(([pid]) => isOf(pid));
  return own.reduce((sum, [, used]) => sum + used, 0) / TICKS_PER_SECOND;
}

/** The fields after the command's name, which may hold anything; null for one that has ended meanwhile. */
function statFields(pid: string): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

type Send = (method: string, given?: Given, sessionId?: string) => Promise<Answer>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

interface Listener {
  readonly sessionId: string;
  readonly event: string;
  hear(given: Answer): void;
}

interface Message {
  readonly id?: number;
  readonly result: Answer;
  readonly error?: Answer;
  readonly method?: string;
  readonly params: Answer;
  readonly sessionId?: string;
}

function sender(to: Writable, from: Readable, ended: Promise<void>, listeners: readonly Listener[]): Send {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let rest = "";
  from.setEncoding("utf8").on("data", (text: string) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop()!;
    for (const message of messages) {
      const { id, result, error, method, params, sessionId } = JSON.parse(message) as Message;
      for (const one of listeners) if (one.sessionId === sessionId && one.event === method) one.hear(params);
      const asked = id === undefined ? undefined : waiting.get(id);
      if (id === undefined || !asked) continue;
      waiting.delete(id);
      if (error) asked.reject(new Error(String(error["message"])));
      else asked.resolve(result);
    }
  });
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error("Chromium ended"));
  });
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, { resolve, reject });
      to.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
}

async function openPage(send: Send, listeners: Listener[], screen: Screen): Promise<BarePage> {
  const { browserContextId } = await send("Target.createBrowserContext");
  const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
  const attached = await send("Target.attachToTarget", { targetId, flatten: true });
  const sessionId = String(attached["sessionId"]);
  const ask: BarePage["send"] = (method, given) => send(method, given, sessionId);
  await ask("Page.enable");
  await ask("Emulation.setDeviceMetricsOverride", {
    width: screen.width,
    height: screen.height,
    deviceScaleFactor: screen.isPhone ? 2 : 1,
    mobile: screen.isPhone,
  });
  await ask("Emulation.setTouchEmulationEnabled", { enabled: screen.isPhone });
  return {
    send: ask,
    on: (event, hear) => void listeners.push({ sessionId, event, hear }),
    close: async () => void (await send("Target.disposeBrowserContext", { browserContextId })),
  };
}
