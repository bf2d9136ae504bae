/** Every page of refusal (texts.zh.md §5): how one comes there, what it says in every look, and that nothing is lost. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { deskOf } from "./phone-desk.ts";
import { openBrowser, primary } from "./phone-in-hand.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";
import { MORE_WAYS } from "./more-refusal-ways.ts";
import { codeOf } from "./refusal-way.ts";
import { WAYS } from "./refusal-ways.ts";

const UNITS = {
  water: "县水利局党组",
  paused: "县停停局党组",
  closing: "县将结局党组",
  ended: "县已封局党组",
  spoiled: "县换码局党组",
  late: "县晚开局党组",
  voided: "县作废局党组",
};

let server: TestServer;
let browser: Browser;
let desk: ReturnType<typeof deskOf>;

beforeAll(async () => {
  const units = Object.entries(UNITS).map(([id, name]) => testUnit(id, name, [5, 10, 30]));
  [server, browser] = await Promise.all([startTestServer({ units, opens: false }), openBrowser()]);
  for (const [unit, poll] of server.polls) if (unit !== "late") await openPoll(server.deps, KEEPER, poll);
  desk = deskOf(server, browser);
});
afterEach(() => desk.close());
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("a page of refusal", () => {
  it.each(Object.entries({ ...WAYS, ...MORE_WAYS }))("%s", async (key, { says, arrive, goOn }) => {
    const page = await arrive(desk);
    const [title, reason, action] = says;
    await page.getByText(title).first().waitFor();
    for (const text of [reason, action]) await page.getByText(text).first().waitFor();
    const seen: Seen = new Map();
    await see(page, `refuse-${key}`, seen);
    expectNoFlaws(seen);
    await goOn?.(page, desk);
  });

  it.each(["in the open page", "after another page"])(
    "stands where the slip is scanned behind its typed code and names other keys: %s",
    async (where) => {
      const page = await desk.take();
      const slip = await desk.slip();
      await page.goto(`${server.address}/v`);
      await page.getByLabel("领码纸上的代码").fill(codeOf(slip));
      await primary(page).click();
      await page
        .getByText(/核对码/)
        .first()
        .waitFor();
      if (where === "after another page") await page.goto("about:blank");
      await page.goto(slip.replace(/\.\w+$/, ".00000000000000000000"));
      const [title] = WAYS["key-mismatch"]!.says;
      await page.getByRole("heading", { name: title }).waitFor();
    },
  );

  it("stands in the page itself where no script runs, alone, and dark where the phone is", async () => {
    const page = await desk.take({ javaScriptEnabled: false });
    await page.goto(await desk.slip());
    const [title] = WAYS["no-script"]!.says;
    expect(await page.locator("h1").filter({ visible: true }).allInnerTexts()).toEqual([title]);
    const paper = () => page.locator(".no-script").evaluate((one) => getComputedStyle(one).backgroundColor);
    const light = await paper();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await paper()).not.toBe(light);
  });

  it("stands in the list for every text of the catalogue", () => {
    expect(Object.keys(WAYS).sort()).toMatchInlineSnapshot(`
      [
        "all-done",
        "answers-invalid",
        "busy",
        "closed",
        "closing",
        "form-changed",
        "key-mismatch",
        "no-script",
        "not-open",
        "offline",
        "old-browser",
        "old-browser-without-modules",
        "one-done",
        "other-unit",
        "paused",
        "private-mode",
        "rehearsal-over",
        "rehearsal-over-typed",
        "storage",
        "too-many-tries",
        "typed-wrong",
        "unknown",
        "used-elsewhere",
        "voided",
      ]
    `);
  });
});
