/**
 * P19: the statement that a person reads, word for word in every set-up, and each of its sentences beside what makes it
 * true: the poll document, the address of the page, and what the page really sends.
 */
import type { Browser, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { startRehearsal } from "../../server/services/rehearse-poll.ts";
import { readOpenLink } from "../../server/services/open-link.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import type { PollDocument } from "../../server/http/phone/present-poll.ts";
import { ROUND, startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { openBrowser, picture, start, takePhone } from "./phone-in-hand.ts";
import { startTlsFront, type TlsFront } from "./tls-front.ts";

const open = testUnit("open", "县政务服务局党组", [12, 20, 90]);
const PASSERS_BY = { id: "D", name: "服务对象", weight: "0", eligible: 0, isOutside: true };
const UNITS = [
  { ...open, categories: [...open.categories, PASSERS_BY] },
  testUnit("large", "县教育局党组", [12, 20, 90]),
  testUnit("joined", "县水利局党组", [5, 10, 30]),
  { ...testUnit("small", "县档案馆党组", [2, 2, 4]), joined: ["县志办党支部"] },
];
const WITH_LINK = {
  forms: [...ROUND.forms, { instrument: "public-questionnaire", categories: ["D"], include: [] }],
  openCategories: ["D"],
};
const NETWORK = { name: "巡察二组", password: "a1b2c3d4" };
let onsite: TestServer;
let online: TestServer;
/** On site with a named network; forms about the unit are cut into blocks of five. */
let finer: TestServer;
let onsiteTls: TlsFront;
let onlineTls: TlsFront;
let browser: Browser;
let rehearsal: string;

beforeAll(async () => {
  [onsite, online, finer, browser] = await Promise.all([
    startTestServer({ units: UNITS, round: WITH_LINK }),
    startTestServer({ units: UNITS, round: { ...WITH_LINK, setUp: "online" } }),
    startTestServer({ units: [UNITS[2]!], round: { smallBlocks: true, wireless: NETWORK } }),
    openBrowser(),
  ]);
  [onsiteTls, onlineTls] = await Promise.all([startTlsFront(onsite.address), startTlsFront(online.address)]);
  const [sealed] = await onsite.deps.office.inTransaction((office) => office.rounds());
  const { id: _, ...settings } = sealed!.round;
  const round = await createRound(onsite.deps, KEEPER, settings);
  await saveUnits(onsite.deps, KEEPER, round.id, [UNITS[1]!]);
  rehearsal = (await startRehearsal(onsite.deps, KEEPER, round.id, "large")).id;
});
afterAll(async () => {
  await browser.close();
  await Promise.all([onsiteTls.stop(), onlineTls.stop()]);
  await Promise.all([onsite.stop(), online.stop(), finer.stop()]);
});

const FIRST = {
  network: "请连接巡察组自带的无线网填写，不要用单位的无线网。",
  plain: "本次通过未加密网络填写：网页本身未加密，您的答卷在手机上先加密，再发给巡察组的电脑。",
  plainTablet: "本次通过未加密网络填写：网页本身未加密，您的答卷在平板上先加密，再发给巡察组的电脑。",
  taken: "无线网由巡察组当场架设、用完即撤。",
};
const TICKET = [
  "您好。请您按自己了解的情况如实填写。",
  "不问姓名。不记手机号、微信号、网络地址，也不记提交的时间和先后。",
  "您抽到的码，只证明“可以填一次”。填写内容另外存放，封存后与码对不上。",
  "封存之前，谁都看不到结果；封存之后，只看汇总，不看单份。",
  "人数少的类别，与相邻类别合并统计，不单独显示。",
  "也请您留意：填写时别让旁人看到屏幕；文字意见里别写能认出您本人的内容；领码纸用完自己撕掉，不要交给别人。",
];
const OPEN = [
  "您好。这是向群众和服务对象公开的问卷，谁都可以填。",
  "不问姓名，不记手机号、微信号、网络地址和提交时间。",
  "同一部手机原则上填一次，但系统不核对是谁、也不能保证没有人重复填，所以结果只作参考，并会注明。",
  "只看汇总，不看单份。",
  "要反映具体问题线索，请用文末的举报渠道。",
];
const REHEARSAL = "【试填】这是演练，内容会全部清除，不进入统计。";
const KIOSK = "这台平板不保存您填的内容，提交或离开后自动清空。填写时请您自己操作。";
const SMALL = "本单位参加人数较少，每张表只公布一个得分，不显示各档人数，文字意见不会显示给任何人。";
const NEIGHBOUR = "县志办党支部参加人数不足 5 人，与县档案馆党组合并测评、合并统计，不单独统计。";
const JOINED = "为保护人数少的类别，在领导班子表、问卷里，“领导班子成员”与“中层干部”合并统计。";
/** Leaders do not fill the members' form, so there the others are joined among themselves. */
const ALL_JOINED = [
  "为保护人数少的类别，在领导班子表、问卷里，“领导班子成员”“中层干部”与“其他干部职工”合并统计。",
  "为保护人数少的类别，在成员表里，“中层干部”与“其他干部职工”合并统计。",
];
const UNANIMOUS = "请了解：如果大家选得都一样，结果本身就说明了每个人的选择，这是任何办法都避免不了的。";
const FINER = "关于单位的表，满 5 人的类别就单独统计；关于个人的表，满 10 人的才单独统计。";
const NAMED = FIRST.network.replace("无线网", `无线网“${NETWORK.name}”`);
const TITLES = { ticket: "答卷和您本人对不上号", open: "不问姓名" };
const OPEN_NETWORK = FIRST.network + FIRST.plain + FIRST.taken;

interface Mode {
  readonly name: string;
  readonly server: () => TestServer;
  readonly address?: () => string;
  readonly unit: string;
  readonly isKiosk?: boolean;
  readonly isRehearsal?: boolean;
  /** By the link of the unit's passers-by instead of a slip. */
  readonly isOpen?: boolean;
  readonly said: readonly string[];
}

const MODES: readonly Mode[] = [
  {
    name: "online over https",
    server: () => online,
    address: () => onlineTls.address,
    unit: "large",
    said: [...TICKET, UNANIMOUS],
  },
  {
    name: "on site over http",
    server: () => onsite,
    unit: "large",
    said: [OPEN_NETWORK, ...TICKET, UNANIMOUS],
  },
  {
    name: "on site over https",
    server: () => onsite,
    address: () => onsiteTls.address,
    unit: "large",
    said: [FIRST.network + FIRST.taken, ...TICKET, UNANIMOUS],
  },
  {
    name: "online over http, as on an intranet",
    server: () => online,
    unit: "large",
    said: [FIRST.plain, ...TICKET, UNANIMOUS],
  },
  {
    name: "the group's tablet",
    server: () => onsite,
    unit: "large",
    isKiosk: true,
    said: [FIRST.plainTablet, ...TICKET, KIOSK, UNANIMOUS],
  },
  {
    name: "categories joined",
    server: () => onsite,
    unit: "joined",
    said: [OPEN_NETWORK, ...TICKET, JOINED, UNANIMOUS],
  },
  {
    name: "a unit of five to nine",
    server: () => online,
    address: () => onlineTls.address,
    unit: "small",
    said: [...TICKET, NEIGHBOUR, SMALL, ...ALL_JOINED, UNANIMOUS],
  },
  {
    name: "a named network, and blocks of five",
    server: () => finer,
    unit: "joined",
    said: [NAMED + FIRST.plain + FIRST.taken, ...TICKET, FINER, UNANIMOUS],
  },
  {
    name: "a rehearsal",
    server: () => onsite,
    unit: "large",
    isRehearsal: true,
    said: [OPEN_NETWORK, ...TICKET, REHEARSAL, UNANIMOUS],
  },
  {
    name: "an open link over https",
    server: () => online,
    address: () => onlineTls.address,
    unit: "open",
    isOpen: true,
    said: [...OPEN, UNANIMOUS],
  },
  {
    name: "an open link over http, as on an intranet",
    server: () => online,
    unit: "open",
    isOpen: true,
    said: [FIRST.plain, ...OPEN, UNANIMOUS],
  },
  {
    name: "an open link on the group's own network",
    server: () => onsite,
    unit: "open",
    isOpen: true,
    said: [OPEN_NETWORK, ...OPEN, UNANIMOUS],
  },
];

/** Words that promise more than any system can keep. */
const FORBIDDEN = /绝对|百分之百|100\s*%|完全匿名|万无一失|保证匿名|！|!/;

async function urlOf(
  { isOpen, unit }: Mode,
  server: TestServer,
  poll: string,
  batch: string,
): Promise<string> {
  if (isOpen) return (await readOpenLink(server.deps, server.polls.get(unit)!, "D")).url;
  const sheet = await mintTickets(server.deps, KEEPER, poll, batch, { count: 1, voidUnused: false });
  return sheet.urls[0]!;
}

async function openPage(mode: Mode) {
  const server = mode.server();
  const poll = mode.isRehearsal ? rehearsal : server.polls.get(mode.unit)!;
  const document = (await (await fetch(`${server.address}/api/polls/${poll}`)).json()) as PollDocument;
  const batch = Object.keys(document.batches).at(-1)!;
  const url = await urlOf(mode, server, poll, batch);
  const phone = await takePhone(browser);
  const { page } = phone;
  const requests: Request[] = [];
  page.on("request", (request) => requests.push(request));
  const address = mode.address?.() ?? server.address;
  const fragment = /#(.*)/.exec(url)![1]!;
  if (mode.isKiosk) {
    await page.goto(`${address}/v?kiosk`);
    await page.getByLabel("领码纸上的代码").waitFor();
    await page.keyboard.type(fragment.split(".")[0]!);
    await page.keyboard.press("Enter");
  } else await page.goto(`${address}/v#${fragment}`);
  await page.locator(".keep").waitFor();
  const own = unitOf(mode).categories.filter(({ isOutside }) => !isOutside);
  return { ...phone, document, requests, eligible: own.map((one) => one.eligible) };
}

const unitOf = ({ unit }: Mode) => UNITS.find((one) => one.id === unit)!;

describe("the statement", () => {
  it.each(MODES)("$name: says these sentences and no others, each with its ground", async (mode) => {
    const { page, context, document, requests, eligible } = await openPage(mode);
    const lines = await page.locator(".keep h2, .keep p:not(:has(button)), .keep li").allTextContents();
    const [title, ...sentences] = lines;
    expect(title).toBe(mode.isOpen ? TITLES.open : TITLES.ticket);
    expect(await page.locator(".keep").textContent()).toBe([...lines, "我们记什么、不记什么"].join(""));
    const [deadline, ...said] = sentences.toReversed();
    expect(deadline).toBe(`${document.openUntil} 前都可以填。`);
    expect(said.toReversed()).toEqual(mode.said);
    await picture(page, `statement-${MODES.indexOf(mode)}`);

    await page.getByRole("button", { name: "我们记什么、不记什么" }).click();
    await page.getByRole("heading", { name: "怎么核对" }).waitFor();
    const kept = await page.locator("main").innerText();
    await page.getByRole("button", { name: "返回" }).click();
    expect([...lines, kept].join("\n")).not.toMatch(FORBIDDEN);

    await start(page);
    const sent = requests.find((request) =>
      request.url().endsWith(mode.isOpen ? "/api/links" : "/api/redeem"),
    )!;
    const isSealed = Object.keys(sent.postDataJSON() as object).join() === "sealed";
    const isPlain = new URL(page.url()).protocol === "http:";
    const all = lines.join("\n");
    expect(isSealed).toBe(isPlain);
    expect(all.includes("上先加密")).toBe(isSealed);
    expect(kept.includes("上先加密")).toBe(isSealed);
    expect(all.includes("未加密网络")).toBe(isPlain);
    expect(all.includes("巡察组自带的无线网")).toBe(document.setUp === "onsite" && !mode.isKiosk);
    expect(kept.includes("扫一扫")).toBe(document.setUp === "online" && !mode.isKiosk);
    expect(all.includes("您抽到的码")).toBe(!mode.isOpen);
    expect(all.includes("不能保证没有人重复填")).toBe(mode.isOpen === true);
    expect(all.includes("每张表只公布一个得分")).toBe(document.size === "small");
    // Outside raters beside the unit's own people make no small unit a large one.
    expect(document.size === "small").toBe(eligible.reduce((sum, one) => sum + one, 0) < 10);
    expect(document.forms.some(({ isSmall }) => isSmall)).toBe(document.size === "small");
    expect(all.includes("合并统计。")).toBe(document.merged.length > 0);
    const block = document.smallBlocks ? 5 : 10;
    expect(document.merged.length > 0).toBe(eligible.some((one) => one < block));
    expect(all.includes("满 5 人的类别就单独统计")).toBe(document.smallBlocks && document.size === "normal");
    expect(all.includes("无线网“")).toBe(document.network !== null);
    expect(all.includes("【试填】")).toBe(document.rehearsal);
    expect(all.includes("这台平板不保存")).toBe(mode.isKiosk === true);
    const kinds = await page.evaluate(() => sessionStorage.length + localStorage.length);
    expect(kinds === 0).toBe(mode.isKiosk === true);
    await context.close();
  });
});
