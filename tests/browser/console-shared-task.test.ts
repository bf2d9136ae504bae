/** 交叉巡察 at two offices' desks and a group's: one task that both authorise, one parcel back that both open. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEEPER } from "../../server/services/deps.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { draftRound, FIRST, holdRound, UNITS } from "../journeys/three-installations.ts";
import { testAssessment } from "../journeys/start-server.ts";
import { agree, lookAt } from "./console-on-desk.ts";
import { bring, type Machine, onStick, openMachine, trust } from "./machines.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const ROUND_ID = "r2026";
const QINGHE = "青河县委巡察办";
const BAISHA = "白沙县委巡察办";
const LAPTOP = "联合组的笔记本";

let browser: Browser;
let maker: Machine;
let other: Machine;
let group: Machine;
let sealed: string;
const sticks = mkdtempSync(join(tmpdir(), "plumbline-stick-"));
const all = () => [maker, other, group];

beforeAll(async () => {
  browser = await openBrowser();
  [maker, other, group] = [
    await openMachine(browser),
    await openMachine(browser),
    await openMachine(browser),
  ];
  await trust(maker, group, LAPTOP);
  await trust(maker, other, BAISHA);
  await trust(other, maker, QINGHE);
  await trust(other, group, LAPTOP);
  await trust(group, maker, QINGHE);
  await trust(group, other, BAISHA);
  await draftRound(maker, ROUND_ID, UNITS.slice(0, 2));
}, 240_000);
afterAll(async () => {
  await browser.close();
  await Promise.all(all().map((one) => one.stop()));
  rmSync(sticks, { recursive: true });
});

/** The page of the round's parcels, read anew: it may have stood there since before something happened. */
async function parcelsPage({ desk: { page }, address }: Machine): Promise<Page> {
  await page.goto(`${address}/#/rounds/${ROUND_ID}/parcels`);
  await page.reload();
  await page.getByRole("heading", { name: "任务包与封存包" }).waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole("button", { name });
const manifestOf = (file: string): string =>
  /\{"edition".*?"with":"[0-9A-Z]{20}"\}/.exec(readFileSync(file, "latin1"))?.[0] ?? "";

describe("a task of two offices", () => {
  let unsigned: string;
  let authorised: string;

  it("is made for the group's laptop, with another office chosen that is never the laptop itself", async () => {
    const page = await parcelsPage(maker);
    await button(page, `制作任务包：${FIRST}`).click();
    const dialog = page.getByRole("dialog");
    const to = dialog.getByLabel("发给哪台电脑");
    const office = dialog.getByLabel("另一家授权单位（交叉巡察才选）");
    await to.selectOption(other.fingerprint);
    await office.selectOption(group.fingerprint);
    await to.selectOption(group.fingerprint);
    expect(await office.inputValue()).toBe("");
    expect(await office.locator("option").allTextContents()).toEqual(["没有，只由本单位授权", BAISHA]);
    await office.selectOption(other.fingerprint);
    await picture(page, "shared-task-making");
    await agree(page, maker.own, maker.second);
    await page.getByText(`交叉巡察：先交“${BAISHA}”授权，再给巡察组的电脑`).waitFor();
    expect(await button(page, `授权任务包：${FIRST}`).count()).toBe(0);
    expect(await button(page, `重新发任务包：${FIRST}`).count()).toBe(1);
    await lookAt(page, "shared-task-made");
    const link = page.getByRole("link", { name: `下载任务包：${FIRST}` });
    unsigned = await onStick(sticks, page, () => link.click());
  }, 120_000);

  it("is refused by the laptop as long as only one office has signed", async () => {
    await bring(group, unsigned);
    await group.desk.page.getByText("还缺另一家授权单位的签名").waitFor();
    expect(await group.deps.office.inTransaction((office) => office.rounds())).toEqual([]);
  }, 60_000);

  it("is authorised by two people of the other office, who carry the same bytes on with both signatures", async () => {
    await bring(other, unsigned);
    await other.desk.page.getByText("收下了任务包：十五届县委第三轮巡察，2 个单位").waitFor();
    const page = await parcelsPage(other);
    await page.getByText(`交叉巡察：“${QINGHE}”请本单位共同授权`).waitFor();
    expect(await page.getByRole("link", { name: `下载任务包：${FIRST}` }).count()).toBe(0);
    await button(page, `授权任务包：${FIRST}`).click();
    await page.getByRole("dialog").getByText(`用本机签名授权“${QINGHE}”发给“${LAPTOP}”的任务包`).waitFor();
    await picture(page, "shared-task-authorising");
    authorised = await onStick(sticks, page, () => agree(page, other.own, other.second));
    await lookAt(page, "shared-task-authorised");
    expect(manifestOf(authorised)).toBe(manifestOf(unsigned));
    expect(manifestOf(authorised)).toContain(other.fingerprint);
    await bring(group, authorised);
    await group.desk.page.getByText("收下了任务包：十五届县委第三轮巡察，2 个单位").waitFor();
  }, 120_000);

  it("comes back in one parcel that is opened at both desks, with the same scores", async () => {
    for (const { id } of UNITS.slice(0, 2))
      await saveAssessment(group.deps, KEEPER, ROUND_ID, id, testAssessment, null);
    await holdRound(group, ROUND_ID);
    const page = await parcelsPage(group);
    await button(page, "制作封存包").click();
    sealed = await onStick(sticks, page, () => agree(page, group.own, group.second));
    for (const office of [maker, other]) {
      await bring(office, sealed);
      await office.desk.page.getByText("收下了封存包：十五届县委第三轮巡察，2 个单位").waitFor();
      await (await parcelsPage(office)).getByText("交回").first().waitFor();
    }
    await lookAt(other.desk.page, "shared-task-back");
    const scores = async ({ deps }: Machine) =>
      (await scoreRound(deps, ROUND_ID)).units.map(({ score }) => score);
    expect(await scores(other)).toEqual(await scores(maker));
    expect((await scores(maker)).map((score) => score?.printed)).toEqual([
      expect.any(String),
      expect.any(String),
    ]);
  }, 180_000);

  it("complains of nothing but what was refused", () => {
    const complaints = all().flatMap(({ desk }) => desk.complaints);
    expect(complaints.filter((one) => !one.includes("422"))).toEqual([]);
  });
});
