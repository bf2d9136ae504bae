/** Setting up a round in a real browser: settings, template, a faulty roster, a good one, seal, first tickets. */
import { readFile } from "node:fs/promises";
import { writeXlsx } from "hucre/xlsx";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, signInNew, takeDesk, type Person } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const UNITS = [
  "单位名称",
  "上级单位",
  "单位类型",
  "巡察组",
  "在册数",
  "应参加口径",
  "A类应参加",
  "B类应参加",
  "C类应参加",
];
const LEADERS = ["单位名称", "姓名", "职务", "任现职时间", "正职", "排序"];

const FAULTY = [
  ["县林业局党组", "", "县直", "县委第一巡察组", 50, "在岗", "四十六", 10, 30],
  ["", "", "县直", "县委第一巡察组", 50, "在岗", 5, 10, 30],
];
const SOUND = [
  ["县林业局党组", "", "县直", "县委第一巡察组", 50, "在岗", 5, 10, 30],
  ["县气象局党组", "", "县直", "县委第二巡察组", 20, "在岗", 3, 5, 12],
];

/** A workbook as an office would fill it in, with one 正职 per unit. */
const workbook = async (units: readonly (readonly (string | number)[])[]): Promise<Buffer> =>
  Buffer.from(
    await writeXlsx({
      sheets: [
        { name: "单位", rows: [UNITS, ...units.map((row) => [...row])] },
        {
          name: "班子成员",
          rows: [
            LEADERS,
            ...units
              .filter(([name]) => name !== "")
              .map(([name]) => [name!, "林向东", "党组书记", "2023-05", "是", 1]),
          ],
        },
      ],
    }),
  );

let server: TestServer;
let browser: Browser;
let page: Page;
let first: Person;
let second: Person;
let address = "";

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ opens: false }), openBrowser()]);
  const other = await takeDesk(browser);
  second = await signInNew(other.page, server, "审核人");
  await other.context.close();
  ({ page } = await takeDesk(browser));
  first = await signInNew(page, server, "承办人");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function upload(units: readonly (readonly (string | number)[])[]): Promise<void> {
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const files = { name: "名册.xlsx", mimeType, buffer: await workbook(units) };
  await page.getByLabel("选择 Excel 或 CSV 文件").setInputFiles(files);
}

async function unitsStored(): Promise<number> {
  const office = await OfficeClient.signIn(server);
  return (await office.get(`/rounds/${address}`)).units.length;
}

