/** Two people on one unit's assessment at the same time, and the sheets of judges: the way the console goes. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPanelRound } from "../journeys/panel-round.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { overflow, signInNew, takeDesk, type Desk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let desks: readonly [Desk, Desk];
let panelRound: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({ units: [testUnit("water", "县水利局党组", [4, 5, 11])] }),
    openBrowser(),
  ]);
  panelRound = await addPanelRound(server);
  desks = [await takeDesk(browser), await takeDesk(browser)];
  await signInNew(desks[0].page, server, "承办人");
  await signInNew(desks[1].page, server, "审核人");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const open = async (on: Page, round: string): Promise<void> => {
  await on.goto(`${server.address}/#/rounds/${round}/assessment/water`);
  await on.getByRole("heading", { name: "县水利局党组" }).waitFor();
};
const save = (on: Page) => on.getByRole("button", { name: "保存" }).click();
const saved = (on: Page) => on.getByText("已保存。").waitFor();
const sound = async (on: Page): Promise<void> => {
  expect(await brokenRules(on)).toEqual([]);
  expect(await overflow(on)).toBe(0);
};

describe("two people on one unit", () => {
  it("lose nothing: the later one is refused, both texts are shown, and one of them is chosen", async () => {
    const [mine, theirs] = [desks[0].page, desks[1].page];
    await open(mine, server.round);
    await open(theirs, server.round);
    await mine.getByLabel("工作作风得分").fill("80");
    await mine.getByLabel("信访举报", { exact: true }).fill("2");
    await theirs.getByLabel("工作作风得分").fill("95");
    await theirs.getByLabel("工作作风理由").fill("深入一线多");
    await save(theirs);
    await saved(theirs);
    await save(mine);
    await mine.getByText("您打开以后，另一位同志保存了新的内容").waitFor();
    expect(await mine.getByLabel("工作作风得分").inputValue()).toBe("80");
    await sound(mine);
    await picture(mine, "assessment-behind");
    await mine.getByRole("button", { name: "合到一起" }).click();
    await mine.getByText("有 1 处两人改得不一样").waitFor();
    const row = mine.getByRole("row", { name: /工作作风得分/ }).last();
    expect(await row.innerText()).toMatch(/80\s+95/);
    expect(await mine.getByLabel("工作作风理由").inputValue()).toBe("深入一线多");
    await sound(mine);
    await picture(mine, "assessment-merged");
    await mine.getByRole("button", { name: "工作作风得分用对方的" }).click();
    expect(await mine.getByLabel("工作作风得分", { exact: true }).inputValue()).toBe("95");
    expect(await mine.getByLabel("信访举报", { exact: true }).inputValue()).toBe("2");
    await mine.getByText("有 1 处两人改得不一样").waitFor({ state: "detached" });
    await save(mine);
    await saved(mine);
    await open(theirs, panelRound);
    await open(theirs, server.round);
    await expect.poll(() => theirs.getByLabel("信访举报", { exact: true }).inputValue()).toBe("2");
    expect(await theirs.getByLabel("工作作风得分").inputValue()).toBe("95");
  });
});

describe("the sheets of judges", () => {
  it("say that they are named, take recusals out of the count, and stay", async () => {
    const { page } = desks[0];
    await open(page, panelRound);
    await page.getByText("这里是评委评分，不是匿名测评").waitFor();
    await page.getByText("评委评分还不全：专班评审").waitFor();
    for (const [at, score] of ["92", "88.5", ""].entries()) {
      await page.getByRole("button", { name: "加一位评委" }).click();
      await page.getByLabel(`专班评审第 ${at + 1} 位评委`).fill(`${at + 1}号评委`);
      await page.getByLabel(`专班评审第 ${at + 1} 位得分`).fill(score);
    }
    await page.getByText("计入 2 份，回避 0 份，还没有评的 1 份。").waitFor();
    await page.getByLabel("专班评审第 3 位回避").check();
    await page.getByText("计入 2 份，回避 1 份，还没有评的 0 份。").waitFor();
    await save(page);
    await saved(page);
    await page.getByText("评委评分还不全").waitFor({ state: "detached" });
    await sound(page);
    await page.getByRole("heading", { name: "评委评分" }).scrollIntoViewIfNeeded();
    await picture(page, "assessment-judges");
    await open(page, server.round);
    await open(page, panelRound);
    expect(await page.getByLabel("专班评审第 2 位得分").inputValue()).toBe("88.5");
    expect(await page.getByLabel("专班评审第 3 位回避").isChecked()).toBe(true);
  });

  it("are filled in item by item from the definition, added up, and a paper total stands beside them", async () => {
    const { page } = desks[0];
    await open(page, panelRound);
    await page.getByLabel("专班评审的评分表").selectOption({ label: "整改评估评分表（2026.2）" });
    await page.getByLabel(/^群众满意度得分/).fill("73.44");
    const point = (at: number, item: string) => page.getByLabel(`专班评审第 ${at} 位 ${item}`);
    const total = (at: number) => page.getByLabel(`专班评审第 ${at} 位得分`);
    expect(await point(3, "组织领导（满分 15）").count()).toBe(0);
    await point(1, "组织领导（满分 15）").fill("13");
    await point(1, "责任落实（满分 15）").fill("12");
    expect(await total(1).inputValue()).toBe("");
    await save(page);
    await page.getByText("整改任务完成要填 0 到 60，最多两位小数", { exact: true }).waitFor();
    await point(1, "整改任务完成（满分 60）").fill("50");
    expect(await total(1).inputValue()).toBe("82.344");
    expect(await total(1).isEditable()).toBe(false);
    expect(await total(2).inputValue()).toBe("88.5");
    await page.getByText("已经有逐项的分，评分表不能换").waitFor();
    await save(page);
    await saved(page);
    await sound(page);
    await page.getByRole("heading", { name: "评委评分" }).scrollIntoViewIfNeeded();
    await picture(page, "assessment-score-sheet");
    await open(page, server.round);
    await open(page, panelRound);
    expect(await point(1, "整改任务完成（满分 60）").inputValue()).toBe("50");
    expect(await total(1).inputValue()).toBe("82.344");
    const unsaid = desks.flatMap(({ complaints }) => complaints).filter((one) => !/409|422/.test(one));
    expect(unsaid).toEqual([]);
  });
});
