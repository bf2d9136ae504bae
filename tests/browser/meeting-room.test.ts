/** The meeting room: big screen, pause, extend, close, and the page of counts that leads nowhere. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { readOpenLink } from "../../server/services/open-link.ts";
import { brokenRules } from "./broken-rules.ts";
import { canScan, codesOn } from "./codes-on-screen.ts";
import { agree, overflow, signInNew, takeDesk, type Desk, type Person } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const WATER = testUnit("water", "县水利局党组", [5, 10, 30]);
const OUTSIDE = { id: "D", name: "服务对象", weight: "0", eligible: 20, isOutside: true } as const;

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;
let room: Page;
/** Windows and questions of the browser over the big screen. */
const cameUp: string[] = [];
let own: Person;
let second: Person;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({
      units: [{ ...WATER, categories: [...WATER.categories, OUTSIDE] }],
      round: {
        forms: [
          { instrument: "leadership-team", categories: ["A", "B", "C"], include: [] },
          { instrument: "public-questionnaire", categories: ["D"], include: [] },
        ],
        openCategories: ["D"],
      },
      opens: false,
    }),
    openBrowser(),
  ]);
  const other = await takeDesk(browser);
  second = await signInNew(other.page, server, "审核人");
  await other.context.close();
  desk = await takeDesk(browser);
  ({ page } = desk);
  own = await signInNew(page, server, "承办人");
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Of the console's own table. */
const row = () => page.getByRole("row", { name: /县水利局党组/ });
const screenSays = async (words: string): Promise<void> => {
  await room.reload();
  await room.getByText(words).first().waitFor();
};

describe("the big screen", () => {
  it("opens in a window of its own that needs no session", async () => {
    await page.goto(`${server.address}/#/rounds/${server.round}/on-site/water`);
    const path = await page.getByRole("link", { name: "打开大屏（新窗口）" }).getAttribute("href");
    const projector = await takeDesk(browser, { width: 1600, height: 900 });
    room = projector.page;
    room.on("dialog", (dialog) => cameUp.push(dialog.message()));
    projector.context.on("page", (opened) => cameUp.push(opened.url()));
    const asked: string[] = [];
    room.on("request", (request) => asked.push(request.url()));
    await room.goto(`${server.address}${path}`);
    await room.getByText("还没有开始，请等巡察组宣布。").waitFor();
    expect(await room.getByRole("heading", { level: 1 }).innerText()).toBe("县水利局党组");
    expect(await projector.context.cookies()).toEqual([]);
    expect(await room.locator("a, button, input").count()).toBe(0);
    await room.goto(`${server.address}/screen#${server.polls.get("water")!}.${"0".repeat(32)}`);
    await room.reload();
    await room.getByText("请在后台“现场办理”页重新打开大屏").waitFor();
    await room.goto(`${server.address}${path}`);
    await room.reload();
    // Its pass stands behind "#" and in a header: no address that a server in front may write down has it.
    const pass = path!.split(".").at(-1)!;
    expect(pass).toMatch(/^[0-9a-f]{32}$/);
    expect(asked.some((url) => url.includes("/api/screens/"))).toBe(true);
    expect(asked.filter((url) => url.split("#")[0]!.includes(pass))).toEqual([]);
  });

  it("shows how to fill in, the open link and turnout in steps of five, with the state that was reached", async () => {
    await page.goto(`${server.address}/#/rounds/${server.round}`);
    await page.getByRole("button", { name: "开放：县水利局党组" }).click();
    await agree(page, own, second);
    await row().getByText("正在收票").waitFor();
    await screenSays("用自己的手机，扫自己的领码纸。");
    expect(await room.getByText("0–4").count()).toBe(1);
    expect(await room.getByRole("img", { name: "服务对象" }).count()).toBe(1);
    const urls = await server.tickets("water", "A+B", 13);
    const people = [...urls, ...(await server.tickets("water", "C", 25))].map((url) => ({
      url,
      climate: 0.7,
    }));
    await answerAll(httpPort(server.address), people.slice(0, 13), seeded(3), () => {});
    await screenSays("10–14");
    expect(await room.getByText("已达参评线").count()).toBe(0);
    await answerAll(httpPort(server.address), people.slice(13), seeded(4), () => {});
    await screenSays("已达参评线");
    expect(await room.getByText("35–39").count()).toBe(1);
    expect(await room.locator("body").innerText()).not.toMatch(/38|还有|得分|好评/);
    expect(await brokenRules(room)).toEqual([]);
    expect(await overflow(room)).toBe(0);
    await picture(room, "big-screen");
    const { url } = await readOpenLink(server.deps, server.polls.get("water")!, "D");
    if (canScan) expect(await codesOn(room)).toEqual([url]);
  });

  it("keeps what it last knew when nobody answers, with a line at the foot", async () => {
    await room.clock.install();
    await room.reload();
    await room.getByText("35–39").waitFor();
    await room.context().setOffline(true);
    await room.clock.runFor(61_000);
    await room.getByText("暂时连不上，显示的是刚才的情况").waitFor();
    expect(await room.getByText("35–39").count()).toBe(1);
    await room.context().setOffline(false);
    await room.clock.runFor(61_000);
    await room.getByText("暂时连不上，显示的是刚才的情况").waitFor({ state: "detached" });
  });
});