describe("a new round", () => {
  it("names what is missing and puts the cursor there", async () => {
    await page.getByRole("link", { name: "新建轮次" }).click();
    await page.getByRole("button", { name: /^保存/ }).click();
    await page.getByText("有 3 处没有填好，没有保存。").waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
    expect(await page.getByLabel("轮次名称").evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
  });

  it("asks before typed settings are left, and keeps them until somebody says so", async () => {
    await page.getByLabel("轮次名称").fill("十五届县委第九轮巡察");
    const dialog = page.getByRole("dialog", { name: "还有没保存的内容" });
    await page.goBack();
    expect(await dialog.locator(".btn.primary").allInnerTexts()).toEqual(["留在这一页"]);
    await dialog.getByRole("button", { name: "留在这一页" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByLabel("轮次名称").inputValue()).toBe("十五届县委第九轮巡察");
    await page.getByRole("link", { name: "全部轮次" }).click();
    await dialog.getByRole("button", { name: "不保存，离开" }).click();
    await page.getByRole("link", { name: "新建轮次" }).click();
    expect(await page.getByLabel("轮次名称").inputValue()).toBe("");
  });

  it("is saved with the usual forms, filled by whom the design says", async () => {
    await page.getByLabel("轮次名称").fill("十五届县委第四轮巡察");
    await page.getByLabel("截止时间").fill("2027年3月12日 18:00");
    const protection = page.locator("fieldset", { hasText: "保护填写人" }).getByRole("checkbox");
    for (const choice of await protection.all()) {
      expect(await choice.isChecked()).toBe(false);
      await choice.check();
    }
    await protection.first().scrollIntoViewIfNeeded();
    await picture(page, "console-protection");
    for (const choice of await protection.all()) await choice.uncheck();
    // What is printed on posters is typed into fields as wide as the others.
    const widthOf = async (label: string) => (await page.getByLabel(label).boundingBox())!.width;
    expect(await widthOf("来访地点")).toBe(await widthOf("联系电话"));
    await page.getByLabel("联系电话").fill("0000-7654321");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "准备：十五届县委第四轮巡察" }).waitFor();
    await page.getByRole("button", { name: "下一步：单位与分组" }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("roster");
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-prepare-empty");
    address = decodeURIComponent(/#\/rounds\/([^/]+)/.exec(page.url())![1]!);
    const office = await OfficeClient.signIn(server);
    const round = await office.get(`/rounds/${address}`);
    expect(
      round.forms.map((form: { instrument: string; categories: string[] }) => [
        form.instrument,
        form.categories,
      ]),
    ).toEqual([
      ["leadership-team", ["A", "B", "C"]],
      ["leadership-members", ["B", "C"]],
      ["staff-questionnaire", ["A", "B", "C"]],
    ]);
  });
});

describe("the roster", () => {
  it("has a template to download", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "下载空白模板" }).click(),
    ]);
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe("PK");
  });

  it("imports nothing of a faulty table and lists each fault with its row", async () => {
    await upload(FAULTY);
    const faults = page.getByRole("alert").filter({ hasText: "全部未导入" });
    await faults.waitFor();
    const text = await faults.innerText();
    expect(text).toContain("第 2 行");
    expect(text).toContain("四十六");
    expect(text).toContain("第 3 行");
    expect(await unitsStored()).toBe(0);
    await picture(page, "console-roster-faults");
  });

  it("shows what a sound one would bring, saves nothing until it is confirmed, and can be thought over", async () => {
    await upload(SOUND);
    const preview = page.getByRole("region", { name: "将导入的内容" });
    await preview.getByText("2 个单位，应参加 65 人，班子成员 2 名。").waitFor();
    expect(await unitsStored()).toBe(0);
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-roster-preview");
    await preview.getByRole("button", { name: "不导入" }).click();
    await preview.waitFor({ state: "detached" });
    expect(await unitsStored()).toBe(0);
  });

  it("imports it once it is confirmed", async () => {
    await upload(SOUND);
    await page.getByRole("button", { name: "导入", exact: true }).click();
    await page.getByText("已导入 2 个单位").waitFor();
    await page.getByRole("cell", { name: /县林业局党组/ }).waitFor();
    expect(await unitsStored()).toBe(2);
  });

  it("says of another file what is new, what changes and what would go", async () => {
    await upload([
      SOUND[1]!.with(8, 11),
      ["县文旅局党组", "", "县直", "县委第一巡察组", 30, "在岗", 4, 6, 16],
    ]);
    const preview = page.getByRole("region", { name: "将导入的内容" });
    await preview.getByText("新增 1 个，有变动 1 个，不变 0 个。").waitFor();
    await preview.getByText("现有的 县林业局党组 不在这份文件里，导入后将去掉。").waitFor();
    expect(await preview.getByRole("button", { name: "重新导入，替换现有单位" }).count()).toBe(1);
    await preview.getByRole("button", { name: "不导入" }).click();
    expect(await unitsStored()).toBe(2);
  });

  it("lets the page say what comes next, what may be left out and what the seal fixes", async () => {
    const steps = page.getByRole("list", { name: "准备步骤" });
    await steps.getByText("应参加 65 人，班子成员 2 名").waitFor();
    await page.getByRole("button", { name: "下一步：封存设置" }).waitFor();
    expect(await steps.getByText("可以不做；建议走一遍").count()).toBe(1);
    expect(await steps.getByText("封存设置以后，以上各项都不能再改").count()).toBe(1);
    // An address that only this computer opens is none of the settings: it is tried out and explained on a page of its own.
    const setUp = steps.getByRole("link", { name: /^收票方式/ });
    expect(await setUp.innerText()).toContain("只有这台电脑打得开");
    expect(await setUp.getAttribute("href")).toMatch(/\/reach$/);
    const blocks = page.getByRole("table", { name: "计票组" });
    expect(await blocks.innerText()).toContain("领导班子成员、中层干部（含下属单位负责人）（15）");
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-prepare-ready");
  });
});

