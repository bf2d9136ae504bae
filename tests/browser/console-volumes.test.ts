/** 归档包与保管 on the page 材料: made by two people, shown with place and digest, kept, destroyed, and what the pages say then. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArchivedRound, startArchivedRound } from "../journeys/archived-round.ts";
import "../journeys/built-server.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { testUnit } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, type Desk, fillSignIn, overflow, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const DAY_MS = 86_400_000;
/** Making draws every document of the round. */
const MAKING_MS = 120_000;

let ahead = 0;
let archived: ArchivedRound;
let browser: Browser;
let desk: Desk;
beforeAll(async () => {
  [archived, browser] = await Promise.all([
    startArchivedRound({
      units: [testUnit("water", "县水利局党组", [4, 5, 11]), testUnit("roads", "县交通局党组", [4, 5, 11])],
      clock: () => new Date(Date.now() + ahead),
    }),
    openBrowser(),
  ]);
  await archived.archive();
  desk = await takeDesk(browser);
  await desk.page.goto(`${archived.server.address}/`);
  await signIn(archived.office);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await archived.server.stop();
});

async function signIn(who: OfficeClient): Promise<void> {
  await fillSignIn(desk.page, who);
  await desk.page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
}
const at = (page: string): string => `${archived.server.address}/#/rounds/${archived.server.round}/${page}`;

describe("归档包与保管", () => {
  it("is made by two people and shows where it lies and its digest, with no way to download it", async () => {
    const { page } = desk;
    await page.goto(at("documents"));
    const panel = page.locator("section.panel", { has: page.getByRole("heading", { name: "归档包与保管" }) });
    await panel.getByText("还没有做过归档包").waitFor();
    await panel.getByRole("button", { name: "制作归档包…" }).click();
    await page.getByText("停止、断电都不留半卷").waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-volume-ask");
    await agree(page, archived.office, archived.second);
    await panel.locator("table.volumes .path").waitFor({ timeout: MAKING_MS });
    const { volumes } = await archived.office.get(`/rounds/${archived.server.round}/volumes`);
    expect(await panel.locator(".path").textContent()).toBe(volumes[0].place);
    expect((await panel.locator(".digest").textContent())?.replaceAll("-", "")).toBe(volumes[0].digest);
    expect(await panel.getByRole("link").count()).toBe(0);
    await panel.getByLabel("归档以后保管多少天").fill("30");
    await panel.getByRole("button", { name: "保存" }).click();
    await panel.getByText("已保存。").waitFor();
    expect(await panel.getByRole("button", { name: "按规定销毁…" }).count()).toBe(0);
    expect([await brokenRules(page), await overflow(page)]).toEqual([[], 0]);
    await panel.scrollIntoViewIfNeeded();
    await picture(page, "console-volume");
  });

  it("is destroyed when its days are over; the record stays, and the pages say what became of the results", async () => {
    const { page } = desk;
    ahead = 31 * DAY_MS;
    const office = await OfficeClient.signIn(archived.server, "承办人二");
    const second = await OfficeClient.signIn(archived.server, "审核人二");
    await page.goto(`${archived.server.address}/`);
    await page.reload();
    await signIn(office);
    await page.goto(at("documents"));
    await page.getByRole("button", { name: "按规定销毁…" }).click();
    await page.getByLabel("理由（依据哪条规定），记入销毁记录").fill("保管期满，按《档案管理办法》销毁");
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-destroy-ask");
    await agree(page, office, second);
    await page.getByRole("heading", { name: "销毁记录" }).waitFor();
    await page.getByText("随封存文件一并销毁").waitFor();
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: "下载销毁记录 PDF" }).click();
    expect((await coming).suggestedFilename()).toMatch(/_销毁记录_\d{4}-\d\d-\d\d\.pdf$/);
    expect([await brokenRules(page), await overflow(page)]).toEqual([[], 0]);
    await picture(page, "console-destroyed");
    for (const place of ["units", "units/water", "grades"]) {
      await page.goto(at(place));
      await page.getByText("这一轮的封存文件已按规定销毁").first().waitFor();
    }
    await picture(page, "console-destroyed-results");
  });
});
