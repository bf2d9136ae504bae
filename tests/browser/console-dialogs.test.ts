/** Every dialog of the console: named by its title, held to WCAG 2.2 AA in both colours, and used with keys alone. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, ElementHandle, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addresses } from "../../web/office/addresses.ts";
import { FIRST } from "../journeys/three-installations.ts";
import { brokenRules } from "./broken-rules.ts";
import { type Desk, takeDesk } from "./console-on-desk.ts";
import { enter, go } from "./console-places.ts";
import { type DialogRounds, startDialogRounds, useCodes } from "./dialog-rounds.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const OFFICE = fileURLToPath(new URL("../../web/office/", import.meta.url));
const UNIT = "县林业局党组";
const MEDIA = "县融媒体中心党组";

let full: DialogRounds;
let browser: Browser;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  [full, browser] = await Promise.all([startDialogRounds(), openBrowser()]);
  desk = await takeDesk(browser);
  page = desk.page;
  await enter(page, full);
});
afterAll(async () => {
  await browser.close();
  await full.stop();
});

interface Opened {
  readonly path: (full: DialogRounds) => string;
  /** Name of the button that opens it. */
  readonly by: string | RegExp;
  readonly title: string | RegExp;
  /** Done on the page before. */
  readonly before?: () => Promise<unknown>;
  /** Instead of Enter on the button. */
  readonly act?: () => Promise<unknown>;
  readonly after?: () => Promise<unknown>;
}

const rounds = () => addresses.rounds;
const onParcels = (of: keyof DialogRounds["rounds"]) => (at: DialogRounds) =>
  addresses.parcels(at.rounds[of]);
const onProgress = ({ server }: DialogRounds) => addresses.progress(server.round);
const onStack = ({ server, stack }: DialogRounds) => addresses.stack(server.round, "media", stack);
const onVolumes = ({ rounds: { archived } }: DialogRounds) => addresses.documents(archived);

