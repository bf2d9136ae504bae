/** Ways to pages of refusal that lie in the browser: too old, without scripts, without a store. */
import type { Page } from "playwright-core";
import { fillForm, start, submitForm } from "./phone-in-hand.ts";
import { second, type Way } from "./refusal-way.ts";

export const BROWSER_WAYS: Readonly<Record<string, Way>> = {
  "old-browser": {
    says: ["这个浏览器太旧", "打不开填写页面。", "请换手机自带浏览器，或用现场的平板、纸质表填写。"],
    async arrive(desk) {
      const page = await desk.take();
      await page.addInitScript("delete globalThis.BigInt");
      await page.goto(await desk.slip());
      expectAtOnce(await tooOldLooks(page));
      return page;
    },
  },
  "old-browser-without-modules": {
    says: ["这个浏览器太旧", "打不开填写页面。", "请换手机自带浏览器，或用现场的平板、纸质表填写。"],
    async arrive(desk) {
      const page = await desk.take();
      // What such a browser makes of the page: it skips modules and runs what others skip.
      await rewritePage(page, (html) => html.replace(MODULE, "").replace("<script nomodule", "<script"));
      await page.goto(await desk.slip());
      expectAtOnce(await tooOldLooks(page));
      return page;
    },
  },
  "no-script": {
    says: [
      "打不开填写页面",
      "浏览器不让网页上的程序运行。码没有被使用。",
      /请在浏览器的设置里打开 JavaScript，再扫一次；不会设置的，请换手机自带浏览器/,
    ],
    async arrive(desk) {
      const page = await desk.take();
      // The rules of axe are a script themselves: what stands in <noscript> is shown to them without it.
      await rewritePage(page, (html) =>
        html
          .replace(MODULE, "")
          .replace(/<body>[^]*<noscript>(.*)<\/noscript>[^]*<\/body>/, "<body>$1</body>"),
      );
      await page.goto(await desk.slip());
      return page;
    },
  },
  "private-mode": {
    says: [
      "县水利局党组",
      /手机没有让我们暂存。无痕模式或存储已满/,
      /可以继续填，请一次填完；或换普通模式再扫。/,
    ],
    async arrive(desk) {
      const page = await desk.take();
      await page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException("", "QuotaExceededError");
        };
      });
      await page.goto(await desk.slip());
      await page.getByText("手机没有让我们暂存").scrollIntoViewIfNeeded();
      return page;
    },
    async goOn(page) {
      await start(page);
      await fillForm(page, 2);
      await submitForm(page);
      await second(page);
    },
  },
};

const MODULE = /<script type="module"[^>]*><\/script>/g;

async function rewritePage(page: Page, rewrite: (html: string) => string): Promise<void> {
  await page.route("**/v", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: rewrite(await response.text()) });
  });
}

/** How the page's own sentence stands there, and what would only show it later. */
const tooOldLooks = (page: Page) =>
  page.evaluate(() => [
    getComputedStyle(document.querySelector(".too-old")!).visibility,
    ...document.getAnimations().map(() => "later"),
  ]);

function expectAtOnce(looks: readonly string[]): void {
  if (looks.join() !== "visible") throw new Error(`the page of too old browsers is ${looks.join()}`);
}
