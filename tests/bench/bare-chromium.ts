/**
 * Chromium spoken to over a pipe, with nothing of a test driver in its pages: what runs in a measured page is the page,
 * and what the measurement puts there.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { findChromium } from "../../scripts/find-chromium.mjs";

type Given = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/** A page of its own cookies, storage and cache. */
export interface BarePage {
  send(method: string, given?: Given): Promise<Answer>;
  close(): Promise<void>;
}

export interface BareChromium {
  openPage(): Promise<BarePage>;
  /** CPU that all its processes have used. */
  seconds(): Promise<number>;
  close(): Promise<void>;
}

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
export async function openBareChromium(): Promise<BareChromium> {
  const path = findChromium();
  if (path === null) throw new Error("no Chromium: run npm test, or name one in CHROMIUM_PATH");
  const profile = mkdtempSync(join(tmpdir(), "bare-chromium-"));
  const child = spawn(path, [...QUIET, `--user-data-dir=${profile}`, "--remote-debugging-pipe"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const send = sender(child.stdio[3] as Writable, child.stdio[4] as Readable, ended);
  await send("Browser.getVersion");
  return {
    openPage: () => openPage(send),
    async seconds() {
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

type Send = (method: string, given?: Given, sessionId?: string) => Promise<Answer>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

function sender(to: Writable, from: Readable, ended: Promise<void>): Send {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let rest = "";
  from.setEncoding("utf8").on("data", (text: string) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop()!;
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message) as { id?: number; result: Answer; error?: Answer };
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

async function openPage(send: Send): Promise<BarePage> {
  const { browserContextId } = await send("Target.createBrowserContext");
  const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const ask: BarePage["send"] = (method, given) => send(method, given, String(sessionId));
  await ask("Page.enable");
  await ask("Emulation.setDeviceMetricsOverride", {
    width: 360,
    height: 740,
    deviceScaleFactor: 2,
    mobile: true,
  });
  await ask("Emulation.setTouchEmulationEnabled", { enabled: true });
  return {
    send: ask,
    close: async () => void (await send("Target.disposeBrowserContext", { browserContextId })),
  };
}
