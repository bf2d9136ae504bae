/** More ways to pages of refusal: of phones that keep nothing, of polls that are void, of what nobody foresaw. */
import type { Page } from "playwright-core";
import { pausePoll } from "../../server/services/change-poll-state.ts";
import { voidPoll } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import type { Desk } from "./phone-desk.ts";
import { fillForm, start } from "./phone-in-hand.ts";
import { answerCasts, expectChosen, filled, press, submit, unroute, type Way } from "./refusal-way.ts";
import { WAYS } from "./refusal-ways.ts";

/** A phone that takes nothing into its store, with the first form filled in. */
async function unkept(desk: Desk, unit?: string): Promise<Page> {
  const page = await desk.take();
  await page.addInitScript(keepNothing);
  await page.goto(await desk.slip(unit));
  await page.getByText(/^共 3 份，约 \d+ 分钟。$/).waitFor();
  await start(page);
  await fillForm(page, 2);
  return page;
}

/** Runs in the page. */
const keepNothing = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException("", "QuotaExceededError");
  };
};

/** Nobody is told that the phone has kept what it has not, or that going away is safe. */
async function expectNoPromise(page: Page): Promise<void> {
  const said = await page.locator("body").innerText();
  if (/保存在这部手机|还在这部手机|要离开也可以|再扫一次/.test(said)) throw new Error(`promised: ${said}`);
}

const unkeptWays: Record<string, Way> = {
  "offline-unkept": {
    says: [
      "网络断了，还没有提交",
      "手机没有让我们暂存，您填的只在这一页上。",
      /请不要关闭这一页，也不要退出微信；有网后会自动再交/,
    ],
    async arrive(desk) {
      const page = await unkept(desk);
      await page.context().setOffline(true);
      await submit(page);
      await page.getByText("网络断了，还没有提交").waitFor();
      await expectNoPromise(page);
      return page;
    },
    goOn: WAYS["offline"]!.goOn!,
  },
  "storage-unkept": {
    says: ["系统暂时收不了", "服务器出了故障，您这份还没有收下。", /您填的只在这一页上，请不要关闭这一页/],
    async arrive(desk) {
      const page = await unkept(desk);
      await answerCasts(page, (route) =>
        route.fulfill({ status: 503, json: { code: "store.storage-full", facts: {} } }),
      );
      await submit(page);
      await page.getByText("系统暂时收不了").waitFor();
      await expectNoPromise(page);
      return page;
    },
    goOn: WAYS["storage"]!.goOn!,
  },
  "paused-unkept": {
    says: ["暂停一会儿", "巡察组暂停了填写。", /您填的只在这一页上。请不要关闭这一页/],
    async arrive(desk) {
      const page = await unkept(desk, "paused");
      await pausePoll(desk.server.deps, KEEPER, desk.server.polls.get("paused")!);
      await submit(page);
      await page.getByText("暂停一会儿").waitFor();
      await expectNoPromise(page);
      return page;
    },
    async goOn(page, desk) {
      await WAYS["paused"]!.goOn!(page, desk);
      await expectChosen(page, 3);
    },
  },
};

const unforeseen: Record<string, Way> = {
  void: {
    says: [
      "这次测评已作废",
      "县作废局党组的测评已登记作废，内容不进入统计。",
      /^是否重新测评，请等巡察组通知/,
    ],
    async arrive(desk) {
      const page = await filled(desk, await desk.slip("voided"));
      await voidPoll(desk.server.deps, KEEPER, desk.server.polls.get("voided")!, "主持人宣布作废");
      await submit(page);
      return page;
    },
  },
  unexpected: {
    says: [
      "出了点问题",
      "系统遇到没有料到的情况，刚才这一步没有完成。",
      "请过一分钟再试一次；还不行，请告诉现场工作人员。",
    ],
    async arrive(desk) {
      const page = await filled(desk, await desk.slip());
      await answerCasts(page, (route) =>
        route.fulfill({ status: 400, json: { code: "of.tomorrow", facts: {} } }),
      );
      await submit(page);
      return page;
    },
    async goOn(page) {
      await unroute(page);
      await press(page, "重新打开");
      await page.getByText("上次填到这里，接着来。").waitFor();
    },
  },
  "not-reached": {
    says: [
      "还没有打开",
      "网络不通，或服务器正忙。码没有被使用。",
      "请看看手机的网络；连上以后这一页会自动再试。",
    ],
    async arrive(desk) {
      const page = await desk.take();
      await page.route(/\/api\/(?!forms)/, (route) => route.abort());
      await page.goto(await desk.slip());
      return page;
    },
    async goOn(page) {
      await unroute(page);
      await press(page, /再试一次/);
      await start(page);
      await fillForm(page, 2);
    },
  },
};

/** By names of our own: texts.zh.md §5 speaks of phones that keep what was filled in. */
export const MORE_WAYS: Readonly<Record<string, Way>> = { ...unkeptWays, ...unforeseen };
