/** Conditions in a chain of three on a phone: a hidden question counts as not answered, and its answer comes back. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { openBrowser, primary, start, takePhone } from "./phone-in-hand.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";

const choice = (name: string, title: string, choices: readonly string[], visibleIf?: string) => ({
  type: "radiogroup",
  name,
  title,
  choices,
  isRequired: true,
  ...(visibleIf !== undefined && { visibleIf }),
});

const FORM = {
  title: "办事情况问卷",
  pages: [
    {
      name: "first",
      elements: [
        choice("came", "您今年来办过事吗？", ["办过", "没办过"]),
        choice("done", "事情办成了吗？", ["办成了", "没办成"], "{came} = '办过'"),
        {
          type: "comment",
          name: "why",
          title: "卡在哪一步？",
          maxLength: 100,
          isRequired: true,
          visibleIf: "{done} = '没办成'",
        },
      ],
    },
    {
      name: "second",
      elements: [
        choice("told", "有人向您说明过原因吗？", ["说明过", "没有"], "{done} = '没办成'"),
        choice("whole", "总的来看，您满意吗？", ["满意", "不满意"]),
      ],
    },
  ],
};

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const { instrument } = await readInstrument(JSON.stringify(FORM));
  const forms = [{ instrument: instrument.id, categories: ["A", "B", "C"], include: [] }];
  [server, browser] = await Promise.all([
    startTestServer({ instruments: [instrument], round: { forms } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const question = (page: Page, name: string) => page.locator(`[data-name="${name}"]`);
const choose = (page: Page, name: string, text: string) =>
  question(page, name).locator("label").filter({ hasText: text }).first().click();

async function answerChain(page: Page): Promise<void> {
  const [slip] = await server.tickets("water", "C", 1);
  await page.goto(slip!);
  await start(page);
  await choose(page, "came", "办过");
  await choose(page, "done", "没办成");
  await question(page, "why").locator("textarea").fill("材料要了三次");
  await primary(page).click();
  await choose(page, "told", "没有");
  await choose(page, "whole", "不满意");
  await page.getByRole("button", { name: "上一页" }).click();
}

const submitted = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
};

describe("a question that is asked only after another, which is asked only after a third", () => {
  it("goes with the first answer, holds nobody up, and is submitted without what is hidden", async () => {
    const { page, context, complaints } = await takePhone(browser);
    await answerChain(page);
    await choose(page, "came", "没办过");
    for (const name of ["done", "why"]) await question(page, name).waitFor({ state: "detached" });
    const seen: Seen = new Map();
    await see(page, "conditions-hidden", seen);
    expectNoFlaws(seen);
    await primary(page).click();
    await question(page, "whole").waitFor();
    expect(await question(page, "told").count()).toBe(0);
    await primary(page).click();
    await submitted(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("comes back with what was answered, after a reload too", async () => {
    const { page, context } = await takePhone(browser);
    await answerChain(page);
    await choose(page, "came", "没办过");
    await question(page, "done").waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("上次填到这里，接着来。").waitFor();
    await choose(page, "came", "办过");
    await question(page, "why").waitFor();
    expect(await question(page, "done").locator("label.chosen").innerText()).toBe("没办成");
    expect(await question(page, "why").locator("textarea").inputValue()).toBe("材料要了三次");
    const seen: Seen = new Map();
    await see(page, "conditions-back", seen);
    expectNoFlaws(seen);
    await primary(page).click();
    expect(await question(page, "told").locator("label.chosen").innerText()).toBe("没有");
    await primary(page).click();
    await submitted(page);
    await context.close();
  });
});
