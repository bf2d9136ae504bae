/**
 * B11, times: how long a phone takes from the scan to the landing page, to the first question, and to the landing page
 * again. "This" is Chromium at a quarter of its processor behind DevTools' Fast 4G, base the same without either. No
 * test driver is in the page, only the few lines of `watcher`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { type BareChromium, type BarePage, openBareChromium } from "../browser/bare-chromium.ts";
import { ask, childInFolder } from "./child.ts";
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
  notQuick: "it waits for the page in a slowed browser of its own, several times",
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

async function run({ pairs, isQuick }: Effort, stop: Stop, isRepeat: boolean): Promise<Comparison> {
  const [{ child, ready, stop: stopServer }, browser] = await Promise.all([
    childInFolder<Ready>("respondent-server.ts", isQuick),
    openBareChromium(),
  ]);
  try {
    const urls = await ask<string[]>(child, "tickets", 2 * pairs + 2);
    const slice = async (isSlow: boolean): Promise<Done> => {
      // “localhost” counts as secure, so the browser offers brotli as it does over TLS.
      const url = `http://localhost:${ready.port}/v${new URL(urls.pop()!).hash}`;
      const before = await ask<number>(child, "cpu");
      const done = await time(browser, url, stop, isRepeat, isSlow);
      // The server's share is the bench's own too.
      const served = (await ask<number>(child, "cpu")) - before;
      return { ...done, childSeconds: done.childSeconds + served };
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
    await stopServer();
  }
}

/** One phone with an empty cache, or one that has been on this page before, by the page's own clock. */
async function time(
  browser: BareChromium,
  url: string,
  stop: Stop,
  isRepeat: boolean,
  isSlow: boolean,
): Promise<Done & { readonly childSeconds: number }> {
  const before = await browser.seconds();
  const page = await browser.openPage();
  await page.send("Page.addScriptToEvaluateOnNewDocument", { source: watcher(stop) });
  if (isRepeat) {
    await arrive(page, url);
    await untilAllIsThere(page);
    await page.send("Page.navigate", { url: "about:blank" });
  }
  if (isSlow) await slowDown(page);
  const milliseconds = await arrive(page, url);
  await page.send("Network.emulateNetworkConditions", UNLIMITED);
  await page.close();
  const childSeconds = (await browser.seconds()) - before;
  return { work: 1, measuredSeconds: milliseconds / 1000, childSeconds };
}

async function slowDown(page: BarePage): Promise<void> {
  await page.send("Network.enable");
  await page.send("Network.emulateNetworkConditions", FAST_4G);
  await page.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
}

async function arrive(page: BarePage, url: string): Promise<number> {
  await page.send("Page.navigate", { url });
  return untilTrue(page, "globalThis.paintedAt");
}

/** What loads behind the landing page is there when nothing has come for a while. */
async function untilAllIsThere(page: BarePage): Promise<void> {
  const count = "performance.getEntriesByType('resource').filter((one) => one.responseEnd > 0).length";
  for (let before = -1, now = 0; now !== before;) {
    before = now;
    await sleep(700);
    now = await evaluate(page, count);
  }
}

async function untilTrue(page: BarePage, expression: string): Promise<number> {
  const giveUpAt = performance.now() + 60_000;
  while (performance.now() < giveUpAt) {
    const value = await evaluate(page, expression);
    if (value) return value;
    await sleep(100);
  }
  throw new Error(`what ${expression} waits for has not come`);
}

async function evaluate(page: BarePage, expression: string): Promise<number> {
  const { result } = await page.send("Runtime.evaluate", { expression, returnByValue: true });
  return (result as { value?: number }).value ?? 0;
}

/**
 * Runs in the page: notes when what is waited for has been painted, and presses 开始填写 on the way to the question.
 * It looks when the page changes, not at every frame, which would be work that no phone has.
 */
const watcher = (stop: Stop): string => `
  new MutationObserver((_, watch) => {
    const button = document.querySelector(".unit") && document.querySelector(".bar .primary");
    if (button && !button.disabled && ${stop === "question"}) button.click();
    if (!(${stop === "landing"} ? button : document.querySelector(".q .face"))) return;
    watch.disconnect();
    // After the next frame it has been on the screen.
    requestAnimationFrame(() => setTimeout(() => (globalThis.paintedAt = performance.now())));
  }).observe(document, { childList: true, subtree: true });
`;
