/** A closed poll is declared invalid and held anew from the console, both by two people. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startClosedRound } from "../journeys/closed-round.ts";
import { testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { overflow, type Person, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
let own: Person;
let second: Person;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startClosedRound({ units: [testUnit("water", "县水利局党组", [4, 7, 10])] }),
    openBrowser(),
  ]);
  const other = await takeDesk(browser);
  second = await signInNew(other.page, server, "审核人");
  await other.context.close();
  ({ page, complaints } = await takeDesk(browser));
  own = await signInNew(page, server, "承办人");
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const onSite = () => page.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);

async function expectSound(name: string): Promise<void> {
  expect([name, await brokenRules(page), await overflow(page)]).toEqual([name, [], 0]);
  await picture(page, `console-withdraw-${name}`);
}

async function agree(reason: string | null): Promise<void> {
  const dialog = page.getByRole("dialog");
  if (reason !== null) await dialog.getByLabel("理由").fill(reason);
  await dialog.getByLabel("您自己的密码").fill(own.password);
  await dialog.getByLabel("另一位同志的账号").fill(second.name);
  await dialog.getByLabel("另一位同志的密码").fill(second.password);
}

it("says before the act what it cannot undo, and asks for a reason and two people", async () => {
  await onSite();
  await page.getByText("已经看过、打印过、导出过的结果，系统收不回来").first().waitFor();
  await page.getByRole("button", { name: "宣布无效…" }).click();
  await agree("名册漏列一个股室");
  await expectSound("asked");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "重新组织…" }).waitFor();
  await expectSound("invalid");
});

it("tells on the pages of the round that the poll is invalid, instead of results", async () => {
  await page.goto(`${server.address}/#/rounds/${server.round}`);
  await page.getByText("1 个已作废或宣布无效").waitFor();
  await page.getByRole("row").getByText("已宣布无效").waitFor();
  await page.getByRole("link", { name: "重新组织：县水利局党组" }).waitFor();
  await expectSound("progress");
  await page.goto(`${server.address}/#/rounds/${server.round}/units/water`);
  await page.getByRole("heading", { name: "本次测评已宣布无效" }).waitFor();
  await expectSound("results");
});

it("is held anew by two, with the acts of a poll that is not open yet", async () => {
  await onSite();
  await page.getByRole("button", { name: "重新组织…" }).click();
  await agree(null);
  await expectSound("repeat");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "作废…" }).waitFor();
  await page.goto(`${server.address}/#/rounds/${server.round}`);
  await page
    .getByRole("button", { name: /^制作领码纸|^领码纸/ })
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
});
