/** Numbers as people type them on a phone: what is sent is what they mean and what the server takes, and nothing is lost. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { openBrowser, picture, primary, start, takePhone } from "./phone-in-hand.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";

const FORM = {
  title: "数字问卷",
  pages: [
    {
      name: "first",
      elements: [
        { type: "text", name: "plain", title: "今年来过几次？", inputType: "number" },
        { type: "text", name: "must", title: "家里几口人？", inputType: "number", isRequired: true, min: 0 },
        { type: "text", name: "below", title: "比去年多几次？", inputType: "number", min: -50, max: 50 },
        { type: "text", name: "line", title: "等了几个小时？", validators: [{ type: "numeric" }] },
        { type: "text", name: "words", title: "窗口号", maxLength: 20 },
        {
          type: "multipletext",
          name: "parts",
          title: "路上",
          items: [{ name: "minutes", title: "几分钟", inputType: "number" }],
        },
        {
          type: "matrixdynamic",
          name: "rows",
          title: "每次几人",
          rowCount: 1,
          maxRowCount: 3,
          columns: [{ name: "people", title: "人数", cellType: "text", inputType: "number" }],
        },
      ],
    },
    {
      name: "days",
      elements: [
        { type: "text", name: "day", title: "哪天来的？", inputType: "date" },
        { type: "text", name: "hour", title: "几点来的？", inputType: "time", isRequired: true },
      ],
    },
    { name: "second", elements: [{ type: "text", name: "last", title: "还想说什么？" }] },
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

const box = (page: Page, name: string) => page.locator(`[data-name="${name}"] input.line`);

async function openForm() {
  const phone = await takePhone(browser);
  const [slip] = await server.tickets("water", "C", 1);
  await phone.page.goto(slip!);
  await start(phone.page);
  return phone;
}

/** Key by key, as a keyboard gives them. */
async function type(page: Page, name: string, keys: string): Promise<void> {
  await box(page, name).fill("");
  await box(page, name).pressSequentially(keys);
  expect([name, await box(page, name).inputValue()]).toEqual([name, keys]);
}

async function submit(page: Page): Promise<void> {
  await primary(page).click();
  await box(page, "hour").fill("09:30");
  await primary(page).click();
  await box(page, "last").waitFor();
  await primary(page).click();
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
}

/** Ballots and written answers as they are stored, each as its text. */
async function inTheBox(): Promise<string[]> {
  const { roll, box } = server.deps;
  const found: string[] = [];
  for (const poll of server.polls.values())
    for (const { keyId } of await roll.signingKeys(poll)) {
      for await (const { answers } of box.ballots(keyId)) found.push(answers);
      for await (const { question, text } of box.texts(keyId)) found.push(`${question}: ${text}`);
    }
  return found;
}

const ANSWERS = [
  ["plain", "8５ "],
  ["must", "007"],
  ["below", "－3"],
  ["line", "1,5"],
  ["words", "００７ "],
  ["parts", "　20"],
  ["rows", "3。5"],
] as const;

describe("numbers that are typed", () => {
  it("are sent as the numbers that are meant, whatever width and point they are written with", async () => {
    const before = await inTheBox();
    const { page, context, complaints } = await openForm();
    for (const [name, keys] of ANSWERS) await type(page, name, keys);
    await submit(page);
    const after = await inTheBox();
    for (const stored of ["[85,7,-3,1.5,true,20,[[3.5]],null,true,null]", "words: ００７ ", "hour: 09:30"]) {
      const times = (all: readonly string[]) => all.filter((one) => one === stored).length;
      expect([stored, times(after)]).toEqual([stored, times(before) + 1]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("stand there as numbers after a reload", async () => {
    const { page, context } = await openForm();
    for (const [name, keys] of ANSWERS) await type(page, name, keys);
    await page.reload();
    await page.getByText("上次填到这里，接着来。").waitFor();
    const kept = await Promise.all(ANSWERS.map(([name]) => box(page, name).inputValue()));
    expect(kept).toEqual(["85", "7", "-3", "1.5", "００７ ", "20", "3.5"]);
    await context.close();
  });

  it("stay in their box and hold the page up when they are none, also where nothing has to be written", async () => {
    const unread = [
      ["plain", "十五"],
      ["must", "1,234"],
      ["below", "3-5"],
      ["line", "1,234"],
      ["parts", "5个"],
      ["rows", "0x1F"],
    ] as const;
    const { page, context } = await openForm();
    for (const [name, keys] of unread) await type(page, name, keys);
    await primary(page).click();
    await page.locator(".where .fault").waitFor();
    await page.getByText("有 6 题需要看一下").waitFor();
    const faults = await page.locator("[data-name] .fault").allInnerTexts();
    expect(faults.filter((text) => text === "请写数字")).toHaveLength(unread.length);
    const kept = () => Promise.all(unread.map(([name]) => box(page, name).inputValue()));
    expect(await kept()).toEqual(unread.map(([, keys]) => keys));
    const seen: Seen = new Map();
    await see(page, "numbers-unread", seen);
    expectNoFlaws(seen);
    await picture(page, "numbers-unread");

    await page.reload();
    await page.getByText("上次填到这里，接着来。").waitFor();
    expect(await kept()).toEqual(unread.map(([, keys]) => keys));
    await primary(page).click();
    await page.getByText("有 6 题需要看一下").waitFor();
    await type(page, "plain", "15");
    await page.reload();
    await page.getByText("上次填到这里，接着来。").waitFor();
    expect(await kept()).toEqual(["15", ...unread.slice(1).map(([, keys]) => keys)]);
    await context.close();
  });

  it("hold the page up in a field among several and in a line of a list, if that is all there is", async () => {
    const { page, context } = await openForm();
    for (const [name, keys] of ANSWERS) await box(page, name).fill(keys);
    for (const name of ["parts", "rows"]) {
      await type(page, name, "几个");
      await primary(page).click();
      await page.locator(".where .fault").waitFor();
      await type(page, name, "4");
    }
    await submit(page);
    await context.close();
  });

  it("bring up keys with a minus where a number may be below zero, else those for decimals", async () => {
    const { page, context } = await openForm();
    expect(await box(page, "plain").getAttribute("inputmode")).toBe("decimal");
    expect(await box(page, "line").getAttribute("inputmode")).toBe("decimal");
    expect(await box(page, "below").getAttribute("inputmode")).toBe("text");
    await context.close();
  });
});

describe("a day and an hour of which a part is written", () => {
  it("hold the page up, for the browser would give nothing for them, until they are whole or empty", async () => {
    const { page, context } = await openForm();
    for (const [name, keys] of ANSWERS) await box(page, name).fill(keys);
    await primary(page).click();
    for (const name of ["day", "hour"]) {
      await box(page, name).focus();
      await page.keyboard.type("0");
      await page.keyboard.press("ArrowUp");
      expect([name, await box(page, name).inputValue()]).toEqual([name, ""]);
    }
    await primary(page).click();
    await page.getByText("有 2 题需要看一下").waitFor();
    const faults = page.locator("[data-name] .fault");
    expect(await faults.allInnerTexts()).toEqual([
      "还没有写完整，请补全；不填的话请清空",
      "还没有写完整，请补全",
    ]);
    const seen: Seen = new Map();
    await see(page, "half-written", seen);
    expectNoFlaws(seen);
    await picture(page, "half-written");

    await box(page, "hour").fill("09:30");
    await box(page, "day").fill("2026-11-02");
    await box(page, "day").fill("");
    await primary(page).click();
    await box(page, "last").waitFor();
    await context.close();
  });
});