describe("running", () => {
  it("pauses and goes on", async () => {
    await page.getByRole("button", { name: "暂停：县水利局党组" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "暂停收票" }).click();
    await row().getByText("已暂停").waitFor();
    await screenSays("暂停一会儿。已填的内容还在手机上，稍后接着填。");
    await page.getByRole("button", { name: "继续收票：县水利局党组" }).click();
    await row().getByText("正在收票").waitFor();
  });

  it("tells people another end, and says what that does not do", async () => {
    await page.getByRole("button", { name: "改截止时间：县水利局党组" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.innerText()).toContain("到时间不会自动结束");
    await dialog.getByLabel("截止时间").fill("2026年11月28日 12:00");
    await page.keyboard.press("Enter");
    await page.getByText("县水利局党组的截止时间已改为 2026年11月28日 12:00。").waitFor();
    await screenSays("2026年11月28日 12:00 结束");
    const poll = await (await fetch(`${server.address}/api/polls/${server.polls.get("water")!}`)).json();
    expect(poll).toMatchObject({ openUntil: "2026年11月28日 12:00" });
  });

  it("says that all have answered, and nothing else comes up there", async () => {
    const rest = [...(await server.tickets("water", "A+B", 2)), ...(await server.tickets("water", "C", 5))];
    await answerAll(
      httpPort(server.address),
      rest.map((url) => ({ url, climate: 0.7 })),
      seeded(5),
      () => {},
    );
    await room.clock.runFor(61_000);
    await room.getByText("已全部收回").waitFor();
    expect(await room.getByText("已达参评线").count()).toBe(0);
    const said = (await room.locator("body").innerText()).replace(/\s+/g, "");
    expect(said.replace(/约\d+分钟/, "约几分钟")).toBe(
      [
        "十五届县委第三轮巡察·县委第一巡察组",
        "服务对象",
        "县水利局党组",
        "用自己的手机，扫自己的领码纸。",
        "1份表，约几分钟。",
        "服务对象：扫一扫，说说您的真实感受。",
        "先连巡察组的无线网，再扫码。",
        "不看别人的手机，不拍照。",
        "已收",
        "45/45人",
        "已全部收回",
        "人数按5人一档显示，看不出谁先谁后",
        "2026年11月28日12:00结束",
      ].join(""),
    );
    await picture(room, "big-screen-complete");
    // While the minutes go by, and the round goes on in the console, nothing opens over it and nothing can be pressed.
    await room.clock.runFor(600_000);
    expect(
      await room.locator("dialog, [role=dialog], [role=alert], [popover], a, button, input, iframe").count(),
    ).toBe(0);
    expect(cameUp).toEqual([]);
  });

  it("ends on a page of counts that leads nowhere but out", async () => {
    await page.getByRole("button", { name: "封存：县水利局党组" }).click();
    // Nobody knows who has begun by the open link: without this they would have five minutes.
    await page.getByRole("checkbox", { name: "不等正在填的人，马上封存" }).check();
    await agree(page, own, second);
    await page.getByText("票箱已经封存，不能再开放。这里只有份数，没有结果。").waitFor();
    await page.getByRole("row", { name: "收回 45 人" }).waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
    const links = () =>
      page.getByRole("link").evaluateAll((all) => all.map((one) => one.textContent?.trim()));
    await page.getByRole("link", { name: "打印登记表" }).waitFor();
    expect(await links()).toEqual(["打印登记表"]);
    expect(await page.locator("body").innerText()).not.toMatch(/得分|等次|\d+\.\d\d/);
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-closing");
    await screenSays("已经封存，谢谢各位。");
    expect(await room.locator("body").innerText()).not.toMatch(/45|\d–\d/);
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(desk.complaints).toEqual([]);
  });
});