/** Of each file as many as there are dialogs in it. */
const DIALOGS: Readonly<Record<string, readonly Opened[]>> = {
  "rounds/copy-dialog.tsx": [{ path: rounds, by: "照上一轮新建…", title: "照以前的一轮新建" }],
  "register/import-dialog.tsx": [
    { path: () => addresses.register(), by: "导入历史", title: "导入巡察历史吗" },
  ],
  "records/add-account-dialog.tsx": [{ path: () => addresses.accounts, by: "新建账号…", title: "新建账号" }],
  "records/reset-password-dialog.tsx": [
    { path: () => addresses.accounts, by: "重置密码：另一位", title: "重置另一位的密码？" },
  ],
  "records/profile-panel.tsx": [
    { path: () => addresses.accounts, by: "启用三员管理…", title: "启用三员管理？" },
  ],
  "records/accounts-page.tsx": [
    {
      path: () => addresses.accounts,
      by: "新建账号…",
      title: "账号 查阅人 的初始密码",
      act: async () => {
        await page.keyboard.press("Enter");
        const dialog = page.getByRole("dialog", { name: "新建账号" });
        await dialog.getByLabel("账号名称").fill("查阅人");
        await dialog.getByLabel("查阅人：只看封存后的结果").check();
        await dialog.getByLabel("您自己的密码").fill(full.person.password);
        await dialog.getByLabel("另一位同志的账号").fill(full.second.name);
        await dialog.getByLabel("另一位同志的密码").fill(full.second.password);
        await page.keyboard.press("Enter");
        await dialog.waitFor({ state: "detached" });
      },
    },
  ],
  "installations/trust-dialog.tsx": [
    { path: () => addresses.installations, by: "信任一台电脑", title: "信任一台电脑" },
  ],
  "installations/city-dialog.tsx": [
    {
      path: () => addresses.installations,
      by: "设为上级巡察办：青河县委巡察办",
      title: /青河县委巡察办/,
    },
  ],
  "installations/revoke-dialog.tsx": [
    {
      path: () => addresses.installations,
      by: "取消信任 联合组的笔记本",
      title: "取消对“联合组的笔记本”的信任？",
    },
  ],
  "exchange/make-template-dialog.tsx": [
    { path: () => addresses.templates, by: "制作模板包", title: "制作模板包" },
  ],
  "exchange/result-panel.tsx": [
    { path: ({ server }) => addresses.parcels(server.round), by: "制作结果包", title: "制作结果包" },
  ],
  "parcels/task-dialogs.tsx": [
    {
      path: ({ draft }) => addresses.parcels(draft),
      by: `制作任务包：${FIRST}`,
      title: `制作任务包：${FIRST}`,
    },
    { path: onParcels("shared"), by: `授权任务包：${FIRST}`, title: `授权任务包：${FIRST}` },
    { path: onParcels("away"), by: `重新发任务包：${FIRST}`, title: `重新发任务包：${FIRST}` },
    { path: onParcels("away"), by: `换了电脑交回：${FIRST}`, title: `换了电脑交回：${FIRST}` },
    { path: onParcels("away"), by: "宣布缺报", title: "宣布没有交回的单位缺报？" },
    { path: onParcels("came"), by: "制作封存包", title: "制作封存包" },
  ],
  "prepare/rehearsal-panel.tsx": [
    {
      path: (at) => addresses.prepare(at.rounds.rehearsed),
      by: `清除试填：${UNIT}`,
      title: `清除${UNIT}的试填？`,
    },
  ],
  "prepare/seal-panel.tsx": [
    { path: ({ draft }) => addresses.prepare(draft), by: "封存设置…", title: "现在封存设置？" },
  ],
  "progress/open-dialog.tsx": [
    { path: (at) => addresses.progress(at.rounds.sealed), by: `开放：${UNIT}`, title: `开放${UNIT}？` },
  ],
  "progress/pause-dialog.tsx": [{ path: onProgress, by: `暂停：${MEDIA}`, title: `暂停${MEDIA}的收票？` }],
  "progress/tickets-dialog.tsx": [{ path: onProgress, by: `领码纸：${MEDIA}`, title: `${MEDIA}的领码纸` }],
  "progress/extend-dialog.tsx": [{ path: onProgress, by: `改截止时间：${MEDIA}`, title: /县融媒体中心党组/ }],
  "progress/close-dialog.tsx": [{ path: onProgress, by: `封存：${MEDIA}`, title: `封存${MEDIA}的票箱？` }],
  "on-site/two-people-panel.tsx": [
    {
      path: ({ server }) => addresses.onSite(server.round, "media"),
      by: "作废…",
      title: `作废${MEDIA}的本次测评？`,
    },
  ],
  "paper/stack-dialogs.tsx": [
    { path: onStack, by: "更正张数…", title: "更正张数" },
    { path: onStack, by: "退出…", title: "退出这一叠？" },
    { path: onStack, by: "放弃这一叠…", title: "放弃这一叠？" },
  ],
  "paper/keying-desk.tsx": [
    {
      path: onStack,
      by: "放弃这一叠…",
      title: "去掉您录的第 1 张？",
      before: () => page.keyboard.press("PageUp"),
      act: () => page.keyboard.press("Delete"),
    },
  ],
  "assessment/import-dialog.tsx": [
    {
      path: ({ server }) => addresses.assessment(server.round, "media"),
      by: "从 Excel 导入…",
      title: "导入各单位的评估录入表",
    },
  ],
  "assessment/reopen-dialog.tsx": [
    {
      path: ({ server }) => addresses.assessment(server.round, "water"),
      by: "重新打开…",
      title: "重新打开县水利局党组的等次？",
    },
  ],
  "grades/freeze-dialog.tsx": [
    {
      path: ({ server }) => addresses.grades(server.round),
      by: /^冻结 \d 个…$/,
      title: /^冻结 \d 个单位的等次？$/,
    },
  ],
  "grades/archive-dialog.tsx": [
    { path: (at) => addresses.grades(at.rounds.frozen), by: "归档这一轮…", title: /十五届县委第八轮巡察/ },
  ],
  "documents/meeting-pack-dialog.tsx": [
    {
      path: (at) => addresses.documents(at.rounds.sealed),
      by: `打包（含领码纸）：${UNIT}`,
      title: `${UNIT}　会前材料包`,
    },
  ],
  "documents/exports-panel.tsx": [
    { path: ({ server }) => addresses.documents(server.round), by: /^删除：/, title: /^删除 .+？$/ },
  ],
  "volumes/volumes-panel.tsx": [{ path: onVolumes, by: "制作归档包…", title: "制作归档包？" }],
  "volumes/destroy-dialog.tsx": [{ path: onVolumes, by: "按规定销毁…", title: /十四届县委第九轮巡察/ }],
  "way/leave-dialog.tsx": [
    {
      path: () => addresses.newRound,
      by: /全部轮次$/,
      title: "还有没保存的内容",
      before: () => page.getByLabel("轮次名称").fill("写了一半"),
      after: () => page.getByLabel("轮次名称").fill(""),
    },
  ],
  // Last: from here on acts of two people ask for codes.
  "records/reset-code-dialog.tsx": [
    {
      path: () => addresses.accounts,
      by: "重置动态口令：另一位",
      title: "重置另一位的动态口令？",
      before: async () => {
        await useCodes(full);
        await page.reload();
      },
    },
  ],
};

/** Parts that other dialogs are made with; they are opened by those. */
const PARTS = [
  "parts/dialog.tsx",
  "parts/ask-dialog.tsx",
  "parts/two-people-dialog.tsx",
  "paper/reason-dialog.tsx",
];

