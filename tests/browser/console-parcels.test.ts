/** 任务包 out of the office's page, into the group's, 封存包 back: as two people at two desks do it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composeApp, openServices, type Services } from "../../server/compose.ts";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import { inFours } from "../../server/core/ticket/crockford.ts";
import { createAccount } from "../../server/services/create-account.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { type RunningServer, startServer } from "../../server/start-server.ts";
import { draftRound, FIRST, holdRound, type Installation, SECOND } from "../journeys/three-installations.ts";
import { agree, brokenRules, type Desk, fillSignIn, type Person, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const ROUND_ID = "r2026";

interface Machine extends Installation {
  readonly address: string;
  readonly desk: Desk;
  readonly own: Person;
  readonly second: Person;
}

let browser: Browser;
let office: Machine;
let group: Machine;
const sticks = mkdtempSync(join(tmpdir(), "plumbline-stick-"));

beforeAll(async () => {
  browser = await openBrowser();
  [office, group] = [await openMachine(), await openMachine()];
  await draftRound(office, ROUND_ID);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([office.stop(), group.stop()]);
  rmSync(sticks, { recursive: true });
});

async function openMachine(): Promise<Machine> {
  const dataFolder = mkdtempSync(join(tmpdir(), "plumbline-machine-"));
  const services: Services = await openServices({ dataFolder, address: "http://127.0.0.1" });
  const server: RunningServer = await startServer(await composeApp(services), { port: 0, host: "127.0.0.1" });
  const address = `http://127.0.0.1:${server.port}`;
  const deps: Deps = { ...services.deps, address };
  const desk = await takeDesk(browser);
  const own = await signInAs(desk.page, deps, address, "承办人");
  const other = await takeDesk(browser);
  const second = await signInAs(other.page, deps, address, "审核人");
  await other.context.close();
  return {
    deps,
    dataFolder,
    address,
    desk,
    own,
    second,
    fingerprint: installationFingerprint(deps.signer.publicKey),
    async stop() {
      await server.stop(0);
      await services.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function signInAs(page: Page, deps: Deps, address: string, name: string): Promise<Person> {
  const { password } = await createAccount(deps, KEEPER, { name, role: "office", group: null });
  const next = `${password}-下一个`;
  await page.goto(`${address}/`);
  await fillSignIn(page, { name, password });
  await page.getByLabel("现在的密码").fill(password);
  await page.getByLabel("新密码", { exact: true }).fill(next);
  await page.getByLabel("再输一遍新密码").fill(next);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
  return { name, password: next };
}

async function trust(machine: Machine, other: Machine, name: string): Promise<void> {
  const { page } = machine.desk;
  await page.goto(`${machine.address}/#/installations`);
  await page.getByText(inFours(machine.fingerprint)).waitFor();
  await page.getByRole("button", { name: "信任一台电脑" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill(name);
  await dialog.getByLabel("对方的指纹").fill(inFours(other.fingerprint).toLowerCase());
  await agree(page, machine.own, machine.second);
  await page.getByRole("cell", { name, exact: true }).waitFor();
}

/** Presses what begins a download and puts the file onto the stick. */
async function onStick(page: Page, act: () => Promise<void>): Promise<string> {
  const coming = page.waitForEvent("download");
  await act();
  const download = await coming;
  const file = join(sticks, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

async function bring({ desk: { page }, address }: Machine, file: string): Promise<void> {
  await page.goto(`${address}/#/installations`);
  await page.getByLabel("选择文件…").setInputFiles(file);
}

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
    const file = await onStick(page, () => link.click());
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

  it("bring the closed polls back, and say of a second time that they are here", async () => {
    await holdRound(group, ROUND_ID);
    const { page } = group.desk;
    await page.goto(`${group.address}/#/rounds/${ROUND_ID}/parcels`);
    // The page may stand there since before the polls were closed.
    await page.reload();
    await page.getByRole("button", { name: "制作封存包" }).click();
    const file = await onStick(page, () => agree(page, group.own, group.second));
    await page.getByText("已做封存包").first().waitFor();
    await bring(office, file);
    await office.desk.page.getByText("收下了封存包：十五届县委第三轮巡察，2 个单位").waitFor();
    await bring(office, file);
    await office.desk.page.getByText(`这里已经有了：${FIRST}。`).waitFor();
    await office.desk.page.goto(`${office.address}/#/rounds/${ROUND_ID}/parcels`);
    await office.desk.page.getByText("交回").first().waitFor();
    await picture(office.desk.page, "parcels-back");
    expect(await office.desk.page.getByRole("button", { name: `制作任务包：${SECOND}` }).count()).toBe(1);
    expect(
      [...office.desk.complaints, ...group.desk.complaints].filter((one) => !one.includes("422")),
    ).toEqual([]);
  }, 120_000);
});
