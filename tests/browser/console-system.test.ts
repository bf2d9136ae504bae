/** 系统 in a real browser: as the office, and as the system administrator of three keepers. */
import { rmSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEEPER } from "../../server/services/deps.ts";
import { switchProfile } from "../../server/services/switch-profile.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { fillSignIn, overflow, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(`${server.dataFolder}-backups`, { recursive: true, force: true });
  await server.stop();
});

async function expectWhole(page: Page): Promise<void> {
  await page.getByRole("cell", { name: "制作 PDF" }).waitFor();
  await page.getByRole("table", { name: "存储与版本" }).waitFor();
  expect(await brokenRules(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

describe("the page 系统", () => {
  it("says for each red line what to do, makes a backup and warns of the next", async () => {
    const { page, context, complaints } = await takeDesk(browser);
    await signInNew(page, server, "承办人");
    await page.getByRole("button", { name: /承办人/ }).click();
    await page.getByRole("link", { name: "系统" }).click();
    await expectWhole(page);
    await page.getByText("有 2 项要先处理。").waitFor();
    // The round of this server was sealed for another address than the one it now says it has.
    const printed = page.getByRole("row", { name: /领码纸上的网址没有变/ });
    expect(await printed.innerText()).toContain(`已经印出的码是 ${server.address}`);
    const row = page.getByRole("row", { name: /网址打得开/ });
    expect(await row.innerText()).toMatch(/要处理[^]*打不开。[^]*请核对地址、端口、防火墙/);
    await picture(page, "console-system");
    await page.getByText("现在有 1 个单位正在收票。收票期间最多留一份备份").waitFor();
    await page.getByRole("button", { name: "做一份备份" }).click();
    await page.getByText(/备份做好了：/).waitFor();
    expect(await page.getByRole("table", { name: "备份" }).getByRole("row").count()).toBe(2);
    await page.getByText("最近一份是今天做的。").waitFor();
    await page.getByRole("heading", { name: "现在的方式，以及告诉填写人的话" }).scrollIntoViewIfNeeded();
    await page.getByText("请连接巡察组自带的无线网填写，不要用单位的无线网。").waitFor();
    await picture(page, "console-system-below");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each([
    { name: "dark", dark: true, width: 1366, height: 768 },
    { name: "tablet", dark: false, width: 768, height: 1024 },
  ])("is the system administrator's with three keepers, $name", async ({ name, ...settings }) => {
    const first = await OfficeClient.signIn(server, `管理员${name}`, "sysadmin");
    await OfficeClient.signIn(server, `保密员${name}`, "security");
    await OfficeClient.signIn(server, `审计员${name}`, "auditor");
    await switchProfile(server.deps, KEEPER, { hasKeepers: true });
    const { page, context } = await takeDesk(browser, settings);
    await page.goto(`${server.address}/#/system`);
    await fillSignIn(page, first);
    await expectWhole(page);
    await picture(page, `console-system-${name}`);
    await context.close();
  });
});
