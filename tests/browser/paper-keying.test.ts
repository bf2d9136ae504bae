/** Paper at two desks: both key three sheets with the keyboard alone, one mends a difference, both sign. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { type Desk, overflow, type Person, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

/** The team's form has 16 items of five options. */
const ITEMS = 16;

let server: TestServer;
let browser: Browser;
let desks: readonly Desk[];
let first: Person;
let second: Person;
let a: Page;
let b: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  desks = [await takeDesk(browser), await takeDesk(browser)];
  [a, b] = [desks[0]!.page, desks[1]!.page];
  first = await signInNew(a, server, "录入甲");
  second = await signInNew(b, server, "录入乙");
  for (const page of [a, b]) page.setDefaultTimeout(8000);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const onSite = (page: Page) => page.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);
const paper = (page: Page): Locator =>
  page.locator("section", { has: page.getByRole("heading", { name: "纸质表", exact: true }) });
const heading = (page: Page, name: string): Locator => page.getByRole("heading", { name, exact: true });

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Sixteen keys, some of them no digits; then Enter stores the sheet. */
async function keySheet(
  page: Page,
  sheet: number,
  marks: { readonly [item: number]: string },
): Promise<void> {
  await heading(page, `第 ${sheet} 张，共 3 张`).waitFor();
  for (let item = 0; item < ITEMS; item += 1) await press(page, marks[item] ?? String(1 + (item % 4)));
  await page.getByText("这一张录完了。按回车存下").waitFor();
  await press(page, "Enter");
}

const body = (page: Page): Promise<string> => page.locator("main").innerText();

async function begin(page: Page, sheets: number): Promise<void> {
  await onSite(page);
  await paper(page).getByLabel("哪个票袋、哪份表").selectOption({ label: "其他干部职工　领导班子表" });
  await paper(page).getByLabel("张数").fill(String(sheets));
  await press(page, "Enter");
  await heading(page, `第 1 张，共 ${sheets} 张`).waitFor();
}

