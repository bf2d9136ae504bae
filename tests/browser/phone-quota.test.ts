/** A quota on the phone: said on every card, kindly refused beyond, and taken by the server within. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkInstrument } from "../../server/core/definition/check-instrument.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { fillForm, openBrowser, primary, start, takePhone } from "./phone-in-hand.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";

const SHIPPED = new URL("../../surveys/leadership-members/definition.json", import.meta.url);
const QUOTA = { title: "优秀", items: ["m00"], options: ["excellent"], percent: 30, atLeast: 1 };

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const shipped = JSON.parse(readFileSync(SHIPPED, "utf8")) as object;
  const { instrument } = checkInstrument({ ...shipped, id: "members-with-quota", quotas: [QUOTA] });
  const forms = [{ instrument: instrument.id, categories: ["A", "B", "C"], include: [] }];
  [server, browser] = await Promise.all([
    startTestServer({ instruments: [instrument], round: { forms } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("a quota", () => {
  it("is said on the card, holds up the one too many, and lets the rest through", async () => {
    const { page, context, complaints } = await takePhone(browser);
    const [slip] = await server.tickets("water", "C", 1);
    await page.goto(slip!);
    await start(page);
    const give = (position: number, level: string) =>
      page.locator(`[data-name="m00__${position}"] label`).filter({ hasText: level }).first().click();
    await page.getByText("“优秀”的名额是 1 个").first().waitFor();
    await give(1, "优秀");
    await give(2, "优秀");
    await primary(page).click();
    await page.getByText("“优秀”的名额是 1 个，现在给了 2 个").first().waitFor();
    const seen: Seen = new Map();
    await see(page, "quota-over", seen);
    expectNoFlaws(seen);
    await give(2, "不了解");
    await primary(page).click();
    await fillForm(page, 1);
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
