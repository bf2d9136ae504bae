/** One unit's whole meeting with keys alone: from the sign-in over slips, opening and closing to the counts of one question. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { type Desk, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const UNIT = "县水利局党组";

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;
let own: OfficeClient;
let second: OfficeClient;
let pointed = 0;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({ units: [testUnit("water", UNIT, [4, 6, 13])], opens: false }),
    openBrowser(),
  ]);
  own = await OfficeClient.signIn(server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
  desk = await takeDesk(browser);
  ({ page } = desk);
  await page.exposeFunction("notePointer", () => {
    pointed += 1;
  });
  await page.addInitScript(() => {
    const note = (globalThis as unknown as { notePointer: () => void }).notePointer;
    addEventListener("pointerdown", () => note(), true);
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** What has the focus, by the name that a screen reader says. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!(one instanceof HTMLElement) || one === document.body) return "";
    const label = one instanceof HTMLInputElement ? one.labels?.[0]?.textContent : undefined;
    return (one.getAttribute("aria-label") ?? label ?? one.innerText).trim();
  });

const STEPS_MAX = 120;

/** Presses Tab until what has the focus has that name. */
async function tabTo(name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const now = await focused();
    if (name.test(now)) return;
    seen.push(now);
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not come to ${String(name)}; it was at ${[...new Set(seen)].join(" | ")}`);
}

async function press(name: RegExp): Promise<void> {
  await tabTo(name);
  await page.keyboard.press("Enter");
}

async function type(name: RegExp, words: string): Promise<void> {
  await tabTo(name);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(words);
}

/** Both type their words into the dialog that is open, and send it. */
async function agreeByKeys(): Promise<void> {
  await page.getByRole("dialog").waitFor();
  await type(/^您自己的密码/, own.password);
  await type(/^另一位同志的账号/, second.name);
  await type(/^另一位同志的密码/, second.password);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function signInByKeys(): Promise<void> {
  await page.getByRole("heading", { name: "登录" }).waitFor();
  await type(/^账号/, own.name);
  await type(/^密码/, own.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
  await press(/^十五届县委第三轮巡察$/);
  await page.getByRole("table", { name: "各单位收票进度" }).waitFor();
}

it("is held from the slips to the closed box", async () => {
  await page.goto(`${server.address}/`);
  await signInByKeys();
  await press(new RegExp(`^领码纸：${UNIT}`));
  await page.getByRole("dialog").waitFor();
  const downloaded = page.waitForEvent("download");
  await press(/^生成 PDF：其他干部职工/);
  await downloaded;
  await page.getByText("其他干部职工的领码纸已下载。").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await focused()).toBe(`领码纸：${UNIT}`);

  await press(new RegExp(`^开放：${UNIT}`));
  await agreeByKeys();
  await page.getByText(`${UNIT}已开放，可以扫码填写了。`).waitFor();
  await press(new RegExp(`^暂停：${UNIT}`));
  await page.getByRole("dialog").waitFor();
  await press(/^暂停收票$/);
  await page.getByText(`${UNIT}已暂停。`).waitFor();
  await press(new RegExp(`^继续收票：${UNIT}`));
  await page.getByText(`${UNIT}继续收票。`).waitFor();
  await press(new RegExp(`^改截止时间：${UNIT}`));
  await page.getByRole("dialog").waitFor();
  await type(/^截止时间/, "2026年11月28日 12:00");
  await page.keyboard.press("Enter");
  await page.getByText(`${UNIT}的截止时间已改为 2026年11月28日 12:00。`).waitFor();

  const { plan } = await server.deps.live.get(server.polls.get("water")!);
  for (const { id, eligible } of plan.batches) {
    const people = (await server.tickets("water", id, eligible)).map((url) => ({ url, climate: 0.6 }));
    await answerAll(httpPort(server.address), people, seeded(5), () => {});
  }
  await press(new RegExp(`^封存：${UNIT}`));
  await agreeByKeys();
  await page.getByText("票箱已经封存，不能再开放。这里只有份数，没有结果。").waitFor();
  await press(/^退出登录$/);
});

it("is read down to the counts of one question", async () => {
  await signInByKeys();
  await press(new RegExp(`^看结果：${UNIT}`));
  await page.locator(".summary").waitFor();
  await press(/^一、政治思想建设/);
  await page.getByRole("button", { name: "一、政治思想建设", expanded: true }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".counts [role=img]").first().waitFor();
  await picture(page, "by-keys-counts");
  await press(/^看表格$/);
  await page.getByRole("button", { name: "看图" }).first().waitFor();
});

it("took no mouse, and raised no error", async () => {
  expect(pointed).toBe(0);
  expect(desk.complaints).toEqual([]);
  // A mouse would have been noticed.
  await page.mouse.click(600, 20);
  await expect.poll(() => pointed).toBe(1);
});