describe("the page of progress before the seal", () => {
  it("says why nothing can be done there yet, and leads to where it is done", async () => {
    await page.goto(`${server.address}/#/rounds/${address}/progress`);
    await page.getByText("设置还没有封存。").waitFor();
    expect(await page.locator("main table .btn").count()).toBe(0);
    await picture(page, "console-progress-draft");
    await page.getByRole("link", { name: "去“准备”" }).click();
    await page.getByRole("heading", { name: "准备：十五届县委第四轮巡察" }).waitFor();
  });
});

describe("a rehearsal", () => {
  it("is wiped only after it was said what goes with it", async () => {
    await page.getByRole("button", { name: "开始试填" }).click();
    const wipe = page.getByRole("button", { name: /^清除试填：/ });
    // What two people's passwords would not bring about cannot be asked for, and the page says why.
    await page.getByText("现在还不能封存设置。试填：县林业局党组正在试填，清除后才能封存。").waitFor();
    expect(await page.getByRole("button", { name: "封存设置…" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "封存设置…" }).scrollIntoViewIfNeeded();
    await picture(page, "console-seal-waits");
    await wipe.click();
    const dialog = page.getByRole("dialog", { name: /^清除.*的试填？$/ });
    expect(await dialog.innerText()).toContain("全部删除，不能恢复");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("先不清除");
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-rehearsal-wipe");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await wipe.click();
    await dialog.getByRole("button", { name: "清除试填" }).click();
    await page.getByText(/的试填已清除。$/).waitFor();
    await wipe.waitFor({ state: "detached" });
  });
});

describe("sealing", () => {
  it("can still be thought over: the safe choice has the focus and changes nothing", async () => {
    await page.getByRole("button", { name: "封存设置…" }).click();
    expect(await page.getByRole("dialog").innerText()).toContain("不能再改，也不能撤回");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("再核对一遍");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const office = await OfficeClient.signIn(server);
    expect((await office.get(`/rounds/${address}`)).isFrozen).toBe(false);
  });

  it("freezes the round, shows the joined blocks and leads to the tickets", async () => {
    await page.getByRole("button", { name: "封存设置…" }).click();
    await agree(page, first, second);
    await page.getByRole("link", { name: "下一步：领码纸" }).waitFor();
    await page.getByText("人数少的类别已按人数与相邻类别合并。").waitFor();
    expect(await page.getByLabel("选择 Excel 或 CSV 文件").count()).toBe(0);
    await picture(page, "console-sealed");
    await page.getByRole("link", { name: "下一步：领码纸" }).click();
    await page.getByRole("button", { name: "领码纸：县林业局党组" }).waitFor();
    expect(await page.getByText("设置还没有封存。").count()).toBe(0);
    await page.getByRole("button", { name: "领码纸：县林业局党组" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .getByRole("dialog")
        .getByRole("button", { name: /^生成 PDF/ })
        .first()
        .click(),
    ]);
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");
    await page.getByRole("dialog").getByRole("button", { name: "关闭" }).click();
  });

  it("opens a poll on plain http only when two people agree", async () => {
    await page.getByRole("button", { name: "开放：县林业局党组" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.innerText()).toContain("本次通过未加密网络填写");
    await agree(page, first, second);
    await page
      .getByRole("row", { name: /县林业局党组/ })
      .getByText("正在收票")
      .waitFor();
  });
});

describe("a round like an earlier one", () => {
  it("is made of settings and units without people, which the page then asks for", async () => {
    await page.goto(`${server.address}/#/`);
    await page.getByRole("button", { name: "照上一轮新建…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("照哪一轮").selectOption({ label: "十五届县委第四轮巡察" });
    await dialog.getByLabel("新轮次名称").fill("十五届县委第五轮巡察");
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-copy-round");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "准备：十五届县委第五轮巡察" }).waitFor();
    const steps = page.getByRole("list", { name: "准备步骤" });
    await steps.getByText("县林业局党组、县气象局党组没有班子成员名单").waitFor();
    expect(await page.getByRole("button", { name: "下一步：名册与人数" }).count()).toBe(1);
  });
});
