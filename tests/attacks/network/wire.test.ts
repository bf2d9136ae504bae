/** Promise P4 and the plain-http layer: a real browser fills in a form while somebody listens on the wire. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRetry, cast } from "../../../server/core/ticket/respondent.ts";
import { openPort, redeemed } from "../../journeys/phone-client.ts";
import { startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";
import {
  answerPage,
  openBrowser,
  primary,
  start,
  submitForm,
  takePhone,
} from "../../browser/phone-in-hand.ts";
import { answersOf, readIn, type Secret, secretsOf } from "./secrets.ts";
import { type Tap, tapBefore } from "./tap.ts";

const TEXT = "后院车棚的灯坏了三个月没有人修";
const QUESTIONS = ["t01", "t02", "t16", "t17"];

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  const form = { instrument: "leadership-team", categories: ["C"], include: [] };
  [server, browser] = await Promise.all([
    startTestServer({ units: [testUnit("water", "县水利局党组", [0, 0, 30])], round: { forms: [form] } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function slipAt(address: string): Promise<string> {
  const [url] = await server.tickets("water", "C", 1);
  return `${address}/v${new URL(url!).hash}`;
}

/** From the scan to the last page, in Chromium, with one text typed. */
async function fillIn(slip: string, step: number, text: string): Promise<void> {
  const { page, context } = await takePhone(browser);
  await page.goto(slip);
  await start(page);
  while (!(await page.locator(".review").isVisible())) {
    const before = await page.locator(".where").innerText();
    await answerPage(page, step);
    const field = page.locator("textarea");
    if (await field.isVisible()) await field.fill(text);
    await primary(page).click();
    await page.waitForFunction(
      (place) =>
        document.querySelector(".review") !== null ||
        document.querySelector<HTMLElement>(".where")?.innerText !== place,
      before,
    );
  }
  await submitForm(page);
  await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
  await context.close();
}

describe("a phone on plain http", () => {
  let tap: Tap;
  let secrets: readonly Secret[];
  beforeAll(async () => {
    tap = await tapBefore(server.address);
    const slip = await slipAt(tap.address);
    secrets = [...secretsOf(slip), ...answersOf(QUESTIONS, TEXT)];
    await fillIn(slip, 1, TEXT);
  });
  afterAll(() => tap.stop());

  it("really went through the tap, all the way", () => {
    const posts = tap.requests.filter(({ method }) => method === "POST").map(({ url }) => url);
    // Looking whether the slip was begun asks as redeeming does.
    const asked = ["/api/entry", "/api/redeem", "/api/redeem", "/api/ballots/check", "/api/ballots"];
    expect(posts).toEqual(asked);
    expect(tap.wire().includes(Buffer.from("POST /api/ballots HTTP/1.1"))).toBe(true);
  });

  it("shows no secret in an address or a header, and sends no referrer and no cookie", () => {
    for (const { url, headers } of tap.requests) {
      expect(readIn(Buffer.from(`${url}\n${JSON.stringify(headers)}`), secrets)).toEqual([]);
      expect(headers.referer).toBeUndefined();
      expect(headers.cookie).toBeUndefined();
      expect(url).not.toMatch(/[#?]/);
    }
  });

  it("shows no secret in the body of a request", () => {
    for (const { body } of tap.requests) expect(readIn(body, secrets)).toEqual([]);
  });

  it("leaves neither code nor answers in a capture of every byte, both ways", () => {
    expect(readIn(tap.wire(), secrets)).toEqual([]);
  });

  it("looks at its slip with a request that nobody can tell from the one that uses it", () => {
    const [looked, used] = tap.requests.filter(({ url }) => url === "/api/redeem");
    expect(looked!.body.length).toBe(used!.body.length);
    expect(Object.keys(JSON.parse(looked!.body.toString()) as object)).toEqual(["sealed"]);
  });

  it("sends ballots of one length, whatever was answered and written", async () => {
    const lengthOf = (heard: Tap): number =>
      heard.requests.find(({ url }) => url === "/api/ballots")!.body.length;
    const other = await tapBefore(server.address);
    await fillIn(await slipAt(other.address), 3, "");
    expect(lengthOf(other)).toBe(lengthOf(tap));
    await other.stop();
  });
});

describe("positive control: a phone that does not seal", () => {
  it("is read by the same search of the same capture", async () => {
    const tap = await tapBefore(server.address);
    const slip = await slipAt(tap.address);
    const { entry, credentials } = await redeemed(tap.address, slip);
    const answers = Object.fromEntries(
      Array.from({ length: 16 }, (_, i) => [`t${String(i + 1).padStart(2, "0")}`, "good"]),
    );
    const port = openPort(tap.address);
    const ballot = {
      digest: entry.forms[0]!.digest,
      answers: { ...answers, t17: TEXT },
      retry: newRetry(port),
    };
    await cast(port, credentials[0]!, ballot);
    const secrets = [...secretsOf(slip), ...answersOf(QUESTIONS, TEXT)];
    expect(readIn(tap.wire(), secrets)).toEqual([
      "a",
      "answers",
      "answer t01",
      "answer t02",
      "answer t16",
      "answer t17",
      "text",
    ]);
    await tap.stop();
  });

  it("finds a code in an address, a header and a body, however it is spelt", async () => {
    const slip = await slipAt(server.address);
    const secrets = secretsOf(slip);
    const [, code, fingerprint] = /#([^.]+)\.(.+)$/.exec(slip)!;
    for (const spelling of [code!, code!.toLowerCase(), Buffer.from(`x${code}`).toString("base64")]) {
      expect(readIn(Buffer.from(`/v?ticket=${spelling}&more`), secrets)).toEqual(["code"]);
    }
    expect(readIn(Buffer.from(`referer: /v#${code}.${fingerprint}`), secrets)).toEqual([
      "code",
      "fingerprint",
    ]);
  });
});
