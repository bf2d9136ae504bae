/** The receipt: a quiet line at the end, a list in public after close, and paper where there is no Internet. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, type TestServer, testUnit } from "../journeys/start-server.ts";
import { fillForm, openBrowser, picture, start, submitForm, takePhone } from "./phone-in-hand.ts";

const UNIT = "县水利局党组";

let server: TestServer;
let browser: Browser;
let poll: string;
const folder = mkdtempSync(join(tmpdir(), "plumbline-receipts-"));

beforeAll(async () => {
  const round = {
    forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
    listPlace: "一楼大厅公示栏",
  };
  const units = [testUnit("water", UNIT, [5, 10, 130])];
  [server, browser] = await Promise.all([startTestServer({ round, units }), openBrowser()]);
  poll = server.polls.get("water")!;
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

let mine = "";

describe("the last page", () => {
  it("keeps the receipt behind a quiet line, and says with it neither unit nor date", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto((await server.tickets("water", "C", 1))[0]!);
    await start(page);
    await fillForm(page);
    await submitForm(page);
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    const line = page.getByRole("button", { name: "我的回执码（可以不看、不用记）" });
    expect(await line.getAttribute("aria-expanded")).toBe("false");
    expect(await page.locator(".slip").isVisible()).toBe(false);
    expect(await page.locator("main").innerText()).not.toMatch(/(?:[0-9A-Z]{4}[ -]){3}/);
    // Text to be pressed, not a button that calls: no ground, no border, no larger than what stands around it.
    const look = await line.evaluate((button) => {
      const { backgroundColor, borderStyle, fontSize } = getComputedStyle(button);
      return { backgroundColor, borderStyle, isSmall: parseFloat(fontSize) <= 18 };
    });
    expect(look).toEqual({ backgroundColor: "rgba(0, 0, 0, 0)", borderStyle: "none", isSmall: true });
    await line.click();
    const slip = await page.locator(".slip").innerText();
    mine = (await page.locator(".receipts code").innerText()).replace(/[^0-9A-Z]/g, "");
    expect(mine).toHaveLength(16);
    expect(slip).toContain("封存后，可在一楼大厅公示栏的清单里找到它。");
    expect(slip).toContain("封存后，清单打印张贴在一楼大厅公示栏三天。");
    await picture(page, "receipt-on-site");
    expect(slip).not.toContain(UNIT);
    expect(slip).not.toContain("水利");
    expect(slip).not.toMatch(/\d{4}\s*年|\d{1,2}\s*月|\d{1,2}\s*日|\d{1,2}:\d{2}/);
    await context.close();
  }, 120_000);
});

describe("the list after close", () => {
  it("is found from the console, and printed on as many pages as it needs, each receipt whole and once", async () => {
    const urls = await server.tickets("water", "C", 120);
    const people = urls.map((url) => ({ url, climate: 0.8 }));
    await answerAll(httpPort(server.address), people, seeded(5), () => {});
    await beginClosing(server.deps, KEEPER, poll, { second: null });
    expect((await continueClosing(server.deps, KEEPER, poll)).state).toBe("closed");
    const office = await OfficeClient.signIn(server);
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const [name = "", value = ""] = office.cookie.split("=");
    await context.addCookies([{ name, value, url: server.address }]);
    const console = await context.newPage();
    await console.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);
    await console.getByText("打印出来，在一楼大厅公示栏张贴三天").waitFor();
    const opened = context.waitForEvent("page");
    await console.getByRole("link", { name: "打开清单，可以打印" }).click();
    const list = await opened;
    await list.getByRole("heading", { name: `${UNIT}　回执码清单` }).waitFor();
    expect(list.url()).toBe(`${server.address}/receipts/${poll}`);
    const shown = await list.locator(".codes li").allInnerTexts();
    expect(shown).toHaveLength(121);
    const file = join(folder, "list.pdf");
    await list.pdf({ path: file, preferCSSPageSize: true });
    const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" })
      .split("\f")
      .slice(0, -1);
    expect(pages).toHaveLength(2);
    const printed = pages.flatMap((page) => page.match(/\b(?:[0-9A-Z]{4}[ -]){3}[0-9A-Z]{4}\b/g) ?? []);
    const plain = printed.map((code) => code.replace(/[ -]/g, ""));
    expect(plain.toSorted()).toEqual(shown.map((code) => code.replace(/[^0-9A-Z]/g, "")).toSorted());
    expect(plain).toContain(mine);
    expect(pages.join("")).not.toContain("返回全部清单");
    await context.close();
  }, 180_000);
});
