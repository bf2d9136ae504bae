/** Every state on the way of a respondent, in every look: axe, sideways scrolling, sizes to press, a picture each. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";
import { openBrowser, takePhone } from "./phone-in-hand.ts";
import { walkWay } from "./phone-walk.ts";

let server: TestServer;
let browser: Browser;
let slips: string[];
const seen: Seen = new Map();

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  slips = [...(await server.tickets("water", "C", 10))];
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("every state of the phone page", () => {
  it("is reached over plain http at a loopback address that is not localhost", async () => {
    const other = await startTestServer({ host: "127.0.0.2" });
    const { page, context, complaints, requests } = await takePhone(browser);
    const states: string[] = [];
    const [slip] = await other.tickets("water", "C", 1);
    await walkWay(page, slip!.replace("http://127.0.0.1/", `${other.address}/`), async (state) => {
      states.push(state);
    });
    expect(states.at(-1)).toBe("receipts");
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(other.address) && !url.startsWith("data:"))).toEqual([]);
    await context.close();
    await other.stop();
  });

  it("breaks no rule on the way from the scan to the receipts", async () => {
    const { page, context, complaints } = await takePhone(browser);
    await walkWay(page, slips.pop()!, (state) => see(page, state, seen));
    expectNoFlaws(seen);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
