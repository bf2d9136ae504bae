/** A form whose texts come in more than one language offers them, shows the chosen one, and takes the same answers. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { openBrowser, primary, start, submitForm, takePhone } from "./phone-in-hand.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";

const TWO_LANGUAGES = JSON.stringify({
  title: { "zh-cn": "办事体验", bo: "ལས་དོན་སྒྲུབ་པའི་ཉམས་མྱོང་།" },
  elements: [
    {
      type: "radiogroup",
      name: "one",
      title: { "zh-cn": "窗口服务怎么样？", bo: "ཞབས་ཞུ་ཇི་འདྲ་འདུག" },
      isRequired: true,
      choices: [
        { value: "good", text: { "zh-cn": "好", bo: "ཡག་པོ་" } },
        { value: "poor", text: { "zh-cn": "差", bo: "སྡུག་པ་" } },
      ],
    },
    {
      type: "radiogroup",
      name: "two",
      title: { "zh-cn": "还会再来吗？", ug: "يەنە كېلەمسىز؟" },
      choices: ["会", "不会"],
    },
  ],
});

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const { instrument } = await readInstrument(TWO_LANGUAGES);
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

describe("a form in several languages", () => {
  it("is shown in the one that is chosen, what is missing said as ever, and its answers count", async () => {
    const { page, context, complaints } = await takePhone(browser);
    await page.goto((await server.tickets("water", "C", 1))[0]!);
    await start(page);
    await page.getByText("窗口服务怎么样？").waitFor();
    expect(await page.getByRole("group", { name: "语言" }).getByRole("button").allInnerTexts()).toEqual([
      "汉语",
      "བོད་ཡིག",
      "ئۇيغۇرچە",
    ]);
    await page.getByRole("button", { name: "བོད་ཡིག" }).click();
    await page.getByText("ཞབས་ཞུ་ཇི་འདྲ་འདུག").waitFor();
    expect(
      await page.locator("section.q").evaluateAll((all) => all.map((one) => one.getAttribute("lang"))),
    ).toEqual(["bo", null]);
    // What a language does not say stays Chinese.
    await page.getByText("还会再来吗？").waitFor();
    await primary(page).click();
    await page.getByText("这一题还没有选，请选一项").waitFor();
    await page.locator("label").filter({ hasText: "ཡག་པོ་" }).click();
    const seen: Seen = new Map();
    await see(page, "languages", seen);
    expectNoFlaws(seen);
    await primary(page).click();
    await page.getByRole("button", { name: "提交", exact: true }).waitFor();
    await submitForm(page);
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
