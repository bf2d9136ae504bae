/** 材料 in a real browser: long work is watched, left, found again and stopped; what is downloaded has its name. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { overflow, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({
      units: [
        testUnit("water", "县水利局党组", [5, 10, 30]),
        testUnit("archive", "县档案馆党支部", [1, 1, 6]),
        testUnit("media", "县融媒体中心党组", [5, 10, 20]),
        testUnit("county", "县教育局党组", [5, 10, 6000]),
      ],
      opens: false,
    }),
    openBrowser(),
  ]);
  for (const unit of ["water", "archive", "media"])
    await openPoll(server.deps, KEEPER, server.polls.get(unit)!);
  for (const unit of ["water", "archive"]) {
    const poll = server.polls.get(unit)!;
    const { plan } = await server.deps.live.get(poll);
    for (const { id, eligible } of plan.batches) {
      const people = (await server.tickets(unit, id, eligible)).map((url) => ({ url, climate: 0.6 }));
      await answerAll(httpPort(server.address), people, seeded(11), () => {});
    }
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
  }
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const documentsAt = () => `${server.address}/#/rounds/${server.round}/documents`;
const progressAt = () => `${server.address}/#/rounds/${server.round}`;

async function openDocuments(page: Page): Promise<void> {
  await page.goto(documentsAt());
  await page.getByRole("heading", { name: "材料", exact: true }).waitFor();
}

const expectSound = async (page: Page): Promise<void> => {
  expect(await brokenRules(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
};

describe.each([
  { name: "light", dark: false, width: 1366, height: 768 },
  { name: "dark", dark: true, width: 1366, height: 768 },
  { name: "tablet", dark: false, width: 768, height: 1024 },
])("the page 材料, $name", ({ name, ...settings }) => {
  it("breaks no rule; what cannot be had says why; a download has its name", async () => {
    const { page, context, complaints, requests } = await takeDesk(browser, settings);
    await signInNew(page, server, `材料${name}`);
    await openDocuments(page);
    await page.getByRole("table", { name: "县水利局党组" }).waitFor();
    await expectSound(page);
    await picture(page, `console-documents-${name}`);
    const waiting = page.getByRole("table", { name: "还没有材料的单位" });
    expect(await waiting.getByRole("row", { name: /县融媒体中心党组/ }).innerText()).toContain("正在收票");
    expect(await waiting.getByRole("row", { name: /县教育局党组/ }).innerText()).toContain("还没有开放");
    expect(await page.getByText("参评人数少，不出给单位的反馈材料。").count()).toBe(1);
    await waiting.scrollIntoViewIfNeeded();
    await picture(page, `console-documents-waiting-${name}`);
    const link = page.getByRole("link", { name: "Excel：领导班子民主测评汇总表" }).first();
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(
      /^十五届县委第三轮巡察_县水利局党组_领导班子民主测评汇总表_\d{4}-\d\d-\d\d\.xlsx$/,
    );
    expect([...unpackWorkbook(await readFile(await download.path())).keys()]).toContain("xl/workbook.xml");
    await page.getByRole("button", { name: "打包（含领码纸）：县教育局党组" }).click();
    await page.getByRole("dialog").waitFor();
    await expectSound(page);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(server.address))).toEqual([]);
    await context.close();
  });
});

describe("all documents of a round", () => {
  it("are made while one is elsewhere, listed with size and maker, downloaded, stopped and removed", async () => {
    const { page, context, complaints } = await takeDesk(browser);
    await signInNew(page, server, "打包人");
    await openDocuments(page);
    const start = page.getByRole("button", { name: "打包本轮全部材料" });
    await start.click();
    await page.getByText(/^正在打包/).waitFor();
    await expectSound(page);
    await picture(page, "console-documents-packing");
    await page.goto(progressAt());
    await page.getByRole("table").first().waitFor();
    await openDocuments(page);
    const done = page.getByRole("link", { name: /^下载：十五届县委第三轮巡察_全部材料_/ });
    await done.waitFor();
    const row = page.getByRole("row").filter({ has: done });
    expect(await row.innerText()).toMatch(/打包人[^]*\d\.\d MB/);
    await expectSound(page);
    await picture(page, "console-documents-packed");
    const [download] = await Promise.all([page.waitForEvent("download"), done.click()]);
    expect(download.suggestedFilename()).toMatch(/^十五届县委第三轮巡察_全部材料_\d{4}-\d\d-\d\d\.zip$/);
    const names = [...unpackWorkbook(await readFile(await download.path())).keys()];
    expect(names.filter((name) => name.startsWith("县档案馆党支部/")).length).toBeGreaterThan(4);
    // Tickets never come into the list, nor into what is in it.
    expect(names.join()).not.toMatch(/领码|票袋/);
    await start.click();
    await page.getByRole("button", { name: /^停止：/ }).click();
    await page.getByRole("button", { name: /^停止：/ }).waitFor({ state: "detached" });
    expect(await done.count()).toBe(1);
    const remove = page.getByRole("button", { name: /^删除：十五届/ });
    await remove.click();
    const dialog = page.getByRole("dialog", { name: /^删除 十五届/ });
    expect(await dialog.innerText()).toContain("不能恢复。已经下载的不受影响");
    await expectSound(page);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(await done.count()).toBe(1);
    await remove.click();
    await dialog.getByRole("button", { name: "删除", exact: true }).click();
    await done.waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("thousands of tickets", () => {
  it("are watched page by page, left, found again, stopped, and printed anew", async () => {
    const { page, context, complaints } = await takeDesk(browser);
    await signInNew(page, server, "印票人");
    await page.goto(progressAt());
    const ask = page.getByRole("button", { name: "领码纸：县教育局党组" });
    await ask.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "生成 PDF：其他干部职工" }).click();
    const says = dialog.getByText(/^正在生成：第 \d+\/\d+ 页$/);
    await says.waitFor();
    await picture(page, "console-tickets-making");
    expect(await brokenRules(page)).toEqual([]);
    const [, first, of] = /第 (\d+)\/(\d+) 页/.exec(await says.innerText())!.map(Number);
    expect(of).toBeGreaterThan(200);
    await dialog.getByRole("button", { name: "关闭" }).click();
    await openDocuments(page);
    await page.goto(progressAt());
    await ask.click();
    await expect
      .poll(async () => Number(/第 (\d+)/.exec(await says.innerText())![1]))
      .toBeGreaterThan(first!);
    await dialog.getByRole("button", { name: "停止：其他干部职工" }).click();
    await dialog.getByText("其他干部职工没有做完，已经停止。").waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-tickets-stopped");
    // What was stopped was minted: it is voided by the next sheet, and no other can be made from it.
    await dialog.getByRole("button", { name: "作废重印：其他干部职工" }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "生成 PDF：中层干部" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(
      /^十五届县委第三轮巡察_县教育局党组_领码纸_中层干部_\d{4}-\d\d-\d\d\.pdf$/,
    );
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");
    await dialog.getByText("中层干部的领码纸已下载。").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("come to the end in a pack that was left, with what else the meeting needs", async () => {
    const { page, context, complaints } = await takeDesk(browser);
    await signInNew(page, server, "领包人");
    await openDocuments(page);
    const ask = page.getByRole("button", { name: "打包（含领码纸）：县教育局党组" });
    await ask.click();
    const dialog = page.getByRole("dialog");
    const downloaded = page.waitForEvent("download", { timeout: 240_000 });
    await dialog.getByRole("button", { name: "生成并下载" }).click();
    await dialog.getByText(/^正在生成：已收到 \d+\.\d MB$/).waitFor();
    await picture(page, "console-pack-making");
    await dialog.getByRole("button", { name: "关闭" }).click();
    const download = await downloaded;
    expect(download.suggestedFilename()).toMatch(
      /^十五届县委第三轮巡察_县教育局党组_会前材料_\d{4}-\d\d-\d\d\.zip$/,
    );
    const names = [...unpackWorkbook(await readFile(await download.path())).keys()];
    for (const part of ["登记表", "会场用语", "规程", "海报_A3", "海报_A4", "纸质表_", "领码纸_"])
      expect([part, names.some((name) => name.includes(part))]).toEqual([part, true]);
    await ask.click();
    await dialog.getByText("已下载。请核对包里每个票袋都有一份领码纸。").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
