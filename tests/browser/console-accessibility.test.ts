/** axe-core on every page and dialog of the console, light and dark, at a desk and on a tablet; nothing overflows. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules, overflow, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({
      units: [
        testUnit("water", "县水利局党组", [5, 10, 30]),
        testUnit("archive", "县档案馆党支部", [2, 2, 3]),
        testUnit("media", "县融媒体中心党组", [5, 10, 20]),
      ],
    }),
    openBrowser(),
  ]);
  const bags: readonly [string, string, number][] = [
    ["water", "A", 5],
    ["water", "B", 10],
    ["water", "C", 25],
    ["archive", "B+C", 5],
    ["media", "C", 12],
  ];
  for (const [unit, batch, count] of bags) {
    const people = (await server.tickets(unit, batch, count)).map((url) => ({ url, climate: 0.6 }));
    await answerAll(httpPort(server.address), people, seeded(11), () => {});
  }
  for (const unit of ["water", "archive"]) {
    const poll = server.polls.get(unit)!;
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
  }
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function expectSound(page: Page): Promise<void> {
  expect(await brokenRules(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

describe.each([
  { name: "light", dark: false, width: 1366, height: 768 },
  { name: "dark", dark: true, width: 1366, height: 768 },
  { name: "tablet", dark: false, width: 768, height: 1024 },
])("the console, $name", ({ name, ...settings }) => {
  it("breaks no rule on any page or dialog", async () => {
    const { page, context, complaints } = await takeDesk(browser, settings);
    const show = async (path: string, what: string, ready: string): Promise<void> => {
      await page.goto(`${server.address}/#${path}`);
      await page.locator(ready).first().waitFor();
      await expectSound(page);
      await picture(page, `console-${what}-${name}`);
    };
    const round = `/rounds/${server.round}`;
    await page.goto(`${server.address}/`);
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await expectSound(page);
    await signInNew(page, server, `无障碍${name}`);
    await show("/", "rounds", "table");
    await show("/password", "password", "form");
    await show("/rounds/new", "new", "form");
    await page.getByRole("button", { name: /^保存/ }).click();
    await page.getByText("还没有填").first().waitFor();
    await expectSound(page);
    await show(`${round}/prepare`, "prepare", "table");
    await show(round, "progress", "table");
    for (const act of ["领码纸", "封存"]) {
      await page.getByRole("button", { name: `${act}：县融媒体中心党组` }).click();
      await page.getByRole("dialog").waitFor();
      await expectSound(page);
      await page.keyboard.press("Escape");
    }
    await show(`${round}/units/media`, "waiting", ".empty");
    await show(`${round}/units/archive`, "withheld", ".withheld-box");
    await show(`${round}/units/water`, "results", "canvas");
    await page.getByRole("button", { name: "全部展开" }).click();
    await page.getByRole("button", { name: "看表格" }).nth(1).click();
    await expectSound(page);
    await show(`${round}/grades`, "grades", "table.grades");
    await show("/no/such/page", "no-such-page", ".empty");
    expect(complaints).toEqual([]);
    await context.close();
  });
});
