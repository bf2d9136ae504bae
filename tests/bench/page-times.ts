/**
 * B11, times: how long a phone takes from the scan to the landing page, to the first question, and to the landing page
 * again. "This" is Chromium at a quarter of its processor behind DevTools' Fast 4G, base the same without either.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, CDPSession, Page } from "playwright-core";
import { openBrowser, takePhone } from "../browser/phone-in-hand.ts";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { ask, startChild } from "./child.ts";
import { browserSeconds } from "./browser-seconds.ts";
import { ARTIFACTS } from "./machine.ts";
import type { Ready } from "./respondent-server.ts";
import type { Effort, Row } from "./row.ts";

/** @source DevTools' preset Fast 4G: 9 Mbit/s and 1.5 Mbit/s less a tenth, 60 ms times 2.75 for each request */
const FAST_4G = {
  offline: false,
  downloadThroughput: (9e6 / 8) * 0.9,
  uploadThroughput: (1.5e6 / 8) * 0.9,
  latency: 165,
};
const UNLIMITED = { offline: false, downloadThroughput: -1, uploadThroughput: -1, latency: 0 };
const SLOWED = 4;

type Stop = "landing" | "question";

const rowOf = (id: string, what: string, atMost: number, stop: Stop, isRepeat: boolean): Row => ({
  id,
  what: `${what}, at 4× CPU throttling on Fast 4G ÷ without`,
  goal: { atMost, of: "this" },
  unit: "µs",
  run: (effort) => run(effort, stop, isRepeat),
});

export const pageVisible = rowOf(
  "B11 visible",
  "from the scan to a painted landing page",
  1_000_000,
  "landing",
  false,
);
export const pageQuestion = rowOf(
  "B11 question",
  "from the scan to the first painted question, 开始填写 pressed as soon as it stands there",
  2_500_000,
  "question",
  false,
);
export const pageRepeat = rowOf(
  "B11 repeat",
  "from scanning the same slip again to a painted landing page",
  800_000,
  "landing",
  true,
);

async function run({ pairs }: Effort, stop: Stop, isRepeat: boolean): Promise<Comparison> {
  const folder = mkdtempSync(join(ARTIFACTS, "b11-"));
  const [{ child, ready }, browser] = await Promise.all([
    startChild<Ready>("respondent-server.ts", [folder]),
    openBrowser(),
  ]);
  try {
    const urls = await ask<string[]>(child, "tickets", 2 * pairs + 2);
    const slice = async (isSlow: boolean): Promise<Done> => {
      // “localhost” counts as secure, so the browser offers brotli as it does over TLS.
      const url = `http://localhost:${ready.port}/v${new URL(urls.pop()!).hash}`;
      return time(browser, url, stop, isRepeat, isSlow);
    };
    await slice(false);
    return await alternate(
      pairs,
      "cpuMicroseconds",
      () => slice(false),
      () => slice(true),
    );
  } finally {
    await browser.close();
    await ask(child, "stop").catch(() => child.kill());
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One phone with an empty cache, or one that has been on this page before, by the page's own clock. */
async function time(
  browser: Browser,
  url: string,
  stop: Stop,
  isRepeat: boolean,
  isSlow: boolean,
): Promise<Done> {
  const before = await browserSeconds(browser);
  const { context, page } = await takePhone(browser);
  const session = await context.newCDPSession(page);
  await page.addInitScript(watcher(stop));
  if (isRepeat) {
    await arrive(page, url);
    await page.waitForLoadState("networkidle");
    await page.goto("about:blank");
  }
  if (isSlow) await slowDown(session);
  const milliseconds = await arrive(page, url);
  await session.send("Network.emulateNetworkConditions", UNLIMITED);
  // Read before the page's process ends, and what it used goes with it.
  const childSeconds = (await browserSeconds(browser)) - before;
  await context.close();
  return { work: 1, measuredSeconds: milliseconds / 1000, childSeconds };
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", FAST_4G);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
}

async function arrive(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  const painted = await page.waitForFunction(() => (globalThis as { paintedAt?: number }).paintedAt);
  return (await painted.jsonValue()) as number;
}

/**
 * Runs in the page: notes when what is waited for has been painted, and presses 开始填写 on the way to the question.
 * As text, because what compiles the bench adds a helper to functions that the page does not have.
 */
const watcher = (stop: Stop): string => `
  requestAnimationFrame(function look() {
    const button = document.querySelector(".unit") && document.querySelector(".bar .primary");
    if (button && !button.disabled && ${stop === "question"}) button.click();
    if (!(${stop === "landing"} ? button : document.querySelector(".q .face"))) return requestAnimationFrame(look);
    // After the next frame it has been on the screen.
    requestAnimationFrame(() => setTimeout(() => (globalThis.paintedAt = performance.now())));
  });
`;
