/** The phone page in a real browser before the real server: the ways people go, and the ways things go wrong. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { answerCheck } from "./answer-check.ts";
import {
  answerPage,
  fillAll,
  fillForm,
  openBrowser,
  picture,
  primary,
  start,
  submitForm,
  takePhone,
} from "./phone-in-hand.ts";
import { cardOf } from "./phone-walk.ts";

let server: TestServer;
let browser: Browser;
let slips: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  slips = [...(await server.tickets("water", "C", 20))];
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const nextSlip = (): string => slips.pop()!;

describe("the way of a respondent", () => {
  it("goes from the scan over three forms to the receipts, and leaves nothing on the phone", async () => {
    const { page, context, requests, complaints } = await takePhone(browser);
    const slip = nextSlip();
    const [, code] = /#([^.]+)/.exec(slip)!;
    await page.goto(slip);
    await primary(page).waitFor();
    expect(page.url()).toBe(`${server.address}/v`);
    await page.getByRole("heading", { name: "县水利局党组" }).waitFor();
    expect(await page.locator(".rows.forms li").count()).toBe(3);
    await picture(page, "phone-landing");
    await start(page);
    await answerPage(page);
    await picture(page, "phone-question");
    await fillForm(page);
    await picture(page, "phone-review");
    await submitForm(page);
    await page.getByText("接着填第 2 份").waitFor();
    await page.getByRole("heading", { name: "林向东" }).waitFor();
    await picture(page, "phone-leader");
    await fillAll(page);
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    await page.getByRole("button", { name: /我的回执码/ }).click();
    expect(await page.locator(".receipts code").count()).toBe(3);
    expect(await page.locator(".slip").innerText()).toContain("封存后，清单打印张贴在本单位公示栏三天。");
    await picture(page, "phone-receipt");
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    expect(kept).toEqual([0, 0, ""]);
    expect(
      requests.filter(
        (url) => new URL(url).host !== new URL(server.address).host && !url.startsWith("data:"),
      ),
    ).toEqual([]);
    expect(requests.filter((url) => url !== slip && url.includes(code!))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("asks what a slip opens while its own script is still on its way, and takes the answer over", async () => {
    const { page, context, requests } = await takePhone(browser);
    const entries = () => requests.filter((url) => new URL(url).pathname === "/api/entry").length;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(/\/assets\/phone-/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(nextSlip(), { waitUntil: "commit" });
    await expect.poll(entries).toBe(1);
    letGo();
    await primary(page).waitFor();
    expect(entries()).toBe(1);
    await context.close();
  });

  it("asks for each thing once", async () => {
    const { page, context, requests } = await takePhone(browser);
    await page.goto(nextSlip());
    await start(page);
    const paths = requests.map((url) => new URL(url).pathname);
    // Frozen forms are taken from the browser's cache the second time; the others are asked for each form.
    const often = /^\/api\/(redeem|forms\/.+|ballots\/check)$/;
    const once = paths.filter((path) => !often.test(path));
    expect(once).toEqual([...new Set(once)]);
    const upToStart = paths.slice(0, paths.lastIndexOf("/api/redeem"));
    expect(upToStart.filter((path) => path.startsWith("/api/polls"))).toEqual([]);
    await context.close();
  });

  it("shows the first form once its own check is answered, and passes over what the others' checks say is in", async () => {
    const { page, context } = await takePhone(browser);
    const held: ((isCast: boolean) => void)[] = [];
    let checks = 0;
    await page.route("**/api/ballots/check", async (route) => {
      checks += 1;
      if (checks === 1) return route.continue();
      await answerCheck(server, route, await new Promise<boolean>((resolve) => held.push(resolve)));
    });
    await page.goto(nextSlip());
    await start(page);
    await expect.poll(() => held.length, { timeout: 20_000 }).toBe(2);
    held.forEach((answer, i) => answer(i === 0));
    await fillForm(page);
    await submitForm(page);
    await page.getByText("接着填第 3 份").waitFor();
    expect(checks).toBe(3);
    await context.close();
  });

  it("tells who scans again that everything is in, at once, on this device and another", async () => {
    const { page, context } = await takePhone(browser);
    const slip = nextSlip();
    await page.goto(slip);
    await start(page);
    await fillForm(page);
    await submitForm(page);
    await page.getByText("接着填第 2 份").waitFor();
    const between = await takePhone(browser);
    await between.page.goto(slip);
    const rows = between.page.locator(".rows.forms li");
    await rows.first().getByText("已收到").waitFor();
    expect((await rows.allInnerTexts()).filter((row) => row.includes("已收到"))).toHaveLength(1);
    await between.page.getByText("共 3 份，还有 2 份没有填，约").waitFor();
    await picture(between.page, "phone-landing-one-in");
    await between.page.getByRole("button", { name: "我们记什么、不记什么" }).click();
    await between.page.getByRole("button", { name: "返回" }).click();
    await rows.first().getByText("已收到").waitFor();
    expect(await primary(between.page).innerText()).toBe("接着填写");
    await start(between.page);
    await between.page.locator(".eyebrow", { hasText: "第 2 份，共 3 份" }).waitFor();
    await between.context.close();
    await fillAll(page);
    const other = await takePhone(browser);
    for (const device of [other.page, await context.newPage()]) {
      await device.goto(slip);
      await device.getByRole("heading", { name: "您已经填完了" }).waitFor();
      expect(await device.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    }
    await picture(other.page, "phone-used");
    await other.context.close();
    await context.close();
  });

  it("goes on after a reload, on the same page with the same answers", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(nextSlip());
    await start(page);
    await answerPage(page, 2);
    await primary(page).click();
    await page.getByText("第 5–8 题").waitFor();
    await answerPage(page, 3);
    await page.reload();
    await page.getByText("上次填到这里，接着来。").waitFor();
    await page.getByText("第 5–8 题").waitFor();
    expect(await page.locator("label.chosen").allInnerTexts()).toEqual(["差", "差", "差", "差"]);
    await page.getByRole("button", { name: "上一页" }).click();
    expect(await page.locator("label.chosen").allInnerTexts()).toEqual(["一般", "一般", "一般", "一般"]);
    await context.close();
  });

  it("goes on after the tab was closed and the slip scanned again, with drafts nobody else can read", async () => {
    const { page, context } = await takePhone(browser);
    const slip = nextSlip();
    await page.goto(slip);
    await start(page);
    await answerPage(page, 2);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).toContain("plumbline/draft/");
    // Nothing shorter: a sealed draft has every three letters by chance now and then.
    expect(kept).not.toMatch(/average|leadership/);
    await page.close();
    const again = await context.newPage();
    await again.goto(slip);
    await again.getByRole("button", { name: "接着填写" }).click();
    await again.getByText("上次填到这里，接着来。").waitFor();
    expect(await again.locator("label.chosen").count()).toBe(4);
    const stranger = await context.newPage();
    await stranger.goto(nextSlip());
    await start(stranger);
    expect(await stranger.locator("label.chosen").count()).toBe(0);
    await context.close();
  });
});

