/** 建议进一步了解的方面 and how firm a grade is, in a real browser: who reads them, in which words, and that neither is printed. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultsAnswer } from "../../server/http/office/answers-results.ts";
import { signals as text, signalSentence } from "../../web/text/signals.ts";
import { answerAndClose } from "../journeys/closed-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { fillSignIn, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let page: Page;
let office: OfficeClient;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startTestServer({
      units: [
        testUnit("large", "县交通运输局党组", [10, 20, 30]),
        testUnit("small", "县档案馆党支部", [1, 4, 7]),
      ],
    }),
    openBrowser(),
  ]);
  // Eleven of each bag: turnout is low, and three blocks remain.
  await answerAndClose(server, server.polls.get("large")!, 0.3, 11);
  await answerAndClose(server, server.polls.get("small")!, 0.6);
  office = await OfficeClient.signIn(server);
  ({ page } = await takeDesk(browser));
  await signInNew(page, server, "承办人");
}, 240_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const address = (unit: string): string => `${server.address}/#/rounds/${server.round}/units/${unit}`;
const results = (unit: string): Promise<ResultsAnswer> =>
  office.get(`/polls/${server.polls.get(unit)!}/results`);
const panelOf = (of: Page) =>
  of.locator("section").filter({ has: of.getByRole("heading", { name: text.title }) });

describe("the hints of a unit", () => {
  it("stand on the page in the words of the server's answer, each kind with what it is not", async () => {
    const { signals } = await results("large");
    const kinds = [...new Set(signals.map(({ kind }) => kind))];
    expect(kinds).toEqual(expect.arrayContaining(["low-turnout", "problem"]));
    await page.goto(address("large"));
    const panel = panelOf(page);
    await panel.waitFor();
    expect(await panel.locator("p").first().innerText()).toBe(text.lead);
    const groups = await panel.locator("div.in > div").evaluateAll((all) =>
      all.map((one) => ({
        said: [...one.querySelectorAll("li")].map((item) => item.textContent),
        isNot: one.querySelector("p")?.textContent,
      })),
    );
    expect(groups).toEqual(
      kinds.map((kind) => ({
        said: signals.filter((one) => one.kind === kind).map(signalSentence),
        isNot: text.isNot[kind],
      })),
    );
    await panel.scrollIntoViewIfNeeded();
    await picture(page, "console-signals");
  });

  it("are not printed with the page", async () => {
    await page.emulateMedia({ media: "print" });
    expect(await panelOf(page).isVisible()).toBe(false);
    await page.emulateMedia({ media: "screen" });
    expect(await panelOf(page).isVisible()).toBe(true);
  });
});

describe("how firm a grade is", () => {
  it("is a number for the office, which says that it is exact for a small unit, and is not printed", async () => {
    const { score } = await results("small");
    const found = score!.firmness!.ballots!;
    expect(found.kind).toBe("exact");
    await page.goto(address("small"));
    const sentence = page.getByText("（逐一核算的准数）。只供巡察办掌握，不打印、不外传。");
    await sentence.waitFor();
    if (found.kind === "exact") {
      expect(await sentence.innerText()).toContain(
        `${found.ballots} 份答卷不同，等次就可能不一样，再少就不会`,
      );
    }
    await sentence.scrollIntoViewIfNeeded();
    await picture(page, "console-firmness");
    await page.emulateMedia({ media: "print" });
    expect(await sentence.isVisible()).toBe(false);
    await page.emulateMedia({ media: "screen" });
  });

  it("is nothing to those who only look while the grade is not approved: no word, number or hint", async () => {
    const viewer = await OfficeClient.signIn(server, "领导", "viewer");
    const seen = await takeDesk(browser);
    await seen.page.goto(`${server.address}/`);
    await fillSignIn(seen.page, viewer);
    await seen.page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
    await seen.page.goto(address("small"));
    await seen.page.getByText("尚未审定").first().waitFor();
    expect(await seen.page.getByText(/等次稳固：|接近分界：/).count()).toBe(0);
    expect(await seen.page.getByText(/份答卷不同，等次/).count()).toBe(0);
    expect(await panelOf(seen.page).count()).toBe(0);
    await seen.context.close();
  });
});
