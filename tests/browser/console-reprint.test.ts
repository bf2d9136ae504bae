/** A bag that is printed anew while its poll is open: two people agree to it in the dialog of the slips. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { KEEPER } from "../../server/services/deps.ts";
import { mintSheet } from "../../server/services/mint-tickets.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { agree, lookAt, signInNew, takeDesk } from "./console-on-desk.ts";
import { openBrowser } from "./phone-in-hand.ts";

const BAG = "其他干部职工";

let browser: Browser;
let server: TestServer;
beforeAll(async () => {
  browser = await openBrowser();
  server = await startTestServer();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("says what becomes of slips in people's hands, says whose password was wrong, and prints once both agree", async () => {
  const poll = server.polls.get("water")!;
  await mintSheet(server.deps, KEEPER, poll, "C", 0);
  const { page, context, complaints } = await takeDesk(browser, { width: 1366, height: 768 });
  const second = await takeDesk(browser);
  const other = await signInNew(second.page, server, "审核人");
  await second.context.close();
  const own = await signInNew(page, server, "承办人");
  await page.goto(`${server.address}/#/rounds/${server.round}`);
  await page.getByRole("button", { name: "领码纸：县水利局党组" }).click();
  const dialog = page.getByRole("dialog");
  const again = dialog.getByRole("button", { name: `作废重印：${BAG}` });
  await again.click();
  await dialog.getByText("可能有人手里拿着还没用的领码纸").waitFor();
  await lookAt(page, "console-reprint");
  await dialog.getByRole("button", { name: "不重印" }).click();
  await dialog.getByRole("button", { name: "关闭" }).waitFor();
  await again.click();
  await agree(page, own, { ...other, password: "wrong-password" });
  await dialog.getByText("没有执行：另一位同志的账号或密码不对。").waitFor();
  await lookAt(page, "console-reprint-refused");
  const downloaded = page.waitForEvent("download");
  await agree(page, own, other);
  expect((await downloaded).suggestedFilename()).toContain(`领码纸_${BAG}`);
  await dialog.getByText(`${BAG}的领码纸已下载。`).waitFor();
  await dialog.getByRole("button", { name: "关闭" }).waitFor();
  const [counted] = (await server.deps.roll.counts(poll)).filter(({ batch }) => batch === "C");
  expect(counted).toMatchObject({ minted: 65, unused: 35, voided: 30 });
  // What the server refused stands on the page; the browser writes it down as well.
  expect(complaints.filter((one) => !/401/.test(one))).toEqual([]);
  await context.close();
}, 180_000);
