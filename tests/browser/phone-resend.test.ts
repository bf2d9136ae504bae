/**
 * Killed between 提交 and the answer, on plain http: the same bytes go out again, and there is one ballot and one receipt,
 * which the person sees.
 */
import { rmSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { apartFolder, preparePoll } from "../faults/served-apart.ts";
import { WatchedServer } from "../faults/watched-server.ts";
import { fillForm, openBrowser, picture, start, takePhone } from "./phone-in-hand.ts";

let folder: string;
let browser: Browser;
let served: WatchedServer;
let poll: string;
let slips: string[];
/** What the last pages showed. */
const shown: string[] = [];

beforeAll(async () => {
  folder = apartFolder();
  const [prepared, opened] = await Promise.all([preparePoll(10, folder), openBrowser()]);
  browser = opened;
  poll = prepared.poll;
  served = await WatchedServer.begin(folder);
  await served.untilReady();
  slips = prepared.slips.map((slip) => `${served.address}/v${new URL(slip).hash}`);
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const submit = (page: Page) => page.getByRole("button", { name: "提交", exact: true }).click();

async function toReview(page: Page, slip: string): Promise<void> {
  await page.goto(slip);
  await start(page);
  await fillForm(page);
}

/** The receipt on the last page. */
async function receiptOn(page: Page): Promise<string> {
  await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
  await page.getByRole("button", { name: /我的回执码/ }).click();
  const receipt = (await page.locator(".receipts code").innerText()).replace(/[\s-]/g, "");
  shown.push(receipt);
  return receipt;
}

describe("on plain http, a phone and a server that are killed between 提交 and the answer", () => {
  it("page closed: the next scan sends the same bytes once more and shows the receipt", async () => {
    const { page, context } = await takePhone(browser);
    const sent: (string | null)[] = [];
    let answered = "";
    const isIn = new Promise<void>((resolve) => {
      void page.route("**/api/ballots", async (route) => {
        sent.push(route.request().postData());
        answered = await (await route.fetch()).text();
        resolve();
      });
    });
    await toReview(page, slips[0]!);
    await submit(page);
    await isIn;
    await page.close();
    const again = await context.newPage();
    again.on("request", (request) => {
      if (request.url().endsWith("/api/ballots")) sent.push(request.postData());
    });
    await again.goto(slips[0]!);
    const receipt = await receiptOn(again);
    await picture(again, "states/received-after-closing-360");
    expect(sent).toHaveLength(2);
    expect(sent[0]).toContain('"sealed"');
    expect(sent[1]).toBe(sent[0]);
    expect((JSON.parse(answered) as { receipt: string }).receipt).toBe(receipt);
    await context.close();
  });

  it.each(["before it has stored the ballot", "after it"])("server killed %s", async (when) => {
    const { page, context } = await takePhone(browser);
    const sent: (string | null)[] = [];
    await page.route("**/api/ballots", async (route) => {
      sent.push(route.request().postData());
      if (sent.length > 1) return route.continue();
      if (when === "after it") await route.fetch();
      await served.stop("SIGKILL");
      await route.abort();
    });
    await toReview(page, slips[when === "after it" ? 1 : 2]!);
    await submit(page);
    await page.getByRole("heading", { name: "网络断了，还没有提交" }).waitFor();
    served = await WatchedServer.begin(folder, { port: served.port });
    await served.untilReady();
    await page.getByRole("button", { name: /再试一次/ }).click();
    await receiptOn(page);
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent).size).toBe(1);
    await context.close();
  });

  it("leaves one ballot for each of the three people", async () => {
    await served.stop();
    const { roll, box, close } = await openStores(folder);
    const keys = (await roll.signingKeys(poll)).map(({ keyId }) => keyId);
    const spent = await box.countSpent(keys);
    let ballots = 0;
    for (const key of keys) for await (const _ of box.ballots(key)) ballots += 1;
    expect([spent.reduce((sum, one) => sum + one, 0), ballots]).toEqual([3, 3]);
    expect(new Set(shown).size).toBe(3);
    await close();
  });
});
