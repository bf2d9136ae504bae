/** 动态口令 in a real browser: switched on, a phone bound by its camera, sign-in and acts of two with codes, a lost phone. */
import { createCanvas, loadImage } from "@napi-rs/canvas";
import jsQr from "jsqr";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CodePhone } from "../journeys/code-phone.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { brokenRules } from "./broken-rules.ts";
import { agree, fillSignIn, overflow, signInNew, takeDesk, type Person } from "./console-on-desk.ts";
import { openBrowser, picture } from "./phone-in-hand.ts";

const time = { nowMs: Date.parse("2026-11-27T08:00:00Z") };
const clock = (): Date => new Date(time.nowMs);
const nextCode = (): void => void (time.nowMs += 30_000);

let server: TestServer;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
let own: Person;
let phone: CodePhone;
let second: OfficeClient;
let secondPhone: CodePhone;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ clock }), openBrowser()]);
  ({ page, complaints } = await takeDesk(browser));
  own = await signInNew(page, server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Sound in both colours, at a desk and on a tablet, and a picture of each to look at. */
async function expectSound(name: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, `console-codes-${name}-${colorScheme}`);
  }
  await page.setViewportSize({ width: 768, height: 1024 });
  expect(await overflow(page)).toBe(0);
  await page.setViewportSize({ width: 1366, height: 768 });
}

/** What a camera before the screen reads. */
async function readQr(qr: Locator): Promise<URL> {
  const image = await loadImage(await qr.screenshot());
  const canvas = createCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data, width, height } = canvas.getImageData(0, 0, image.width, image.height);
  return new URL(jsQr(new Uint8ClampedArray(data), width, height)!.data);
}

const dialog = (): Locator => page.getByRole("dialog");

async function fillCodes(ownCode: string, secondCode: string): Promise<void> {
  await dialog().getByLabel("您自己的动态口令").fill(ownCode);
  await dialog().getByLabel("另一位同志的动态口令").fill(secondCode);
}

describe("switching on", () => {
  it("is asked of two, and then everybody signs in anew", async () => {
    await page.goto(`${server.address}/#/accounts`);
    await page.getByRole("button", { name: "启用动态口令…" }).click();
    await expectSound("switch");
    await agree(page, own, second);
    await page.getByRole("heading", { name: "登录", exact: true }).waitFor();
  });
});

describe("binding a phone", () => {
  it("comes after the password; the camera reads what the page says as text", async () => {
    await fillSignIn(page, own);
    await page.getByRole("heading", { name: "绑定动态口令" }).waitFor();
    await expectSound("enrol-begin");
    await page.getByRole("button", { name: "显示二维码" }).click();
    const qr = page.getByRole("img", { name: "绑定用的二维码" });
    await qr.waitFor();
    await expectSound("enrol");
    await page.emulateMedia({ colorScheme: "dark" });
    const address = await readQr(qr);
    await page.emulateMedia({ colorScheme: "light" });
    expect([address.protocol, address.host]).toEqual(["otpauth:", "totp"]);
    expect(decodeURIComponent(address.pathname)).toContain("承办人");
    const secret = address.searchParams.get("secret")!;
    expect((await page.locator(".code").innerText()).replaceAll(" ", "")).toBe(secret);
    phone = new CodePhone(secret, () => time.nowMs);
  });

  it("says when the code is wrong, and opens the console after a right one", async () => {
    await page.getByLabel("动态口令").fill(phone.wrong());
    await page.keyboard.press("Enter");
    await page.getByText("动态口令不对，或者已经过时。").waitFor();
    await page.getByLabel("动态口令").fill(phone.code());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "账号", exact: true }).waitFor();
    expect(await page.locator("body").innerText()).not.toContain(phone.secret.slice(0, 4));
  });
});

describe("signing in", () => {
  it("asks for the code after the password", async () => {
    await page.getByRole("button", { name: "承办人·巡察办" }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await fillSignIn(page, own);
    await page.getByRole("heading", { name: "输入动态口令" }).waitFor();
    await expectSound("sign-in");
    // The one that bound the phone is used up.
    await page.getByLabel("动态口令").fill(phone.code());
    await page.keyboard.press("Enter");
    await page.getByText("动态口令已经用过，每个只能用一次。").waitFor();
    nextCode();
    await page.getByLabel("动态口令").fill(phone.code());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "账号", exact: true }).waitFor();
  });
});

describe("an act of two people", () => {
  beforeAll(async () => {
    second = await second.signInAgain();
    const { secret } = (await (await second.send("POST", "/second-factor")).json()) as { secret: string };
    secondPhone = new CodePhone(secret, () => time.nowMs);
    expect(await second.status("PUT", "/second-factor", { code: secondPhone.code() })).toBe(204);
    nextCode();
  });

  it("takes both codes and says whose was wrong", async () => {
    await page.goto(`${server.address}/#/rounds/${server.round}`);
    await page.getByRole("button", { name: "封存：县水利局党组" }).click();
    await fillCodes(phone.code(), secondPhone.wrong());
    await agree(page, own, second);
    await page.getByText("没有执行：另一位同志的动态口令不对，或者已经过时。").waitFor();
    await expectSound("two-people");
    await fillCodes(phone.code(), secondPhone.code());
    await page.keyboard.press("Enter");
    await dialog().waitFor({ state: "detached" });
    const poll = server.polls.get("water")!;
    await expect
      .poll(async () => (await server.deps.office.inTransaction((o) => o.poll(poll)))?.state)
      .toBe("closed");
  });
});

describe("a lost phone", () => {
  it("is reset on the page of accounts, whose state says that it is not bound", async () => {
    nextCode();
    await server.account("第三人");
    const third = (await server.deps.office.inTransaction((o) => o.accountByName("第三人")))!;
    await server.deps.office.inTransaction(async ({ secondFactors }) => {
      await secondFactors.begin(third.id, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
      await secondFactors.confirm(third.id);
    });
    await page.goto(`${server.address}/#/accounts`);
    await page.reload();
    await page.getByRole("button", { name: "重置动态口令：第三人" }).click();
    await fillCodes(phone.code(), secondPhone.code());
    await agree(page, own, second);
    await page.getByText("第三人的动态口令已重置，请本人尽快登录并重新绑定。").waitFor();
    await page.getByRole("button", { name: "重置动态口令：第三人" }).waitFor({ state: "detached" });
    await expectSound("accounts");
    expect(complaints).toEqual([]);
  });
});
