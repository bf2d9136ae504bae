/** 合计: a unit with its sub-units in a real browser, as the API gives it; what is left out is said. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TotalAnswer } from "../../server/http/office/answers-results.ts";
import { answerAndClose } from "../journeys/closed-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { fillSignIn, overflow, signInNew, takeDesk, type Desk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const below = (parent: string | null, ...unit: Parameters<typeof testUnit>) => ({
  ...testUnit(...unit),
  parent,
});

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({
      units: [
        below(null, "board", "县教育局党组", [2, 4, 6]),
        below("board", "school", "县第一中学党总支", [12, 12, 16]),
        below("board", "small", "城北小学党支部", [1, 2, 3]),
        below(null, "coop", "县供销社党组", [1, 1, 4]),
        below("coop", "store", "供销商店党支部", [0, 0, 3]),
        below(null, "town", "青石镇党委", [2, 4, 6]),
        below("town", "village", "青石村党支部", [2, 4, 6]),
      ],
    }),
    openBrowser(),
  ]);
  for (const unit of ["board", "school", "small", "coop", "town"])
    await answerAndClose(server, server.polls.get(unit)!, unit === "school" ? 0.9 : 0.6);
  desk = await takeDesk(browser);
  page = desk.page;
  await signInNew(page, server, "承办人");
}, 240_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const at = (path: string): string => `${server.address}/#/rounds/${server.round}/totals${path}`;

describe("several units together", () => {
  it("is reached from the unit, and shows what the server gave with what was left out", async () => {
    await page.goto(`${server.address}/#/rounds/${server.round}/units/board`);
    await page.getByRole("link", { name: "合计", exact: true }).click();
    await page.getByRole("heading", { name: "县教育局党组及下属单位" }).waitFor();
    await page.locator("table.totals").waitFor();
    const office = await OfficeClient.signIn(server);
    const given: readonly TotalAnswer[] = await office.get(`/rounds/${server.round}/totals?parent=board`);
    expect(given.map(({ leftOut }) => leftOut)).toContainEqual({ units: 1, ballots: 6 });
    const rows = await page.locator("table.totals tbody tr").allInnerTexts();
    expect(rows.map((row) => row.split("\t"))).toEqual(
      given.map(({ title, units, ballots, leftOut, score }) => [
        title,
        `${units}`,
        `${ballots}`,
        `${leftOut.units} 个单位 ${leftOut.ballots} 份`,
        score!.printed,
      ]),
    );
    const [team] = given;
    const figure = page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: `${team!.title}，逐项` }) });
    await figure.first().getByRole("button", { name: "看表格" }).click();
    const scores = await figure.first().locator("tbody td:last-child").allInnerTexts();
    const weighed = team!.items.filter(({ leader }) => leader === null);
    expect(scores).toEqual(weighed.map(({ score }) => score?.printed ?? "—"));
    await figure.first().getByText("计入 2 个单位，52 份。").waitFor();
    // Like every other chart: a picture to be copied or printed, beside its table.
    await figure.first().getByRole("button", { name: "看图" }).click();
    await figure.first().getByRole("button", { name: "复制为图片" }).click();
    await figure
      .first()
      .getByText(/图片已(?:复制|下载)/)
      .waitFor();
    const printed = page.evaluate(
      () =>
        new Promise<string>((done) => {
          window.print = () => {
            const picture = document.querySelector<HTMLCanvasElement>(".printed-picture")!;
            done(`${document.documentElement.dataset["prints"]} ${picture.width > 0}`);
            dispatchEvent(new Event("afterprint"));
          };
        }),
    );
    await figure.first().getByRole("button", { name: "打印这张图" }).click();
    expect(await printed).toBe("picture true");
    expect(await page.locator(".printed-picture").count()).toBe(0);
    await picture(page, "console-totals");
  });

  it("says why nothing is counted: too few even together, or not all closed", async () => {
    await page.goto(at("/coop"));
    await page.getByText("合起来也不满 10 份").waitFor();
    await picture(page, "console-totals-few");
    await page.getByLabel("合计范围").selectOption({ label: "青石镇党委及下属单位" });
    await page.getByText("还没有封存的：青石村党支部。").waitFor();
    await page.getByLabel("合计范围").selectOption({ label: "本轮全部单位" });
    await page.getByText("还没有封存的：青石村党支部。").waitFor();
    expect(await page.locator("table.totals").count()).toBe(0);
    await page.goBack();
    await page.getByText("还没有封存的：青石村党支部。").waitFor();
    expect(page.url()).toBe(at("/town"));
    await page.goBack();
    await page.getByText("合起来也不满 10 份").waitFor();
    expect(await page.getByLabel("合计范围").inputValue()).toBe("coop");
    await page.reload();
    await page.getByText("合起来也不满 10 份").waitFor();
    await page.goForward();
    await page.getByText("还没有封存的：青石村党支部。").waitFor();
    expect(await page.getByLabel("合计范围").inputValue()).toBe("town");
  });

  it("is no page for a group, and none for a unit without sub-units", async () => {
    await page.goto(at("/small"));
    await page.getByRole("heading", { name: "没有这一页" }).waitFor();
    const other = await takeDesk(browser);
    const group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
    await other.page.goto(`${server.address}/`);
    await fillSignIn(other.page, group);
    await other.page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
    await other.page.goto(at("/board"));
    await other.page.getByRole("heading", { name: "没有这一页" }).waitFor();
    await other.page.goto(`${server.address}/#/rounds/${server.round}/units/board`);
    await other.page.getByRole("heading", { name: "县教育局党组" }).waitFor();
    expect(await other.page.getByRole("link", { name: "合计", exact: true }).count()).toBe(0);
    await other.context.close();
  });

  it.each([
    ["dark", { dark: true }],
    ["tablet", { width: 1024, height: 768 }],
  ])("has no fault of accessibility and no sideways scrolling: %s", async (look, settings) => {
    const seen = await takeDesk(browser, settings);
    await signInNew(seen.page, server, `看合计的人${look}`);
    await seen.page.goto(at("/board"));
    await seen.page.locator("table.totals").waitFor();
    expect(await brokenRules(seen.page)).toEqual([]);
    expect(await overflow(seen.page)).toBe(0);
    await picture(seen.page, `console-totals-${look}`);
    expect(seen.complaints).toEqual([]);
    await seen.context.close();
  });
});
