/** 表单库 in a real browser: copy, change, a fault at its line, preview, save, compare, use in a round, seal. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { saveUnits } from "../../server/services/save-units.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, overflow, type Person, signInNew, takeDesk } from "./console-on-desk.ts";
import { EVERY_LOOK } from "./every-look.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
let requests: readonly string[];
let first: Person;
let second: Person;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ opens: false }), openBrowser()]);
  const other = await takeDesk(browser);
  second = await signInNew(other.page, server, "审核人");
  await other.context.close();
  ({ page, complaints, requests } = await takeDesk(browser));
  first = await signInNew(page, server, "承办人");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const phone = () => page.frameLocator("iframe");
const sound = () => page.getByText("检查通过，可以保存。").waitFor();

async function expectSound(name: string): Promise<void> {
  expect([name, await brokenRules(page), await overflow(page)]).toEqual([name, [], 0]);
  await picture(page, `console-library-${name}`);
}

describe("a shipped form", () => {
  it("is shown with the rounds that use it", async () => {
    await page.getByRole("link", { name: "表单库" }).click();
    const row = page.getByRole("row", { name: /编号 leadership-team/ });
    expect(await row.innerText()).toContain("十五届县委第三轮巡察");
    await expectSound("list");
  });

  it("is copied under a free id", async () => {
    await page.getByRole("link", { name: "复制为新表单：领导班子民主测评表" }).click();
    await page.getByRole("heading", { name: "复制：领导班子民主测评表" }).waitFor();
    expect(await page.getByLabel("编号").inputValue()).toBe("leadership-team-2");
    await sound();
  });
});

describe("common edits", () => {
  it("change a text, a scale and weights, and the phone beside shows it", async () => {
    await page.getByLabel("标题", { exact: true }).fill("领导班子测评表（本县）");
    await page.locator("summary", { hasText: "遵守政治纪律和政治规矩" }).click();
    await page.getByLabel("题目", { exact: true }).fill("遵守政治纪律");
    await page.getByLabel("第 4 个选项").fill("较差");
    await page.getByLabel("权重：一、政治思想建设").fill("20");
    await page.getByText("合计 95，应为 100").waitFor();
    await page.getByText(/^有 1 处要改，改好才能保存/).waitFor();
    expect(await page.getByRole("button", { name: /^保存为版本/ }).isDisabled()).toBe(true);
    await expectSound("wrong-weights");
    await page.getByLabel("权重：二、领导能力").fill("25");
    await sound();
    await phone()
      .getByText(/遵守政治纪律(?!和)/)
      .first()
      .waitFor();
    await phone().getByText("较差").first().waitFor();
    await expectSound("edits");
  });

  it("set up labels of the office's own and give them to a question", async () => {
    const box = page.getByRole("group", { name: "另设的标签组" });
    await box.getByRole("button", { name: "另设一个标签组" }).click();
    await box.getByLabel("标签组名称：新标签组").fill("两个方面");
    await box.getByLabel("标签 a1", { exact: true }).fill("为民");
    await box.getByRole("button", { name: "增加标签：两个方面" }).click();
    await page.getByText(/^有 1 处要改，改好才能保存/).waitFor();
    await box.getByLabel("标签 a2", { exact: true }).fill("务实");
    await box.getByLabel("代号：两个方面").selectOption("c");
    const own = page.locator("fieldset.focus").getByRole("group", { name: "两个方面" });
    await own.getByRole("checkbox", { name: "务实" }).check();
    await sound();
    await expectSound("labels");
    await page.getByRole("tab", { name: "改了什么" }).click();
    await page.getByText("新增标签组“两个方面”（为民、务实）").waitFor();
    await page.getByText(/的聚焦方面由.*改为“.*、务实”$/).waitFor();
    await page.getByRole("tab", { name: "常用修改" }).click();
    await page.locator("summary", { hasText: "遵守政治纪律" }).click();
    await box.getByRole("button", { name: "去掉：标签 c1" }).click();
    await box.getByLabel("标签 c1", { exact: true }).waitFor({ state: "detached" });
    expect(await own.getByRole("checkbox", { name: "务实" }).isChecked()).toBe(true);
  });

  it("move a question by its buttons, with the keyboard alone", async () => {
    const titles = () => page.locator(".questions summary .what").allInnerTexts();
    const [first, second] = await titles();
    const down = page.getByRole("button", { name: `下移：${first}`, exact: true });
    await down.focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await titles()).slice(0, 2)).toEqual([second, first]);
    await sound();
  });

  it("keep to the keyboard: from tab to tab by arrows", async () => {
    await page.getByRole("tab", { name: "常用修改" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.locator(".cm-content").waitFor();
    expect(await page.getByRole("tab", { name: "定义文本" }).getAttribute("aria-selected")).toBe("true");
  });
});

describe("the text of a form", () => {
  it("shows a fault at its line, where a press leads", async () => {
    const editor = page.locator(".cm-content");
    const line = page.locator(".cm-line", { hasText: '"kind": "evaluation"' });
    await line.click();
    await page.keyboard.press("End");
    await page.keyboard.type(" x");
    const button = page.getByRole("button", { name: /^第 5 行第 \d+ 列$/ });
    await button.waitFor();
    await page.locator(".cm-lint-marker-error").waitFor();
    await expectSound("fault");
    await button.click();
    expect(await editor.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await line.click();
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    await sound();
  });
});

describe("the preview", () => {
  it("is the phone's own page at the phone's size, and what is filled in there goes nowhere", async () => {
    const frame = page.locator("iframe");
    expect(
      await frame.evaluate((element: HTMLElement) => [element.clientWidth, element.clientHeight]),
    ).toEqual([360, 740]);
    const before = requests.length;
    await phone().getByText("好", { exact: true }).first().click();
    // What was typed last may still be on its way into the preview, which then begins anew.
    await vi.waitFor(
      async () => {
        await phone().getByRole("button", { name: "下一页" }).click();
        await phone().getByRole("alert").waitFor({ timeout: 5_000 });
      },
      { timeout: 120_000 },
    );
    expect(requests.slice(before)).toEqual([]);
    expect(await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual(
      [],
    );
  });
});

describe("versions", () => {
  it("say what changed before they are saved", async () => {
    await page.getByRole("tab", { name: "改了什么" }).click();
    const changes = await page.getByRole("tabpanel").innerText();
    expect(changes).toContain("标题由“领导班子民主测评表”改为“领导班子测评表（本县）”");
    expect(changes).toContain("“一、政治思想建设”的权重由 25 改为 20");
    expect(changes).toContain("题目由“遵守政治纪律和政治规矩”改为“遵守政治纪律”");
    expect(changes).toContain("的选项由“差”改为“较差”");
    expect(changes).toContain("题目“学习贯彻党的创新理论”换了位置");
  });

  it("are saved, and the next one beside them", async () => {
    await page.getByRole("button", { name: "保存为版本 1" }).click();
    await page.getByText("已保存为版本 1。").waitFor();
    await page.getByText("现有的评估办法都不从这份表取分").waitFor();
    await page.getByLabel("复制哪个办法").selectOption("political-ecology");
    expect(await page.getByLabel("这份表代替").inputValue()).toBe("leadership-team");
    await page.getByLabel("新办法的名称").fill("本县评估办法");
    await expectSound("copy-scheme");
    await page.getByRole("button", { name: "检查并复制" }).click();
    await page.getByText("已复制：本县评估办法。").waitFor();
    await page
      .getByRole("listitem")
      .filter({ hasText: /^本县评估办法$/ })
      .waitFor();
    await expectSound("scheme-copied");
    await page.getByRole("link", { name: "修改", exact: true }).click();
    await page.getByLabel("导语").fill("请评价{{单位}}。");
    await sound();
    await page.getByRole("button", { name: "保存为版本 2" }).click();
    await page.getByText("已保存为版本 2。").waitFor();
  });

  it("can be taken to be signed", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "PDF 送审稿：版本 2" }).click(),
    ]);
    expect(download.suggestedFilename()).toContain("领导班子测评表（本县）（送审稿）");
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("are compared in sentences and line by line", async () => {
    await page.getByText(/^导语由“请您对/).waitFor();
    await page.getByText("看定义文本的逐行差异").click();
    const lines = page.getByRole("region", { name: "逐行差异" });
    await lines.locator("tr.added", { hasText: "请评价{{单位}}。" }).waitFor();
    expect(await lines.locator("tr.removed").count()).toBe(2);
    await expectSound("compared");
  });
});

describe("a form from SurveyJS Creator", () => {
  it("is pasted as it is, gets its envelope, and can be saved", async () => {
    await page.goto(`${server.address}/#/forms/new`);
    await page.getByLabel("或者粘贴在这里").waitFor();
    await expectSound("new");
    await page.getByRole("button", { name: "检查并打开" }).click();
    await page.getByText("请先选择文件或粘贴内容").waitFor();
    await page.getByLabel("或者粘贴在这里").fill(EVERY_LOOK);
    await page.getByRole("button", { name: "检查并打开" }).click();
    await sound();
    await phone().getByText("您主要从哪里了解单位的工作？").waitFor();
    await page.locator("summary", { hasText: "哪些方面需要改进？" }).click();
    await page.getByLabel("标签：学习").fill("学风");
    expect(await page.getByLabel("标签：学习").inputValue()).toBe("学风");
    await page.getByLabel("维度：学习").selectOption({ label: "工作作风" });
    await page.getByRole("button", { name: "下移：学习" }).click();
    await sound();
    await expectSound("creator");
    await page.getByRole("button", { name: "保存为版本 1" }).click();
    await page.getByText("已保存为版本 1。").waitFor();
    const saved = (await server.deps.office.inTransaction((open) => open.ownForms())).at(-1)!;
    expect(JSON.parse(saved.definition)).toMatchObject({
      items: { some: { tags: { 学习: "学风" }, dimensions: { 学习: "style" } } },
    });
    expect(saved.definition).toMatch(/"choices": \[\s*"调研",\s*"学习",\s*"办事流程",\s*"会议安排"\s*\]/);
  });

  it("that must be refused stays on the page with each fault at its place", async () => {
    await page.goto(`${server.address}/#/forms/new`);
    const upload = JSON.stringify({ elements: [{ type: "file", name: "a" }] }, null, 2);
    await page
      .getByLabel("选择 JSON 文件")
      .setInputFiles({ name: "creator.json", mimeType: "application/json", buffer: Buffer.from(upload) });
    await page.getByRole("button", { name: "检查并打开" }).click();
    await page.getByText("现在的定义文本还不完整").waitFor();
    await page
      .getByRole("button", { name: /^第 \d+ 行第 \d+ 列$/ })
      .first()
      .click();
    await page.locator(".cm-content").waitFor();
    expect(await page.getByRole("button", { name: /^保存为版本/ }).isDisabled()).toBe(true);
  });
});

describe("a round", () => {
  it("takes the own form by version and is sealed with it", async () => {
    await page.goto(`${server.address}/#/rounds/new`);
    await page.getByLabel("轮次名称").fill("十五届县委第四轮巡察");
    await page.getByLabel("截止时间").fill("2027年3月12日 18:00");
    await page.getByLabel("联系电话").fill("0000-7654321");
    await page.getByRole("checkbox", { name: "使用《领导班子测评表（本县）》" }).check();
    await page.getByRole("radio", { name: /^本县评估办法/ }).check();
    await page.getByLabel("《领导班子测评表（本县）》的版本").selectOption("1");
    await expectSound("choice");
    await page.getByRole("button", { name: /^保存/ }).click();
    await page.getByRole("heading", { name: "准备：十五届县委第四轮巡察" }).waitFor();
    const id = decodeURIComponent(/#\/rounds\/([^/]+)/.exec(page.url())![1]!);
    await saveUnits(server.deps, KEEPER, id, [testUnit("water", "县水利局党组", [5, 10, 30])]);
    await page.reload();
    await page.getByRole("button", { name: "封存设置…" }).click();
    await agree(page, first, second);
    await page.getByRole("table", { name: "计票组" }).waitFor();
    const read = () => server.deps.office.inTransaction((open) => open.round(id));
    await expect.poll(async () => (await read())?.frozen ?? null, { timeout: 60_000 }).not.toBeNull();
    const row = await read();
    const own = row!.frozen!.instruments.find(({ instrument }) => instrument.id === "leadership-team-2")!;
    expect(row!.frozen!.scheme.scheme).toMatchObject({ id: "political-ecology-2", title: "本县评估办法" });
    expect(own.instrument).toMatchObject({ version: "1", title: "领导班子测评表（本县）" });
    expect(own.instrument.parts.map(({ weight }) => String(weight))).toEqual(["20", "25", "20", "20", "15"]);
    await page.goto(`${server.address}/#/forms/of/leadership-team-2`);
    await page.getByRole("cell", { name: "十五届县委第四轮巡察（已封存）" }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.each([
  { name: "dark", dark: true, width: 1366, height: 768 },
  { name: "tablet", dark: false, width: 768, height: 1024 },
])("the library, $name", ({ name, ...look }) => {
  it("breaks no rule and fits", async () => {
    const desk = await takeDesk(browser, look);
    ({ page } = desk);
    await signInNew(page, server, `看样子${name}`);
    await page.goto(`${server.address}/#/forms`);
    await page.locator("table").waitFor();
    await expectSound(`list-${name}`);
    await page.goto(`${server.address}/#/forms/of/leadership-team-2`);
    await phone().getByRole("button", { name: "下一页" }).waitFor();
    await expectSound(`form-${name}`);
    await page.goto(`${server.address}/#/forms/change/staff-questionnaire/2026.2`);
    await sound();
    await page.locator("summary", { hasText: "多选" }).first().click();
    await expectSound(`edits-${name}`);
    await page.getByRole("tab", { name: "定义文本" }).click();
    await page.locator(".cm-content").waitFor();
    await expectSound(`text-${name}`);
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  });
});

describe("a browser of Chromium 86's age", () => {
  it("has what the console needs", async () => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
    await context.addInitScript(() => {
      for (const name of ["at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"])
        Reflect.deleteProperty(Array.prototype, name);
      for (const name of ["at", "replaceAll", "isWellFormed", "toWellFormed"])
        Reflect.deleteProperty(String.prototype, name);
      for (const name of ["hasOwn", "groupBy"]) Reflect.deleteProperty(Object, name);
      for (const name of ["structuredClone", "AggregateError"]) Reflect.deleteProperty(globalThis, name);
      Reflect.deleteProperty(Crypto.prototype, "randomUUID");
    });
    const old = await context.newPage();
    const errors: string[] = [];
    old.on("pageerror", (error) => errors.push(error.message));
    await signInNew(old, server, "旧浏览器");
    await old.goto(`${server.address}/#/forms/change/leadership-team/2026.1`);
    await old.getByText("检查通过，可以保存。").waitFor();
    await old.frameLocator("iframe").getByRole("button", { name: "下一页" }).waitFor();
    await old.getByRole("tab", { name: "定义文本" }).click();
    await old.locator(".cm-content").waitFor();
    await old.goto(`${server.address}/#/rounds/${server.round}`);
    await old.locator("table").waitFor();
    await old.goto(`${server.address}/#/rounds/new`);
    await old.locator("form.settings").waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});

it("nobody but the office gets to the library", async () => {
  const viewer = await OfficeClient.signIn(server, "看的人", "viewer");
  expect(await viewer.status("GET", "/library")).toBe(403);
});
