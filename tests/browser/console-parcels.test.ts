/** 任务包 out of the office's page, into the group's, 封存包 back: as two people at two desks do it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readParcel } from "../../server/imports/read-parcel.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { draftRound, FIRST, holdRound, SECOND } from "../journeys/three-installations.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree } from "./console-on-desk.ts";
import { bring, type Machine, onStick, openMachine, trust } from "./machines.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const ROUND_ID = "r2026";

let browser: Browser;
let office: Machine;
let group: Machine;
const sticks = mkdtempSync(join(tmpdir(), "plumbline-stick-"));

beforeAll(async () => {
  browser = await openBrowser();
  [office, group] = [await openMachine(browser), await openMachine(browser)];
  await draftRound(office, ROUND_ID);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([office.stop(), group.stop()]);
  rmSync(sticks, { recursive: true });
});

describe("two machines", () => {
  it("trust each other by fingerprints that were read out", async () => {
    await trust(office, group, "一组的笔记本");
    await trust(group, office, "县委巡察办");
    expect(await brokenRules(office.desk.page)).toEqual([]);
  }, 60_000);

  it("hand a group's part of the round over in one file", async () => {
    const { page } = office.desk;
    await page.goto(`${office.address}/#/rounds/${ROUND_ID}/parcels`);
    await page.getByRole("button", { name: `制作任务包：${FIRST}` }).click();
    await agree(page, office.own, office.second);
    await page.getByText("还有 2 个单位没有交回：县水利局党组、县档案馆党支部。").waitFor();
    await picture(page, "parcels-given-out");
    expect(await brokenRules(page)).toEqual([]);
    const link = page.getByRole("link", { name: `下载任务包：${FIRST}` });
    const file = await onStick(sticks, page, () => link.click());
    expect(file).toMatch(/任务包_十五届县委第三轮巡察_县委第一巡察组_第1版_[0-9a-f]{8}\.zip$/);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");
    await bring(group, file);
    await group.desk.page.getByText("收下了任务包：十五届县委第三轮巡察，2 个单位").waitFor();
    await group.desk.page.getByRole("link", { name: "打开这一轮" }).click();
    await group.desk.page.getByText("这一轮来自“县委巡察办”的任务包").waitFor();
    await picture(group.desk.page, "parcels-came-in");
    expect(await brokenRules(group.desk.page)).toEqual([]);
  }, 60_000);

  it("offer the group the seal and a rehearsal, and no roster to import", async () => {
    const { page } = group.desk;
    await page.goto(`${group.address}/#/rounds/${ROUND_ID}/prepare`);
    await page.getByRole("button", { name: "开始试填" }).waitFor();
    await page.getByRole("button", { name: "封存设置…" }).waitFor();
    expect(await page.getByText("选择文件").count()).toBe(0);
  }, 60_000);

  it("let what does not come back be declared missing group by group, each with its reason", async () => {
    const { deps, desk, address } = office;
    const away = { fingerprint: "0123456789ABCDEFGHJK", name: "二组的笔记本" };
    await trustInstallation(deps, KEEPER, away);
    await dispatchGroup(deps, KEEPER, { round: ROUND_ID, group: SECOND, to: away.fingerprint });
    const { page } = desk;
    await page.goto(`${address}/#/rounds/${ROUND_ID}/parcels`);
    await page.reload();
    await page.getByText("还有 3 个单位没有交回").waitFor();
    await page.getByRole("button", { name: "宣布缺报" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(`${FIRST}（2 个单位没有交回）`).waitFor();
    await dialog.getByLabel(`${SECOND}（1 个单位没有交回）`).check();
    await dialog.getByLabel(`${SECOND}的理由（写进记录）`).fill("电脑进水，封存的文件没有了");
    expect(await dialog.getByLabel(`${FIRST}的理由（写进记录）`).count()).toBe(0);
    await picture(page, "parcels-missing");
    expect(await brokenRules(page)).toEqual([]);
    await agree(page, office.own, office.second);
    await page.getByText(/宣布缺报的：/).waitFor();
    await page.getByText("还有 2 个单位没有交回：县水利局党组、县档案馆党支部。").waitFor();
    await picture(page, "parcels-missing-declared");
  });

  it("bring the closed polls back, and say of a second time that they are here", async () => {
    await holdRound(group, ROUND_ID);
    const { page } = group.desk;
    await page.goto(`${group.address}/#/rounds/${ROUND_ID}/parcels`);
    // The page may stand there since before the polls were closed.
    await page.reload();
    await page.getByRole("button", { name: "制作封存包" }).click();
    const file = await onStick(sticks, page, () => agree(page, group.own, group.second));
    await page.getByText("已做封存包").first().waitFor();
    await page.getByRole("button", { name: "制作封存包" }).click();
    const again = page.getByRole("dialog");
    await again.getByText("优盘丢了、坏了的").waitFor();
    await again.getByLabel("县档案馆党支部（做过封存包）").uncheck();
    await picture(page, "parcels-seal-again");
    const one = await onStick(sticks, page, () => agree(page, group.own, group.second));
    const units = JSON.parse(
      Buffer.from(readParcel(readFileSync(one)).parts.get("office.json")!).toString(),
    ).units;
    expect(units).toMatchObject([{ name: "县水利局党组" }]);
    await bring(office, file);
    await office.desk.page.getByText("收下了封存包：十五届县委第三轮巡察，2 个单位").waitFor();
    await bring(office, file);
    await office.desk.page.getByText(`这里已经有了：${FIRST}。`).waitFor();
    await office.desk.page.goto(`${office.address}/#/rounds/${ROUND_ID}/parcels`);
    await office.desk.page.getByText("交回").first().waitFor();
    await picture(office.desk.page, "parcels-back");
    expect(
      [...office.desk.complaints, ...group.desk.complaints].filter((one) => !one.includes("422")),
    ).toEqual([]);
  }, 120_000);
});
