/**
 * Work that may take longer than one waits: sealing many units and making a backup show that they are under way, go on
 * when the page is left, and are found again. Packs of documents, slips and packs for a meeting: console-documents.
 */
import { rm } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { ROUND, startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { agree, type Desk, lookAt, type Person, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let desk: Desk;
let page: Page;
let own: Person;
let second: OfficeClient;
let draft: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  const round = await createRound(server.deps, KEEPER, { ...ROUND, title: "十五届县委第四轮巡察" });
  draft = round.id;
  const units = ["青石镇党委", "白云镇党委"].map((name, at) => testUnit(`town${at}`, name, [5, 10, 30]));
  await saveUnits(server.deps, KEEPER, draft, units);
  second = await OfficeClient.signIn(server, "审核人");
  desk = await takeDesk(browser);
  ({ page } = desk);
  own = await signInNew(page, server, "承办人");
});
afterAll(async () => {
  await browser.close();
  await rm(`${server.dataFolder}-backups`, { recursive: true, force: true });
  await server.stop();
});

/** Holds calls of that path back until it is let go. @returns lets go */
async function hold(path: string): Promise<() => void> {
  let letGo = (): void => {};
  const gate = new Promise<void>((done) => {
    letGo = done;
  });
  await page.route(`**${path}`, async (route) => {
    if (route.request().method() === "POST") await gate;
    await route.continue();
  });
  return letGo;
}

const open = (path: string) => page.goto(`${server.address}/#${path}`);

describe("sealing a round", () => {
  it("tells how many units have their keys, goes on when it is left, and is found again", async () => {
    const letGo = await hold(`/rounds/${draft}/seal`);
    await open(`/rounds/${draft}/prepare`);
    await page.getByRole("button", { name: "封存设置…" }).click();
    await agree(page, own, second);
    const dialog = page.getByRole("dialog");
    await dialog.getByText("正在生成密钥：0 / 2 个单位").waitFor();
    await dialog.getByRole("progressbar").waitFor();
    await lookAt(page, "long-seal");
    await dialog.getByRole("button", { name: "关闭" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("正在生成密钥：0 / 2 个单位").waitFor();
    await page.getByRole("link", { name: "进度", exact: true }).click();
    await page.getByRole("table").first().waitFor();
    await page.getByRole("link", { name: "准备", exact: true }).click();
    await page.getByText("正在生成密钥：0 / 2 个单位").waitFor();
    await lookAt(page, "long-seal-found-again");
    letGo();
    await page.getByText(/^正在生成密钥/).waitFor({ state: "detached" });
    const { units } = await second.get(`/rounds/${draft}`);
    expect(units.map(({ state }: { state: string }) => state)).toEqual(["sealed", "sealed"]);
  });
});

describe("a backup", () => {
  it("goes on when the page is left, is found again, and says when it is done", async () => {
    const letGo = await hold("/installation/backups");
    await open("/system");
    await page.getByRole("button", { name: "做一份备份" }).click();
    await page.getByText("正在备份，可以离开这一页…").waitFor();
    await open("/");
    await page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
    await open("/system");
    await page.getByText("正在备份，可以离开这一页…").waitFor();
    expect(await page.getByRole("button", { name: "做一份备份" }).isDisabled()).toBe(true);
    await lookAt(page, "long-backup");
    letGo();
    await page.getByText(/备份做好了：/).waitFor();
    await page.getByRole("table", { name: "备份" }).waitFor();
  });
});

it("complains about nothing", () => expect(desk.complaints).toEqual([]));