it("has each dialog of the source in its table", () => {
  const sources = readdirSync(OFFICE, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx"))
    .map((file) => [file, readFileSync(`${OFFICE}${file}`, "utf8")] as const);
  const inSource = sources.flatMap(([file, source]) => {
    const uses = source.match(/<(Dialog|AskDialog|TwoPeopleDialog|ReasonDialog)\b/g)?.length ?? 0;
    return uses === 0 || PARTS.includes(file) ? [] : [[file, uses] as const];
  });
  const inTable = Object.entries(DIALOGS).map(([file, rows]) => [file, rows.length]);
  expect(Object.fromEntries(inTable)).toEqual(Object.fromEntries(inSource));
  expect(sources.filter(([, source]) => /showModal|<dialog\b/.test(source)).map(([file]) => file)).toEqual([
    "parts/dialog.tsx",
  ]);
});

const STOPS = "a[href], button, input, select, textarea, summary";
interface Walk {
  readonly reached: Set<Element>;
  readonly outside: string[];
}

/** Runs in the page: notes what gets the focus from now on. */
function noteFocus(): void {
  const walk: Walk = { reached: new Set(), outside: [] };
  const note = (one: Element | null): void => {
    if (one === null || one === document.body) return;
    if (one.closest("dialog")) walk.reached.add(one);
    else walk.outside.push(one.outerHTML.slice(0, 120));
  };
  note(document.activeElement);
  const hear = (event: Event): void => note(event.target as Element);
  document.addEventListener("focusin", hear);
  Object.assign(globalThis, {
    focusWalk: walk,
    endWalk: () => document.removeEventListener("focusin", hear),
  });
}

/** Runs in the page: what had the focus outside, and what of the dialog never had it. */
function faultsOfWalk(stops: string): readonly string[] {
  const { focusWalk, endWalk } = globalThis as unknown as { focusWalk: Walk; endWalk: () => void };
  endWalk();
  const had = (one: HTMLInputElement): boolean =>
    focusWalk.reached.has(one) ||
    (one.type === "radio" &&
      [...focusWalk.reached].some((other) => (other as HTMLInputElement).name === one.name));
  const missed = [...document.querySelectorAll<HTMLInputElement>(`dialog :is(${stops})`)].filter(
    (one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !had(one),
  );
  return [
    ...focusWalk.outside.map((html) => `left the dialog: ${html}`),
    ...missed.map((one) => `missed: ${one.outerHTML.slice(0, 120)}`),
  ];
}

/** Tab through everything and on, then all the way back. */
async function walkByTab(): Promise<readonly string[]> {
  const steps = await page.locator(`dialog :is(${STOPS})`).count();
  await page.evaluate(noteFocus);
  for (const key of ["Tab", "Shift+Tab"])
    for (let step = 0; step <= steps + 1; step += 1) await page.keyboard.press(key);
  // Past its end Tab leaves the page for the browser's own bar, which takes Escape for itself.
  if (await page.evaluate(() => document.activeElement === document.body)) await page.keyboard.press("Tab");
  return page.evaluate(faultsOfWalk, STOPS);
}

/** Whoever opens it sees and hears first what it is about, however long it is. */
const isTitleSeen = (): Promise<boolean> =>
  page.getByRole("dialog").evaluate((one) => {
    const title = one.querySelector("h2")!.getBoundingClientRect();
    return title.top >= one.getBoundingClientRect().top && title.bottom <= innerHeight;
  });

/** The dialog is within a window of that size, and scrolls only downwards. */
async function misfits(width: number, height: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height });
  return page.getByRole("dialog").evaluate((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [
      ...(left < 0 || top < 0 || right > innerWidth || bottom > innerHeight ? ["outside the window"] : []),
      ...(one.scrollWidth > one.clientWidth ? ["scrolls sideways"] : []),
    ];
  });
}

async function look(name: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    faults.push(...(await brokenRules(page, "dialog")).map((fault) => `${colorScheme}: ${fault}`));
  }
  // 200 % of a screen of 1366 × 768
  faults.push(...(await misfits(683, 384)).map((fault) => `zoomed: ${fault}`));
  await picture(page, `dialog-${name}-zoomed`);
  faults.push(...(await misfits(1366, 768)));
  await picture(page, `dialog-${name}`);
  return faults;
}

async function open(opened: Opened): Promise<ElementHandle<HTMLElement | SVGElement>> {
  await go(page, full, { path: opened.path(full), ready: "main h1, main h2" });
  await opened.before?.();
  const by = page
    .getByRole("button", { name: opened.by, exact: true })
    .or(page.getByRole("link", { name: opened.by, exact: true }));
  await by.first().focus();
  const opener = await page.evaluateHandle(() => document.activeElement as HTMLElement);
  await (opened.act ?? (() => page.keyboard.press("Enter")))();
  await page.getByRole("dialog", { name: opened.title, exact: true }).waitFor();
  return opener;
}

it.each(Object.entries(DIALOGS).flatMap(([file, rows]) => rows.map((opened, at) => ({ file, at, opened }))))(
  "$file ($at) is named, breaks no rule, holds the focus and gives it back",
  async ({ file, at, opened }) => {
    const opener = await open(opened);
    expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
    expect(await isTitleSeen()).toBe(true);
    expect(await look(`${file.replaceAll(/\W+/g, "-")}-${at}`)).toEqual([]);
    expect(await walkByTab()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await opener.evaluate((one) => document.activeElement === one)).toBe(true);
    await opened.after?.();
    expect(desk.complaints).toEqual([]);
  },
);
