/** One unit from its judgement to the frozen grade by two people, and back: the way the console goes. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EMPTY_ASSESSMENT } from "../../server/core/scoring/scheme.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { startClosedRound } from "../journeys/closed-round.ts";
import { testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, overflow, signInNew, takeDesk, type Desk, type Person } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const UNIT = "县水利局党组";
const DIMENSIONS = [
  "执行政治纪律",
  "发挥领导作用",
  "履行“两个责任”",
  "工作作风",
  "执行组织生活制度",
  "选人用人",
];

let server: TestServer;
let browser: Browser;
let desks: readonly [Desk, Desk];
let people: readonly [Person, Person];
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startClosedRound({
      units: [testUnit("water", UNIT, [4, 5, 11]), testUnit("roads", "县交通运输局党组", [4, 5, 11])],
    }),
    openBrowser(),
  ]);
  await saveAssessment(server.deps, KEEPER, server.round, "water", EMPTY_ASSESSMENT, null);
  desks = [await takeDesk(browser), await takeDesk(browser)];
  people = [
    await signInNew(desks[0].page, server, "承办人"),
    await signInNew(desks[1].page, server, "审核人"),
  ];
  page = desks[0].page;
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const open = async (on: Page, path: string): Promise<void> => {
  await on.goto(`${server.address}/#/rounds/${server.round}${path}`);
  await on.locator("h1").waitFor();
};
const station = (on: Page, name: string) => on.getByRole("listitem").filter({ hasText: name }).first();
const sound = async (on: Page): Promise<void> => {
  expect(await brokenRules(on)).toEqual([]);
  expect(await overflow(on)).toBe(0);
};

describe("entering", () => {
  it("leads from the bar to the first unit, says what may not be entered and what is missing", async () => {
    await open(page, "");
    await page.getByRole("link", { name: "评估", exact: true }).click();
    await page.getByRole("heading", { name: UNIT }).waitFor();
    await page.getByText("本系统不处理国家秘密").waitFor();
    await page.getByText("研判还缺：执行政治纪律").waitFor();
    await page.getByText("监督情况还缺件数：信访举报").waitFor();
    await sound(page);
    await picture(page, "assessment-empty");
  });

  it("names the field that is wrong and keeps what was typed", async () => {
    for (const title of DIMENSIONS) {
      await page.getByLabel(`${title}得分`).fill("92");
      await page.getByLabel(`${title}理由`).fill("总体平稳");
    }
    await page.getByLabel("工作作风理由").fill("见13800138000来信");
    await page.getByText("有改动还没有保存").waitFor();
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("像是电话或身份证号码").first().waitFor();
    await page.getByLabel("工作作风理由").fill("深入一线多");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("已保存。").waitFor();
    await page.getByText("研判还缺").waitFor({ state: "detached" });
  });

  it("asks before what is typed is lost: by a link, by another unit, by back, by signing out and by closing the tab", async () => {
    const field = page.getByLabel("工作作风理由");
    const address = page.url();
    await field.fill("还没有保存的理由");
    await page.getByText("有改动还没有保存").waitFor();
    const dialog = page.getByRole("dialog", { name: "还有没保存的内容" });
    const account = page.locator("header .account");
    const ways: readonly (() => Promise<unknown>)[] = [
      () => page.getByRole("link", { name: "等次", exact: true }).click(),
      () => page.getByLabel("单位", { exact: true }).selectOption({ label: "县交通运输局党组" }),
      () => page.goBack(),
      async () => {
        await account.getByRole("button").first().click();
        await page.getByRole("button", { name: "退出登录" }).click();
      },
    ];
    for (const [at, way] of ways.entries()) {
      await way();
      await dialog.waitFor();
      if (at === 0) await sound(page);
      if (at === 0) await picture(page, "leave-unsaved");
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
      await expect.poll(() => page.url()).toBe(address);
      expect(await field.inputValue()).toBe("还没有保存的理由");
    }
    const asked = page.waitForEvent("dialog");
    const closing = page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe("beforeunload");
    await question.dismiss();
    await closing;
    await page.goBack();
    await dialog.getByRole("button", { name: "不保存，离开" }).click();
    await page.getByRole("heading", { name: UNIT }).waitFor({ state: "detached" });
    await page.goForward();
    await expect.poll(() => field.inputValue()).toBe("深入一线多");
    await page.getByRole("link", { name: "等次", exact: true }).click();
    await page.locator("table.grades").waitFor();
    await page.goBack();
    await expect.poll(() => field.inputValue()).toBe("深入一线多");
  });

  it("takes numbers of cases, a fact and a deduction with the keyboard alone", async () => {
    await page.getByLabel("信访举报", { exact: true }).focus();
    for (const count of ["1", "0", "0", "0", "0"]) {
      await page.keyboard.type(count);
      await page.keyboard.press("Tab");
    }
    await page.getByLabel("正职以外的班子成员被立案审查调查").focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "加一条扣分" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("专项扣分第 1 条分数").fill("0.5");
    await page.getByLabel("专项扣分第 1 条理由").fill("通报一次");
    await page.keyboard.press("Enter");
    await page.getByText("等次限制情形还没有处理").waitFor();
    await page.getByText("建议等次与测算等次").waitFor({ state: "detached" });
  });
});

describe("a table of all units", () => {
  it("is refused as a whole with each fault in its place, and taken over when all is well", async () => {
    await page.getByRole("button", { name: "从 Excel 导入…" }).click();
    const dialog = page.getByRole("dialog");
    const give = async (text: string): Promise<void> => {
      const file = { name: "评估录入表.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
      await dialog.locator("input[type=file]").setInputFiles(file);
    };
    const take = dialog.getByRole("button", { name: "导入", exact: true });
    await give("单位名称,个别谈话,座谈会\n县水利局党组,三十一,2\n县林业局党组,1,1\n");
    await dialog.getByRole("cell", { name: "要填 0 或正整数" }).waitFor();
    await dialog.getByRole("cell", { name: "本轮没有这个单位，或者不是您的单位" }).waitFor();
    expect(await take.isDisabled()).toBe(true);
    await sound(page);
    await picture(page, "assessment-import");
    await give(
      "单位名称,工作作风理由,个别谈话,座谈会\n县水利局党组,深入一线很多,31,2\n县交通运输局党组,,,\n",
    );
    const preview = dialog.getByRole("region", { name: "将导入的内容" }).locator("tbody tr");
    await expect
      .poll(async () => (await preview.allInnerTexts()).map((row) => row.split("\t")))
      .toEqual([
        [UNIT, "工作作风理由", "深入一线多", "深入一线很多", "改动"],
        [UNIT, "个别谈话（人次）", "（空）", "31", "新填"],
        [UNIT, "座谈会（次）", "（空）", "2", "新填"],
      ]);
    await dialog.getByText("1 个单位：新填 2 格，改动已有的 1 格。").waitFor();
    await sound(page);
    await picture(page, "assessment-import-preview");
    expect(await page.locator("main").getByLabel("个别谈话（人次）").inputValue()).toBe("");
    await take.click();
    await dialog.getByText("已导入 1 个单位。").waitFor();
    await dialog.getByRole("button", { name: "关闭" }).click();
    await expect.poll(() => page.getByLabel("个别谈话（人次）").inputValue()).toBe("31");
  });
});

describe("a limit", () => {
  it("is shown with its evidence and decided with a reason", async () => {
    const cap = page.locator(".cap");
    expect(await cap.innerText()).toContain("依据：已勾选这一情形。");
    expect(await cap.getByRole("button", { name: /^确认适用/ }).isDisabled()).toBe(true);
    await picture(page, "assessment-cap");
    await cap.getByLabel(/的理由$/).fill("县纪委监委已立案");
    await cap.getByRole("button", { name: /^确认适用/ }).click();
    await cap.getByText("已确认，县纪委监委已立案").waitFor();
    await page.getByText("都齐了，可以提出建议等次。").waitFor();
  });
});

describe("the steps", () => {
  it("are refused to the same person and taken by another", async () => {
    await page.getByRole("radio", { name: "较差" }).check();
    await page.getByLabel("理由", { exact: true }).last().fill("整改不力");
    await page.getByRole("button", { name: "提出建议等次" }).click();
    await station(page, "建议等次").getByText("↓ 下调为较差等次").waitFor();
    expect(await page.getByLabel("工作作风得分").isDisabled()).toBe(true);
    await page.getByLabel("审核意见").fill("同意");
    await page.getByRole("button", { name: "审核通过" }).click();
    await page.getByText("要换一位同志").waitFor();
    const other = desks[1].page;
    await open(other, "/assessment/water");
    await other.getByLabel("审核意见").fill("同意");
    await other.getByRole("button", { name: "审核通过" }).click();
    await station(other, "巡察办审核")
      .getByText(/^审核人，/)
      .waitFor();
    // The opinion that was refused is still typed.
    await page.getByRole("link", { name: "等次", exact: true }).click();
    await page.getByRole("button", { name: "不保存，离开" }).click();
    await page.locator("table.grades").waitFor();
    await open(page, "/assessment/water");
    await page.getByLabel("会议日期").fill("2026-12-01");
    await page.getByRole("button", { name: "录入审定等次" }).click();
    await station(page, "审定等次")
      .getByText(/承办人，/)
      .waitFor();
  });

  it("lead from a moved grade to its reason", async () => {
    await page.getByRole("button", { name: "↓ 下调为较差等次" }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("整改不力");
    await sound(page);
    await picture(page, "assessment-approved");
  });

  it("stand above the grade table with who and when, and are frozen by two", async () => {
    await open(page, "/grades");
    await station(page, "建议等次").getByText("1 / 2 个单位，调整 1 个").waitFor();
    await page.getByRole("link", { name: `${UNIT}下调的理由` }).waitFor();
    await sound(page);
    await picture(page, "grades-stations");
    await page.getByRole("button", { name: "冻结 1 个…" }).click();
    await agree(page, people[0], people[1]);
    await station(page, "冻结").getByText("1 / 2 个单位").waitFor();
  });

  it("show a viewer the approved grade, and neither the move nor its reason", async () => {
    const viewer = await takeDesk(browser);
    await signInNew(viewer.page, server, "查阅人", { role: "viewer" });
    await open(viewer.page, "/grades");
    const row = viewer.page.getByRole("row", { name: new RegExp(UNIT) });
    await row.getByText("较差").first().waitFor();
    expect(await row.locator(".moved").count()).toBe(0);
    expect(await row.getByText(/整改不力|下调/).count()).toBe(0);
    expect(await row.locator("a").count()).toBe(1);
    await viewer.context.close();
  });

  it("are recounted by somebody who had no part in them", async () => {
    await open(page, "/assessment/water");
    await page.getByRole("button", { name: "重新计算" }).click();
    await page.getByText("参与原统计的人员办理：参与制码、录入、封存、提出或审核等次的，不能复核").waitFor();
    const third = await takeDesk(browser);
    await signInNew(third.page, server, "复核人");
    await open(third.page, "/assessment/water");
    await third.page.getByRole("button", { name: "重新计算" }).click();
    await third.page.getByText("重算结果与原结果一致。").first().waitFor();
    const [download] = await Promise.all([
      third.page.waitForEvent("download"),
      third.page.getByRole("link", { name: "复核单（PDF）" }).click(),
    ]);
    await download.saveAs("tests/artifacts/recount.pdf");
    await third.context.close();
  });

  it("go back by a reopening of two with a reason, which stays", async () => {
    await open(page, "/assessment/water");
    await page.getByText("等次已冻结。").waitFor();
    await page.getByRole("button", { name: "重新打开…" }).click();
    await page.getByLabel("为什么要重新打开").fill("会议纪要有误");
    await sound(page);
    await agree(page, people[0], people[1]);
    await page.locator(".history").getByText("原来是“已冻结”。会议纪要有误").waitFor();
    await page.locator(".history").getByText("与审核人").first().waitFor();
    expect(await page.getByLabel("工作作风得分").isEnabled()).toBe(true);
    expect(desks.flatMap(({ complaints }) => complaints).filter((one) => !/409|422/.test(one))).toEqual([]);
  });
});

describe.each([
  { name: "dark", dark: true },
  { name: "tablet", width: 768, height: 1024 },
  { name: "narrow", width: 400, height: 800 },
])("the pages, $name", ({ name, ...settings }) => {
  it("break no rule and do not overflow", async () => {
    const desk = await takeDesk(browser, settings);
    await signInNew(desk.page, server, `看${name}`);
    await open(desk.page, "/assessment/water");
    await sound(desk.page);
    await picture(desk.page, `assessment-${name}`);
    await open(desk.page, "/grades");
    await sound(desk.page);
    await picture(desk.page, `grades-${name}`);
    await desk.context.close();
  });
});
