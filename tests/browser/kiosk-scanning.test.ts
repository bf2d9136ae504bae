/** Slips scanned at the group's tablet or laptop: with a scanner that types, and with its own camera. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { startTestServer, type TestServer } from "../journeys/start-server.ts";
import { answerPage, fillAll, picture, primary, start } from "./phone-in-hand.ts";
import { expectNoFlaws, see, type Seen } from "./phone-looks.ts";
import { filmSlip } from "./slip-before-camera.ts";

let server: TestServer;
let browser: Browser;
let folder: string;

/** `elsewhere.test` is this machine by a name that the browser does not trust as its own. */
const ARGUMENTS = [
  "--no-sandbox",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--host-resolver-rules=MAP elsewhere.test 127.0.0.1",
];

beforeAll(async () => {
  [server, folder] = await Promise.all([startTestServer(), mkdtemp(join(tmpdir(), "plumbline-film-"))]);
  const film = join(folder, "slip.y4m");
  await filmSlip(film, (await server.tickets("water", "C", 1))[0]!);
  browser = await chromium.launch({
    executablePath: findChromium()!,
    args: [...ARGUMENTS, `--use-file-for-fake-video-capture=${film}`],
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

async function openTablet(address = server.address): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1024, height: 640 }, locale: "zh-CN" });
  await page.goto(`${address}/v?kiosk`);
  await page.getByLabel("领码纸上的代码").waitFor();
  return page;
}

const scan = (page: Page) => page.getByRole("button", { name: "用摄像头扫码" }).click();
const landing = (page: Page) => page.getByRole("heading", { name: "县水利局党组" }).waitFor();
const kept = (page: Page) =>
  page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, location.hash]);

/** Runs in the page: notes the camera's tracks. */
function watchCamera(): void {
  const take = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (asked) => {
    const stream = await take(asked);
    Object.assign(window, { tracks: stream.getTracks() });
    return stream;
  };
}

const cameras = (page: Page) =>
  page.evaluate(() =>
    ((window as { tracks?: MediaStreamTrack[] }).tracks ?? []).map((track) => track.readyState),
  );

/** Everything a page could leave for the next person. */
async function left(page: Page) {
  const found = await page.evaluate(async () => ({
    written: [...document.querySelectorAll("input, textarea, select")]
      .map((field) => (field as HTMLInputElement).value)
      .join(""),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cameras: document.querySelectorAll("video").length,
    history: [history.length, JSON.stringify(history.state)],
    name: window.name,
  }));
  return { ...found, kept: await kept(page) };
}

describe("a scanner that types", () => {
  it("opens the slip from its whole address, keys checked, and leaves nothing", async () => {
    const page = await openTablet();
    await page.locator("h1").click();
    await page.keyboard.type((await server.tickets("water", "C", 1))[0]!);
    await page.keyboard.press("Enter");
    await landing(page);
    // The fingerprint came with it, so nobody has to compare it by eye.
    expect(await page.getByText("核对码").count()).toBe(0);
    expect(await kept(page)).toEqual([0, 0, "", ""]);
    await page.close();
  });

  it("opens the slip from the bare code, and says when it read something else", async () => {
    const page = await openTablet();
    await page.keyboard.type("https://example.org/other");
    await page.keyboard.press("Enter");
    await page.getByText("有一两位与纸面不一样").waitFor();
    expect(await page.getByLabel("领码纸上的代码").inputValue()).toBe("");
    await page.keyboard.type(/#([^.]+)/.exec((await server.tickets("water", "C", 1))[0]!)![1]!);
    await page.keyboard.press("Enter");
    await landing(page);
    await page.close();
  });
});

describe("the tablet's own camera", () => {
  it("reads the slip, goes off, and asks no other host", async () => {
    const page = await openTablet();
    const hosts = new Set<string>();
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await page.evaluate(watchCamera);
    await scan(page);
    await landing(page);
    expect(await cameras(page)).toEqual(["ended"]);
    expect([...hosts]).toEqual([new URL(server.address).host]);
    expect(await kept(page)).toEqual([0, 0, "", ""]);
    await page.close();
  });

  it("on the laptop's localhost serves one person after the other, and nothing is left between them", async () => {
    const page = await openTablet(server.address.replace("127.0.0.1", "localhost"));
    const before = await left(page);
    expect(before).toMatchObject({ kept: [0, 0, "", ""], written: "", databases: 0, caches: 0, cameras: 0 });
    for (const way of ["离开", "完成"]) {
      await page.evaluate(watchCamera);
      await scan(page);
      await landing(page);
      expect(await cameras(page)).toEqual(["ended"]);
      await start(page);
      expect(await page.locator("label.chosen").count()).toBe(0);
      await answerPage(page, 2);
      if (way === "完成") {
        await fillAll(page);
        await page.getByRole("button", { name: "完成" }).click();
      } else {
        await page.getByRole("button", { name: "离开", exact: true }).click();
        await page.getByRole("button", { name: "离开并清空" }).click();
      }
      await page.getByRole("heading", { name: "输入代码" }).waitFor();
      expect(await left(page)).toEqual(before);
    }
    await picture(page, "kiosk-after-camera");
    await page.goBack().catch(() => null);
    expect(await page.locator(".where, .say, label.chosen").count()).toBe(0);
    await page.close();
  });

  it("says kindly that it is not to be had at an address that is neither https nor the device's own", async () => {
    const page = await openTablet(server.address.replace("127.0.0.1", "elsewhere.test"));
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await scan(page);
    await page.getByText("在这个网址上，浏览器不让网页用摄像头。请改为输入代码，或用扫码枪。").waitFor();
    const seen: Seen = new Map();
    await see(page, "kiosk-no-camera", seen);
    expectNoFlaws(seen);
    await primary(page).click();
    await page.getByLabel("领码纸上的代码").waitFor();
    await page.close();
  });

  it.each([
    ["NotAllowedError", "没有得到使用摄像头的许可。"],
    ["NotFoundError", "这台设备没有摄像头。"],
    ["NotReadableError", "摄像头打不开，可能正被别的程序占用。"],
  ])("says what %s means", async (name, sentence) => {
    const page = await openTablet();
    await page.evaluate((refusal) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", refusal));
    }, name);
    await scan(page);
    await page.getByText(sentence).waitFor();
    await page.close();
  });
});
