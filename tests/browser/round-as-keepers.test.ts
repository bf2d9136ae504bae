/** A whole round as the three keepers (三员): accounts, installation and record are theirs, each their own; no round, no result. */
import { readFile, rm } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../server/core/access/role.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { switchProfile } from "../../server/services/switch-profile.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import type { TestServer } from "../journeys/start-server.ts";
import { agree, type Desk, fillSignIn, lookAt, type Person, takeDesk } from "./console-on-desk.ts";
import { openBrowser } from "./phone-in-hand.ts";
import {
  accountMenu,
  answerAllBut,
  expectNoPages,
  GROUP,
  signInAgain,
  startRoundOfTwoGroups,
  walkLinks,
} from "./round-as.ts";

const ROLES = {
  系统管理员: "sysadmin",
  安全保密员: "security",
  安全审计员: "auditor",
} as const satisfies Record<string, Role>;
type Keeper = keyof typeof ROLES;

let server: TestServer;
let browser: Browser;
let people: ReadonlyMap<Keeper, Person>;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startRoundOfTwoGroups(), openBrowser()]);
  const signedIn: [Keeper, Person][] = [];
  for (const [name, role] of Object.entries(ROLES) as [Keeper, Role][])
    signedIn.push([name, await OfficeClient.signIn(server, name, role)]);
  people = new Map(signedIn);
  await OfficeClient.signIn(server, "承办人");
  await switchProfile(server.deps, KEEPER, { hasKeepers: true });
  const water = server.polls.get("water")!;
  await openPoll(server.deps, KEEPER, water);
  await answerAllBut(server, "water", 1);
  await beginClosing(server.deps, KEEPER, water, { second: KEEPER });
  await continueClosing(server.deps, KEEPER, water);
  await openPoll(server.deps, KEEPER, server.polls.get("roads")!);
  desk = await takeDesk(browser);
  ({ page } = desk);
});
afterAll(async () => {
  await browser.close();
  await rm(`${server.dataFolder}-backups`, { recursive: true, force: true });
  await server.stop();
});

async function signInAs(keeper: Keeper): Promise<void> {
  await desk.context.clearCookies();
  await page.goto("about:blank");
  await signInAgain(page, server, people.get(keeper)!);
}

/** Addresses of a round, closed and open, that no keeper has. */
const ofRounds = (): readonly string[] => {
  const round = `/rounds/${server.round}`;
  return [
    "/rounds/new",
    "/reach",
    "/forms",
    "/register",
    "/installations",
    ...["", "/prepare", "/compare", "/grades", "/documents", "/assessment/water"].map((name) => round + name),
    ...["/units/water", "/units/roads", "/on-site/roads"].map((name) => round + name),
  ];
};

describe("the system administrator", () => {
  it("begins with the accounts, has no round before them, and makes one with the security keeper", async () => {
    await signInAs("系统管理员");
    await page.getByRole("heading", { name: "账号", exact: true }).waitFor();
    expect(await accountMenu(page)).toEqual(["修改密码", "账号", "系统"]);
    await page.getByRole("button", { name: "新建账号…" }).click();
    await page.getByLabel("账号名称").fill("一组组长");
    await page.getByLabel("巡察组名称").fill(GROUP);
    await agree(page, people.get("系统管理员")!, people.get("安全保密员")!);
    await page.getByRole("dialog", { name: "账号 一组组长 的初始密码" }).waitFor();
    await page.getByRole("button", { name: "已记下" }).click();
    await page.getByRole("row", { name: /一组组长/ }).waitFor();
    await lookAt(page, "keeper-accounts");
  });

  it("looks after the machine: self-check, a backup, storage", async () => {
    await page.locator(".account > button").click();
    await page.getByRole("link", { name: "系统", exact: true }).click();
    await page.getByRole("cell", { name: "制作 PDF" }).waitFor();
    await page.getByRole("button", { name: "做一份备份" }).click();
    await page.getByText(/备份做好了：/).waitFor();
    await lookAt(page, "keeper-system");
  });

  it("has neither round nor result nor record, and no link that ends nowhere", async () => {
    const said = await walkLinks(page, server);
    expect([...said.keys()].toSorted()).toEqual(["#/", "#/accounts", "#/password", "#/system"]);
    expect(
      [...said]
        .filter(([hash]) => hash !== "#/system")
        .flatMap(([, words]) => words.match(/\d+\.\d\d/) ?? []),
    ).toEqual([]);
    await expectNoPages(page, server, [...ofRounds(), "/audit"]);
    await lookAt(page, "keeper-no-page");
  });
});

describe("the security keeper", () => {
  it("resets the password of somebody who forgot it, with the system administrator", async () => {
    await signInAs("安全保密员");
    await page.getByRole("heading", { name: "账号", exact: true }).waitFor();
    expect(await accountMenu(page)).toEqual(["修改密码", "账号"]);
    await page.getByRole("button", { name: "重置密码：承办人" }).click();
    await page.getByText("原来的密码马上失效，正在登录的会退出。").waitFor();
    await agree(page, people.get("安全保密员")!, people.get("系统管理员")!);
    await page.getByRole("dialog", { name: "账号 承办人 的初始密码" }).waitFor();
    await page.getByRole("button", { name: "已记下" }).click();
    await expect
      .poll(() => page.getByRole("row", { name: /^承办人/ }).innerText())
      .toContain("还没有改初始密码");
  });

  it("has nothing else", async () => {
    const said = await walkLinks(page, server);
    expect([...said.keys()].toSorted()).toEqual(["#/", "#/accounts", "#/password"]);
    await expectNoPages(page, server, [...ofRounds(), "/audit", "/system"]);
  });
});

describe("the auditor", () => {
  it("reads what everybody did in the round, that the record holds, and takes it along", async () => {
    await signInAs("安全审计员");
    await page.getByRole("heading", { name: "记录", exact: true }).waitFor();
    expect(await accountMenu(page)).toEqual(["修改密码", "记录"]);
    await page.getByText(/校验通过：共 \d+ 条，一条不少，没有改动。/).waitFor();
    const filters = page.getByRole("group", { name: "筛选" });
    for (const act of ["开放收票", "封存完成", "新建账号", "重置密码", "制作备份"]) {
      await filters.getByLabel("操作", { exact: true }).selectOption({ label: act });
      await page.getByRole("cell", { name: act, exact: true }).first().waitFor();
    }
    await filters.getByRole("button", { name: "看全部" }).click();
    await page.getByRole("cell", { name: "登录", exact: true }).first().waitFor();
    await lookAt(page, "keeper-record");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "导出 CSV" }).click(),
    ]);
    const csv = await readFile(await file.path(), "utf8");
    for (const words of ["封存完成", "重置密码", "安全保密员"]) expect(csv).toContain(words);
  });

  it("has nothing else", async () => {
    const said = await walkLinks(page, server);
    expect([...said.keys()].toSorted()).toEqual(["#/", "#/audit", "#/password"]);
    await expectNoPages(page, server, [...ofRounds(), "/accounts", "/system"]);
  });
});

it("leaves the office its rounds, and none of the keepers' pages", async () => {
  const office = await OfficeClient.signIn(server, "审核人");
  await desk.context.clearCookies();
  await page.goto(`${server.address}/`);
  await page.reload();
  await fillSignIn(page, office);
  await page.getByRole("link", { name: "十五届县委第三轮巡察" }).waitFor();
  expect(await accountMenu(page)).not.toEqual(expect.arrayContaining(["账号"]));
  await expectNoPages(page, server, ["/accounts", "/audit", "/system"]);
  expect(desk.complaints).toEqual([]);
});
