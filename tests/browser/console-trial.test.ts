/** 归档 and 试算 in a real browser: two people archive, and what is tried out is marked on screen and on paper. */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClosedRound } from "../journeys/closed-round.ts";
import { decideGrade } from "../journeys/decide-grade.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { testUnit, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, type Desk, fillSignIn, overflow, takeDesk } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

let server: TestServer;
let browser: Browser;
let desk: Desk;
let office: OfficeClient;
let second: OfficeClient;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startClosedRound({
      units: [testUnit("water", "县水利局党组", [4, 5, 11]), testUnit("roads", "县交通局党组", [4, 5, 11])],
      climate: (unit) => (unit === "water" ? 0.9 : 0.5),
    }),
    openBrowser(),
  ]);
  office = await OfficeClient.signIn(server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
  const group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
  for (const unit of ["water", "roads"]) await decideGrade(server, unit, { group, office, second });
  desk = await takeDesk(browser);
  await desk.page.goto(`${server.address}/`);
  await fillSignIn(desk.page, office);
  await desk.page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const at = (page: string): string => `${server.address}/#/rounds/${server.round}/${page}`;

describe("试算", () => {
  it("is not to be had before the round is archived", async () => {
    const { page } = desk;
    await page.goto(at("grades"));
    await page.locator("table.grades").waitFor();
    expect(await page.getByRole("link", { name: "试算" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "归档这一轮…" }).count()).toBe(0);
    await page.goto(at("trial"));
    await page.getByRole("heading", { name: "还没有归档，不能试算" }).waitFor();
  });

  it("is opened by two people archiving a round whose grades are frozen", async () => {
    const { page } = desk;
    await page.goto(at("grades"));
    await page.getByRole("button", { name: "冻结 2 个…" }).click();
    await agree(page, office, second);
    await page.getByRole("button", { name: "归档这一轮…" }).click();
    await page.getByText("归档不能撤回").waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, "console-archive");
    await agree(page, office, second);
    await page.getByText("已归档").waitFor();
    await page.getByRole("link", { name: "试算" }).click();
    await page.getByText("试算不是等次。").waitFor();
  });

  it("shows what other points and lines come to, marked in the heading, in every row and on paper", async () => {
    const { page, complaints } = desk;
    await page.getByLabel("领导班子民主测评的试用分值").fill("10");
    await page.getByText("试用分值合计 90").waitFor();
    await page.getByRole("button", { name: "试算", exact: true }).click();
    await page.getByText("各部分分值合计应为 100，现为 90").waitFor();
    await page.getByLabel("监督情况的试用分值").fill("30");
    await page.getByLabel("良好的试用分数线").fill("99");
    await page.getByRole("button", { name: "试算", exact: true }).click();
    const table = page.getByRole("table", { name: "试算结果（不是等次）" });
    await table.waitFor();
    const rows = table.locator("tbody tr");
    expect(await rows.count()).toBe(2);
    for (const row of await rows.allInnerTexts()) expect(row).toContain("试算");
    expect(await rows.first().innerText()).toMatch(/良好[^]*较好[^]*变了/);
    expect(await brokenRules(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await picture(page, "console-trial");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".trial-mark").isVisible()).toBe(true);
    await page.pdf({ path: join(import.meta.dirname, "..", "artifacts", "console-trial.pdf") });
    await page.emulateMedia({ media: null });
    await page.getByLabel("良好的试用分数线").fill("98");
    await page.getByText("还没有重新试算").waitFor();
    // The refused attempt above is what the browser itself complains of.
    expect(complaints.filter((line) => !line.includes("422"))).toEqual([]);
  });

  it("is kept nowhere: what the page tried is gone once it is left", async () => {
    const { page } = desk;
    await page.goto(at("grades"));
    await page.locator("table.grades").waitFor();
    expect(await page.locator("table.grades").innerText()).not.toContain("试算");
    await page.goto(at("trial"));
    await page.getByText("试用分值合计 100").waitFor();
    expect(await page.getByRole("table", { name: "试算结果（不是等次）" }).count()).toBe(0);
  });

  it("is no page for a group or a viewer", async () => {
    const viewer = await OfficeClient.signIn(server, "领导", "viewer");
    const seen = await takeDesk(browser);
    await seen.page.goto(`${server.address}/`);
    await fillSignIn(seen.page, viewer);
    await seen.page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
    await seen.page.goto(at("grades"));
    await seen.page.locator("table.grades").waitFor();
    expect(await seen.page.getByRole("link", { name: "试算" }).count()).toBe(0);
    await seen.page.goto(at("trial"));
    await seen.page.locator(".empty").waitFor();
    expect(await seen.page.getByText("试算").count()).toBe(0);
    await seen.context.close();
  });
});