describe("when something is amiss", () => {
  it("keeps what was filled in while the network is away, and submits it once when it is back", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(nextSlip());
    await start(page);
    await fillForm(page);
    await context.setOffline(true);
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByRole("heading", { name: "网络断了，还没有提交" }).waitFor();
    expect(await page.locator(".rows .waits").count()).toBe(1);
    await picture(page, "phone-offline");
    await context.setOffline(false);
    await page.getByText("接着填第 2 份").waitFor();
    await fillAll(page);
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    await context.close();
  });

  it("counts once what was received without the phone hearing of it", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(nextSlip());
    await start(page);
    await fillForm(page);
    let dropped = 0;
    await page.route("**/api/ballots", async (route) => {
      if (dropped > 0) return route.continue();
      dropped += 1;
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByRole("heading", { name: "网络断了，还没有提交" }).waitFor();
    await page.getByRole("button", { name: /再试一次/ }).click();
    await page.getByText("接着填第 2 份").waitFor();
    await fillAll(page);
    await page.getByRole("button", { name: /我的回执码/ }).click();
    expect(await page.locator(".receipts code").count()).toBe(3);
    await context.close();
  });

  it("says what is missing, beside each question and at the top, and puts the focus there", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(nextSlip());
    await start(page);
    await page.locator('[role="radiogroup"]').first().locator("label").first().click();
    await primary(page).click();
    await page.getByText("还有 3 题未答：第 2、3、4 题").waitFor();
    expect(await page.getByText("这一题还没有选，请选一项").count()).toBe(3);
    await page.waitForFunction(
      () => document.activeElement?.closest("[data-name]")?.getAttribute("data-name") === "t02",
    );
    await picture(page, "phone-question-fault");
    await context.close();
  });

  it("has a card for each leader, with 不了解 said once on it, chosen and taken back like any answer", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(nextSlip());
    await start(page);
    await fillForm(page);
    await submitForm(page);
    await page.getByText("第 1–3 人，共 3 人").waitFor();
    expect(await page.locator(".card-of-leader").count()).toBe(3);
    const card = cardOf(page, "陈志远");
    const group = page.getByRole("radiogroup", { name: /陈志远.*总体评价/ });
    expect(await card.innerText()).not.toMatch(/不了解[^]*不了解/);
    expect(await card.getByRole("button").count()).toBe(0);
    await group.getByRole("radio", { name: "称职", exact: true }).check({ force: true });
    await group.getByRole("radio", { name: "对这位同志不了解" }).check({ force: true });
    expect(await page.locator("label.chosen").allInnerTexts()).toEqual(["对这位同志不了解"]);
    await group.getByRole("radio", { name: "优秀", exact: true }).check({ force: true });
    expect(await page.locator("label.chosen").allInnerTexts()).toEqual(["优秀"]);
    const looks = await card.locator(".face").evaluateAll((faces) =>
      faces.slice(1).map((face) => {
        const { color, fontSize, fontWeight, backgroundColor, borderColor } = getComputedStyle(face);
        return [color, fontSize, fontWeight, backgroundColor, borderColor].join();
      }),
    );
    expect(looks).toHaveLength(4);
    expect(new Set(looks).size).toBe(1);
    const boxes = await card
      .locator(".face")
      .evaluateAll((faces) =>
        faces.map((face) => [face.getBoundingClientRect().width, face.getBoundingClientRect().height]),
      );
    const [wide, high] = boxes.at(-1)!;
    expect(boxes.every(([width, height]) => wide! >= width! && high! >= height! - 1)).toBe(true);
    await cardOf(page, "林向东").locator("label").first().click();
    await primary(page).click();
    await page.getByText("还没有选，请选一项；不了解的，选“对这位同志不了解”").waitFor();
    await page.waitForFunction(() => {
      const headOf = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
      const [, , card] = document.querySelectorAll(".card-of-leader h2");
      const { top, bottom } = card!.getBoundingClientRect();
      return top >= headOf(".where").bottom && bottom <= headOf(".bar").top;
    });
    await answerPage(page);
    await primary(page).click();
    await page.getByRole("button", { name: /修改.*林向东、陈志远、周敏/ }).waitFor();
    await context.close();
  });

  it("comes back to the review straight from a change", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(nextSlip());
    await start(page);
    await fillForm(page);
    await page.getByRole("button", { name: /修改.*一、政治思想建设/ }).click();
    await page.getByText("第 1–4 题").waitFor();
    await answerPage(page, 4);
    await page.getByRole("button", { name: "填好了" }).click();
    await page.getByRole("heading", { name: /可以提交/ }).waitFor();
    await context.close();
  });

  it("names a code it does not know, and takes a typed one", async () => {
    const { page, context } = await takePhone(browser);
    await page.goto(`${server.address}/v#00000000000000000000.00000000000000000000`);
    await page.getByRole("heading", { name: "没有认出这个码" }).waitFor();
    await picture(page, "phone-unknown");
    await page.getByRole("button", { name: "重新输入代码" }).click();
    const [, code] = /#([^.]+)/.exec(nextSlip())!;
    await page.getByLabel("领码纸上的代码").fill("12");
    await primary(page).click();
    await page.getByText("代码还没有输全。").waitFor();
    await page.getByText("还差 18 位").waitFor();
    await page.getByLabel("领码纸上的代码").fill(code!.toLowerCase());
    await picture(page, "phone-typing");
    await primary(page).click();
    await page.getByText(/核对码 [0-9A-Z]{4}-[0-9A-Z]{4}/).waitFor();
    await context.close();
  });

  it("stops when the keys shown are not the slip's", async () => {
    const { page, context, requests } = await takePhone(browser);
    await page.goto(nextSlip().replace(/\.\w+$/, ".00000000000000000000"));
    await page.getByRole("heading", { name: "核对没有通过，已替您停下" }).waitFor();
    expect(requests.some((url) => url.endsWith("/api/redeem"))).toBe(false);
    await picture(page, "phone-key-mismatch");
    await context.close();
  });
});
