/** Promise P18 in a browser that can reach nobody but the server: nothing is even tried. */
import { chromium, type Browser, type BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.mjs";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";
import { fillAll, primary, start } from "../../browser/phone-in-hand.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const form = { instrument: "leadership-team", categories: ["C"], include: [] };
  const units = [testUnit("water", "县水利局党组", [0, 0, 30]), testUnit("archive", "县档案馆", [0, 0, 20])];
  server = await startTestServer({ units, round: { forms: [form] } });
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium: run npm test, or name one in CHROMIUM_PATH");
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

interface Watched {
  readonly context: BrowserContext;
  /** Addresses of whatever was asked for, refused and failed requests too. */
  readonly asked: string[];
}

async function watched(): Promise<Watched> {
  const context = await browser.newContext({ locale: "zh-CN" });
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  context.on("page", (page) => {
    page.on("websocket", (socket) => asked.push(socket.url()));
    // What the page's own policy stopped was tried all the same.
    page.on("console", (message) => {
      const blocked = /Security Policy.*|(?:https?|wss?):\/\/\S+/.exec(message.text());
      if (blocked) asked.push(blocked[0]);
    });
  });
  return { context, asked };
}

const elsewhere = (asked: readonly string[]): string[] =>
  asked.filter((one) => !one.startsWith(`${server.address}/`) && !/^(data|blob):/.test(one));

describe("a browser without other hosts", () => {
  it("asks nobody else while a phone goes from the scan to the receipts", async () => {
    const { context, asked } = await watched();
    const [slip] = await server.tickets("water", "C", 1);
    const page = await context.newPage();
    await page.goto(`${server.address}/v${new URL(slip!).hash}`);
    await primary(page).waitFor();
    await start(page);
    await fillAll(page);
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    expect(asked.some((one) => one.endsWith("/api/ballots"))).toBe(true);
    expect(elsewhere(asked)).toEqual([]);
    await context.close();
  });

  it("asks nobody else in the console: signing in, preparing, progress, results, grades", async () => {
    const poll = server.polls.get("archive")!;
    const people = (await server.tickets("archive", "C", 15)).map((url) => ({ url, climate: 0.8 }));
    await answerAll(httpPort(server.address), people, seeded(3), () => {});
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
    const clerk = await OfficeClient.signIn(server);
    const { context, asked } = await watched();
    const page = await context.newPage();
    await page.goto(`${server.address}/`);
    await page.locator('input[autocomplete="username"]').fill(clerk.name);
    await page.locator('input[type="password"]').fill(clerk.password);
    await page.keyboard.press("Enter");
    await page.locator('input[type="password"]').waitFor({ state: "detached" });
    const round = `/rounds/${server.round}`;
    for (const path of [
      `${round}/settings`,
      `${round}/prepare`,
      round,
      `${round}/units/archive`,
      `${round}/grades`,
    ]) {
      await page.goto(`${server.address}/#${path}`);
      await page.locator("main").first().waitFor();
      await page.waitForLoadState("networkidle");
    }
    expect(asked).toContain(`${server.address}/api/office/polls/${poll}/results`);
    expect(elsewhere(asked)).toEqual([]);
    await page.goto(`${server.address}/receipts/${poll}`);
    expect(elsewhere(asked)).toEqual([]);
    await context.close();
  });

  it("would be caught: a picture from elsewhere is noticed, and the page's policy stops it", async () => {
    const { context, asked } = await watched();
    const page = await context.newPage();
    await page.goto(`${server.address}/v`);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const picture = new Image();
          picture.onerror = () => resolve();
          picture.src = "https://elsewhere.example/picture.png";
        }),
    );
    expect(elsewhere(asked).length).toBeGreaterThan(0);
    await context.close();
  });
});