describe("paper keyed at two desks", () => {
  it("hands out blank forms of each bag", async () => {
    await onSite(a);
    const [download] = await Promise.all([
      a.waitForEvent("download"),
      paper(a).getByRole("link", { name: "空白表：其他干部职工（PDF）" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/_县水利局党组_纸质表_其他干部职工_\d{4}-\d\d-\d\d\.pdf$/);
  });

  it("is begun by one, who keys three sheets without touching the mouse", async () => {
    await begin(a, 3);
    await press(a, "3", "ArrowUp", "4", "-", " ");
    await a.getByText("还有 13 项没有录").waitFor();
    expect(await brokenRules(a)).toEqual([]);
    expect(await overflow(a)).toBe(0);
    await picture(a, "paper-desk");
    await press(a, "PageDown");
    await a.getByText("这一张改了，还没有存下。").waitFor();
    await press(a, "Escape");
    await keySheet(a, 1, {});
    await keySheet(a, 2, { 0: " ", 3: "-" });
    await heading(a, "第 3 张，共 3 张").waitFor();
    await press(a, "/");
    await a.getByText("这一张整张作废。").waitFor();
    await picture(a, "paper-void");
    await press(a, "Enter");
    await a.getByText("这一叠的张数已经录满。").waitFor();
    await press(a, "Enter");
    await a.getByText("您已录完。等另一位也录完").waitFor();
    expect(await body(a)).toContain("另一位还没有开始。");
  });

  it("is keyed by a second person, who sees nothing of the first; a sheet left out is put in", async () => {
    await onSite(b);
    await b.getByText("一人在录").waitFor();
    await paper(b).scrollIntoViewIfNeeded();
    await paper(b).getByRole("table").scrollIntoViewIfNeeded();
    await picture(b, "paper-panel");
    expect(await brokenRules(b)).toEqual([]);
    await b.getByRole("button", { name: /^做第二个人录入/ }).press("Enter");
    await keySheet(b, 1, { 1: "5" });
    await heading(b, "第 2 张，共 3 张").waitFor();
    await press(b, "/", "Enter");
    await heading(b, "第 3 张，共 3 张").waitFor();
    await press(b, "PageUp", "Insert");
    await heading(b, "补录一张，放在第 2 张以前").waitFor();
    for (let item = 0; item < ITEMS; item += 1)
      await press(b, item === 0 ? " " : item === 3 ? "-" : String(1 + (item % 4)));
    await press(b, "Enter");
    await heading(b, "第 3 张，共 3 张").waitFor();
    expect(await body(b)).toContain("另一位已经录完。");
    expect(await body(a)).not.toContain("处不一致");
    await a.getByText("另一位已录 3 张，还没有录完。").waitFor();
    await press(b, "PageDown");
    await b.getByText("这一叠的张数已经录满。").waitFor();
    await press(b, "Enter");
  });

  it("shows where they differ with one's own mark only; the one who was wrong mends it", async () => {
    const own = { a: "较好", b: "不了解" };
    for (const [page, said] of [
      [a, own.a],
      [b, own.b],
    ] as const) {
      await page.getByText("有 1 处不一致。").waitFor();
      const row = page.getByRole("row").nth(1);
      expect(await row.innerText()).toContain(said);
      expect(await row.innerText()).not.toContain(said === own.a ? own.b : own.a);
      expect(await brokenRules(page)).toEqual([]);
    }
    await picture(b, "paper-comparison");
    // Who has nothing to mend looks at the own sheets and comes back.
    await a.getByRole("button", { name: "看自己录的" }).press("Enter");
    await heading(a, "第 1 张，共 3 张").waitFor();
    await picture(a, "paper-own");
    await a.getByRole("button", { name: "回到对照" }).click();
    await a.getByText("自己没有录错的不用点，等另一位。").waitFor();
    await b.getByRole("button", { name: /^改第 1 张：/ }).press("Enter");
    await heading(b, "第 1 张，共 3 张").waitFor();
    await press(b, "2", "Enter");
    await b.getByText("下面是上一次对照的结果").waitFor();
    await a.getByText("等另一位点“我改完了”").waitFor();
    expect(await brokenRules(b)).toEqual([]);
    await picture(b, "paper-mended");
    await b.getByRole("button", { name: "我改完了" }).press("Enter");
    await b.getByText("两人录入一致。").waitFor();
  });

  it("goes into the box when both have signed", async () => {
    await a.getByText("两人录入一致。").waitFor();
    await a.getByLabel("您自己的密码").fill(first.password);
    await a.getByLabel("另一位同志的账号").fill(second.name);
    await a.getByLabel("另一位同志的密码").fill(second.password);
    await picture(a, "paper-signing");
    expect(await brokenRules(a)).toEqual([]);
    await press(a, "Enter");
    await a.getByText("已并入 3 张，其中作废 1 项，无效 1 张。").waitFor();
    // Who signed at the other desk is told that it is done, and not that something is amiss.
    await b.getByText("这一叠不在录入了：已经并入票箱，或者已经放弃。").waitFor();
    expect(await b.getByRole("alert").count()).toBe(0);
    const keys = await server.deps.roll.signingKeys(server.polls.get("water")!);
    const ids = keys.filter(({ source }) => source === "paper").map(({ keyId }) => keyId);
    expect(await server.deps.box.countSpent(ids)).toEqual([3]);
  });

  it("is recounted, left and given up, each with a reason on record; a sheet can be taken out", async () => {
    await begin(a, 3);
    await press(a, "/", "Enter");
    await heading(a, "第 2 张，共 3 张").waitFor();
    await press(a, "PageUp", "Delete");
    await a.getByRole("dialog").getByRole("button", { name: "去掉", exact: true }).press("Enter");
    await a.getByText("您已录 0 张，共 3 张。").waitFor();
    await a.getByRole("button", { name: "更正张数…" }).press("Enter");
    await a.getByLabel("实际张数").fill("1");
    await a.getByLabel("理由").fill("夹了两张空白的");
    expect(await brokenRules(a)).toEqual([]);
    await picture(a, "paper-count");
    await press(a, "Enter");
    await a.getByText("您已录 0 张，共 1 张。").waitFor();
    await onSite(b);
    await b.getByRole("button", { name: /^做第二个人录入/ }).press("Enter");
    for (const page of [a, b]) {
      await heading(page, "第 1 张，共 1 张").waitFor();
      await press(page, "/", "Enter");
      await page.getByText("这一叠的张数已经录满。").waitFor();
      await press(page, "Enter");
    }
    await a.getByText("两人录入一致。").waitFor();
    await b.getByRole("button", { name: "退出…" }).press("Enter");
    await b.getByText("退出以后不能再录这一叠").waitFor();
    await picture(b, "paper-leave");
    await b.getByLabel("理由").fill("有事离开");
    await press(b, "Enter");
    await b.getByRole("row").getByText("一人在录").waitFor();
    await a.getByRole("button", { name: "放弃这一叠…" }).press("Enter");
    const dialog = a.getByRole("dialog");
    await dialog.getByText("放弃要两个人同意").waitFor();
    await dialog.getByLabel("您自己的密码").fill(first.password);
    await dialog.getByLabel("另一位同志的账号").fill(second.name);
    await dialog.getByLabel("另一位同志的密码").fill(second.password);
    await dialog.getByLabel("理由").fill("张数数错了");
    expect(await brokenRules(a)).toEqual([]);
    await picture(a, "paper-give-up");
    await press(a, "Enter");
    await paper(a).waitFor();
    expect(await paper(a).getByRole("row").count()).toBe(0);
    const lines = await server.deps.office.inTransaction((office) => office.audit());
    expect(lines.at(-1)).toMatchObject({
      act: "paper.given-up",
      detail: expect.stringContaining("张数数错了"),
    });
    for (const act of ["paper.count-corrected", "paper.left"])
      expect(lines.map((line) => line.act)).toContain(act);
    // The server says 404 to the second desk when the stack has gone into the box.
    expect(desks.flatMap(({ complaints }) => complaints).filter((one) => !one.includes("404"))).toEqual([]);
  });
});
