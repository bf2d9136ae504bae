/** B11, sizes: what a phone receives for the landing page and up to the first question, counted by the browser. */
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import type { Browser, CDPSession } from "playwright-core";
import { openBrowser, primary, start, takePhone } from "../browser/phone-in-hand.ts";
import { ask, childInFolder } from "./child.ts";
import type { Ready } from "./respondent-server.ts";
import type { Count, CountRow, Effort } from "./row.ts";

const LANDING_BYTES = 40_000;
const LANDING_REQUESTS = 4;
const QUESTION_BYTES = 360_000;

export const pageBytes: CountRow = {
  id: "B11 sizes",
  what: "bytes received by Chromium with an empty cache: compressed bodies, brotli as over TLS",
  count: countBytes,
};

async function countBytes({ isQuick }: Effort): Promise<readonly Count[]> {
  const [{ child, ready, stop: stopServer }, browser] = await Promise.all([
    childInFolder<Ready>("respondent-server.ts", isQuick),
    openBrowser(),
  ]);
  try {
    const [first, second] = await ask<string[]>(child, "tickets", 2);
    // “localhost” counts as secure, so the browser offers brotli as it does over TLS.
    const addressOf = (url: string) => `http://localhost:${ready.port}/v${new URL(url).hash}`;
    const landing = await load(
      browser,
      addressOf(first!),
      [...ready.laterFiles, "/api/redeem", "/api/forms/*"],
      false,
    );
    const question = await load(browser, addressOf(second!), [], true);
    return [
      { what: "bytes of the landing page", value: landing.bytes, base: NO_OTHER_PAGE, atMost: LANDING_BYTES },
      ...framesOf(landing),
      {
        what: "requests of the landing page",
        value: landing.requests,
        base: NO_FEWER,
        atMost: LANDING_REQUESTS,
      },
      {
        what: "bytes up to the first question",
        value: question.bytes,
        base: { what: "of SurveyJS's own builds for React, brotli", value: surveyBytes() },
        atMost: QUESTION_BYTES,
      },
      ...framesOf(question),
      { what: "requests up to the first question", value: question.requests, base: NO_FEWER },
    ];
  } finally {
    await browser.close();
    await stopServer();
  }
}

const NO_OTHER_PAGE = {
  none: "nothing that says what it says and blinds a ticket is here to be counted beside it",
};
const NO_FEWER = { none: "a count of requests; one is the least for anything" };

const framesOf = ({ wire, bytes }: Received): readonly Count[] => [
  {
    what: "of them with the headers of the answers",
    value: wire,
    base: { what: "without them", value: bytes },
  },
];

/** What no page with SurveyJS can leave out. */
const surveyBytes = (): number =>
  ["survey-core/survey.core.min.js", "survey-react-ui/survey-react-ui.min.js"]
    .map((file) => readFileSync(new URL(`../../node_modules/${file}`, import.meta.url)))
    .reduce((sum, bytes) => sum + brotliCompressSync(bytes).length, 0);

interface Received {
  /** Compressed bodies. */
  readonly bytes: number;
  /** Bodies and headers. */
  readonly wire: number;
  readonly requests: number;
}

/**
 * Loads the page until its start button stands there, or until the first question.
 *
 * @param without what the browser may not fetch: what the landing page shows without, it does not need
 */
async function load(
  browser: Browser,
  url: string,
  without: readonly string[],
  isStarted: boolean,
): Promise<Received> {
  const { context, page } = await takePhone(browser);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  if (without.length > 0)
    await session.send("Network.setBlockedURLs", { urls: without.map((file) => `*${file}`) });
  const begun = watch(session);
  await page.goto(url);
  await primary(page).waitFor();
  if (isStarted) await start(page);
  const asked = [...begun.values()];
  await page.waitForLoadState("networkidle");
  await context.close();
  const received = asked.filter(({ wire }) => wire > 0);
  const sum = (of: "wire" | "head") => received.reduce((total, one) => total + one[of], 0);
  return { bytes: sum("wire") - sum("head"), wire: sum("wire"), requests: received.length };
}

interface Request {
  head: number;
  /** 0 until all has come; stays 0 for what was blocked. */
  wire: number;
}

/** Requests to the server, as they begin; their sizes come later. */
function watch(session: CDPSession): ReadonlyMap<string, Request> {
  const begun = new Map<string, Request>();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (request.url.startsWith("http")) begun.set(requestId, { head: 0, wire: 0 });
  });
  session.on("Network.responseReceived", ({ requestId, response }) => {
    const request = begun.get(requestId);
    if (request) request.head = response.encodedDataLength;
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = begun.get(requestId);
    if (request) request.wire = encodedDataLength;
  });
  return begun;
}
