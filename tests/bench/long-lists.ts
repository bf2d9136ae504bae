/** BF: how evenly the console's longest lists scroll, frame by frame, where the processor is a quarter of this one. */
import { cpus } from "node:os";
import type { Browser, CDPSession, Page } from "playwright-core";
import { growAnswers, LISTS, openList, ROWS, type LongList } from "../browser/long-list-pages.ts";
import { openBrowser } from "../browser/phone-in-hand.ts";
import { startClosedRound } from "../journeys/closed-round.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { type TestServer, testUnit } from "../journeys/start-server.ts";
import { browserSeconds } from "./browser-seconds.ts";
import { busySeconds, ownSeconds } from "./machine.ts";
import type { Count, CountRow, Effort } from "./row.ts";
import { quantileOf } from "./statistics.ts";

const SLOWED = 4;
/** Of the console's lists those with the widest rows, and the one that is looked at most. */
const LONGEST = ["units of a round", "grade table", "heat map"];
/** Four windows a second: as fast as a hand turns a wheel, and too fast to read. */
const SPEED = 3_000;
const TURNS = 5;
const SECONDS = 3;
/** What people call smooth, in our own words: a frame for each of a screen's 60 a second, */
const MEDIAN_MICROSECONDS = 17_000;
/** and of twenty frames nineteen that leave out no more than one of the screen's. */
const P95_MICROSECONDS = 34_000;

export const longLists: CountRow = {
  id: "BF",
  what: `${LONGEST.length} lists of ${ROWS} rows scrolled at ${SPEED} px a second in Chromium at ${SLOWED}× CPU throttling`,
  notQuick: "it scrolls for half a minute in a slowed browser of its own",
  count,
};

async function count({ scale }: Effort): Promise<readonly Count[]> {
  const units = [testUnit("water", "县水利局党组", [4, 6, 13])];
  const [server, browser] = await Promise.all([startClosedRound({ units }), openBrowser()]);
  try {
    return await scrolled(server, browser, Math.max(1, Math.round(TURNS * scale)));
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function scrolled(server: TestServer, browser: Browser, turns: number): Promise<readonly Count[]> {
  const lists = LISTS.filter(({ title }) => LONGEST.includes(title));
  const pages: OpenPage[] = [];
  for (const list of lists) {
    const page = await openPage(server, browser, list);
    // The first rows of a page are not yet what scrolling is like.
    await scroll(page, 1);
    pages.push(page);
  }
  const frames = { slowed: new Frames(), plain: new Frames() };
  const [busy, own, from] = [
    busySeconds(),
    ownSeconds() + (await browserSeconds(browser)),
    performance.now(),
  ];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const page of pages) {
      frames.plain.add(await scroll(page, 1));
      frames.slowed.add(await scroll(page, SLOWED));
    }
  }
  const ownUsed = ownSeconds() + (await browserSeconds(browser)) - own;
  const seconds = (performance.now() - from) / 1000;
  const othersShare = Math.max(0, (busySeconds() - busy - ownUsed) / (seconds * cpus().length));
  const { slowed, plain } = frames;
  const figure = (share: number, name: string, atMost: number): Count => ({
    what: `µs of a frame, ${name} of ${slowed.times.length}`,
    value: slowed.quantile(share),
    base: { what: "without throttling", value: plain.quantile(share) },
    atMost,
    othersShare,
  });
  return [
    figure(0.5, "median", MEDIAN_MICROSECONDS),
    figure(0.95, "p95", P95_MICROSECONDS),
    {
      what: "frames in 1 000 with rows that are not there yet in the middle of the window",
      value: slowed.emptyInThousand,
      base: { what: "without throttling", value: plain.emptyInThousand },
    },
  ];
}

class Frames {
  readonly times: number[] = [];
  private empty = 0;

  add({ times, empty }: Scrolled): void {
    this.times.push(...times);
    this.empty += empty;
  }

  quantile(share: number): number {
    return Math.round(quantileOf(this.times, share) * 1000);
  }

  get emptyInThousand(): number {
    return Math.round((1000 * this.empty) / this.times.length);
  }
}

interface OpenPage {
  readonly page: Page;
  readonly session: CDPSession;
}

async function openPage(server: TestServer, browser: Browser, list: LongList): Promise<OpenPage> {
  const { cookie } = await OfficeClient.signIn(server);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: server.address }]);
  const page = await context.newPage();
  await growAnswers(page);
  await openList(page, server, list);
  return { page, session: await context.newCDPSession(page) };
}

interface Scrolled {
  /** Milliseconds between a frame and the one before. */
  readonly times: readonly number[];
  /** Frames that had a gap in the middle of the window. */
  readonly empty: number;
}

/** Goes on from where the last turn ended, like a finger on the wheel; the compositor scrolls, the page draws its rows. */
async function scroll({ page, session }: OpenPage, rate: number): Promise<Scrolled> {
  await page.bringToFront();
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  const noticed = page.evaluate<Scrolled>(watcher(SECONDS * 1000));
  await session.send("Input.synthesizeScrollGesture", {
    x: 683,
    y: 500,
    yDistance: -SPEED * SECONDS,
    speed: SPEED,
    gestureSourceType: "mouse",
    preventFling: true,
  });
  const scrolled = await noticed;
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return scrolled;
}

/** Runs in the page, as text: what compiles the bench leaves names of its own in a function. */
const watcher = (milliseconds: number): string => `new Promise((resolve) => {
  const times = [];
  let empty = 0;
  let last = null;
  let end = 0;
  requestAnimationFrame(function look(now) {
    if (last === null) end = now + ${milliseconds};
    else times.push(now - last);
    last = now;
    if (document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(".gap")) empty += 1;
    if (now < end) requestAnimationFrame(look);
    else resolve({ times, empty });
  });
})`;
