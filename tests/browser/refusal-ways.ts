/** How a person comes to each page of refusal: what happens, and how it goes on with nothing lost. */
import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { toBase64Url } from "../../server/core/ticket/bytes.ts";
import { enter } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { pausePoll, resumePoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { openPort, post, redeemBody } from "../journeys/phone-client.ts";
import { changeDocument } from "./changed-document.ts";
import { answerPage, fillAll, fillForm, start, submitForm } from "./phone-in-hand.ts";
import { BROWSER_WAYS } from "./browser-ways.ts";
import {
  answerCasts,
  codeOf,
  expectChosen,
  filled,
  kioskWith,
  press,
  second,
  submit,
  unroute,
  type Way,
} from "./refusal-way.ts";

const waiting: Record<string, Way> = {
  "not-open": {
    says: ["还没有开始", "县晚开局党组的测评还没有开放。", "请等巡察组宣布开始后再扫一次，码不会失效。"],
    async arrive(desk) {
      const page = await desk.take();
      await page.goto(await desk.slip("late"));
      return page;
    },
  },
  paused: {
    says: ["暂停一会儿", "巡察组暂停了填写。", "已填的内容还在这部手机上，稍后再扫一次接着填。"],
    async arrive(desk) {
      const page = await filled(desk, await desk.slip("paused"));
      await pausePoll(desk.server.deps, KEEPER, desk.server.polls.get("paused")!);
      await submit(page);
      return page;
    },
    async goOn(page, { server }) {
      await resumePoll(server.deps, KEEPER, server.polls.get("paused")!);
      await press(page, "重新打开");
      await page.getByText("上次填到这里，接着来。").waitFor();
    },
  },
  closed: {
    says: [
      "已经结束",
      /^县已封局党组的测评已于 \d{4}年\d+月\d+日 \d\d:\d\d 结束并封存。$/,
      "没有赶上的，可以向巡察组当面或来电反映：0000-1234567。",
    ],
    async arrive(desk) {
      const { deps, polls } = desk.server;
      const page = await filled(desk, await desk.slip("ended"));
      await beginClosing(deps, KEEPER, polls.get("ended")!, {
        second: { account: "second", name: "审核人" },
      });
      await continueClosing(deps, KEEPER, polls.get("ended")!);
      await submit(page);
      return page;
    },
  },
  closing: {
    says: ["正在封存", /已经开始的还可以在 [1-5] 分钟内提交/, /^已经开始的，请尽快提交。/],
    async arrive(desk) {
      const slip = await desk.slip("closing");
      const begun = await filled(desk, await desk.slip("closing"));
      await beginClosing(desk.server.deps, KEEPER, desk.server.polls.get("closing")!, { second: null });
      const page = await desk.take();
      await page.goto(slip);
      // Who has begun is not held up.
      await submit(begun);
      await second(begun);
      return page;
    },
  },
  busy: {
    says: ["人多，请稍候", "大家同时在提交，还没有轮到。", /不用反复点，\d+ 秒后自动再试。内容没有丢。/],
    async arrive(desk) {
      const page = await filled(desk, await desk.slip());
      await answerCasts(page, (route) => route.fulfill({ status: 503, body: "" }));
      await submit(page);
      return page;
    },
    async goOn(page) {
      await unroute(page);
      await press(page, /再试一次/);
      await second(page);
    },
  },
  offline: {
    says: ["网络断了，还没有提交", "您填的都保存在这部手机上。", /请不要清理微信，也不要换手机；/],
    async arrive(desk) {
      const page = await filled(desk, await desk.slip());
      await page.context().setOffline(true);
      await submit(page);
      return page;
    },
    async goOn(page) {
      await page.context().setOffline(false);
      await second(page);
    },
  },
  storage: {
    says: ["系统暂时收不了", "服务器出了故障，您这份还没有收下。", /内容保存在这部手机上。/],
    async arrive(desk) {
      const page = await filled(desk, await desk.slip());
      await answerCasts(page, (route) =>
        route.fulfill({ status: 503, json: { code: "store.storage-full", facts: {} } }),
      );
      await submit(page);
      return page;
    },
    async goOn(page) {
      await unroute(page);
      await press(page, /再试一次/);
      await second(page);
    },
  },
};

const slips: Record<string, Way> = {
  "used-elsewhere": {
    says: ["这个码已经用过", /这个码已在别处开始填写，/, /如果不是您本人，请马上告诉现场工作人员/],
    async arrive(desk) {
      const slip = await desk.slip();
      // Somebody else's device has asked with values of its own.
      const { a, blinded } = redeemBody(await enter(openPort(desk.server.address), parseTicket(slip)));
      const other = () => toBase64Url(Buffer.concat([Buffer.alloc(1), randomBytes(255)]));
      const values = Object.fromEntries(Object.keys(blinded).map((instrument) => [instrument, other()]));
      await post(desk.server.address, "/api/redeem", { a, blinded: values });
      const page = await desk.take();
      await page.goto(slip);
      return page;
    },
  },
  "all-done": {
    says: ["您已经填完了", "这个码的 3 份都已收到，不用再填。", "可以关掉这一页。"],
    async arrive(desk) {
      const slip = await desk.slip();
      await fillAll(await filled(desk, slip).then(next));
      const page = await desk.take();
      await page.goto(slip);
      return page;
    },
  },
  "one-done": {
    says: ["这一份已经收到", "第一次提交的有效，不用重复。", "点“下一份”继续。"],
    async arrive(desk) {
      const slip = await desk.slip();
      const page = await filled(desk, slip);
      await next(await filled(desk, slip));
      await submit(page);
      return page;
    },
    async goOn(page) {
      await press(page, "下一份");
      await second(page);
    },
  },
  voided: {
    says: [
      "这个码已作废",
      "这张码已登记作废（换码或未发出）。",
      "请用新领的码；没有新码，请找现场工作人员。",
    ],
    async arrive(desk) {
      const slip = await desk.slip("spoiled");
      const { deps, polls } = desk.server;
      await mintTickets(deps, KEEPER, polls.get("spoiled")!, "C", { count: 1, voidUnused: true });
      const page = await desk.take();
      await page.goto(slip);
      return page;
    },
  },
  unknown: {
    says: ["没有认出这个码", /可能没有扫全、输错了一两位/, "请重新扫，或对照纸面再输一次。"],
    async arrive(desk) {
      const page = await desk.take();
      await page.goto(`${desk.server.address}/v#00000000000000000000.00000000000000000000`);
      return page;
    },
    async goOn(page, desk) {
      await press(page, "重新输入代码");
      await page.getByLabel("领码纸上的代码").fill(codeOf(await desk.slip()));
      await press(page, "继续");
      await page.getByText(/核对码 [0-9A-Z]{4}-[0-9A-Z]{4}/).waitFor();
    },
  },
  "rehearsal-over": {
    says: ["这是演练用的码", "演练已结束，内容已清除。", "请使用正式领码纸。"],
    async arrive(desk) {
      const page = await desk.take();
      await page.goto(`${desk.server.address}/v?rehearsal#11111111111111111111.11111111111111111111`);
      return page;
    },
  },
  "rehearsal-over-typed": {
    says: ["这是演练用的码", "演练已结束，内容已清除。", "请使用正式领码纸。"],
    async arrive(desk) {
      const page = await desk.take();
      await page.goto(`${desk.server.address}/v`);
      await page.getByLabel("领码纸上的代码").fill("test-7K3M-1111-1111-1111");
      await press(page, "继续");
      return page;
    },
    async goOn(page, desk) {
      await press(page, "重新输入代码");
      await page.getByLabel("领码纸上的代码").fill(codeOf(await desk.slip()));
      await press(page, "继续");
      await page.getByText(/核对码 [0-9A-Z]{4}-[0-9A-Z]{4}/).waitFor();
    },
  },
  "key-mismatch": {
    says: ["核对没有通过，已替您停下", /网页给出的核对码与领码纸不一致。/, /您填的内容没有发出。/],
    async arrive(desk) {
      const page = await desk.take();
      await page.goto((await desk.slip()).replace(/\.\w+$/, ".00000000000000000000"));
      await page.getByText(/^网页给出的核对码　[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
      return page;
    },
  },
  "other-unit": {
    says: ["这是别的单位的码", "这张码是县水利局党组的，这里是县停停局党组。", /请核对领码纸上的单位名称；/],
    async arrive(desk) {
      const at = desk.server.polls.get("paused")!;
      return kioskWith(desk, codeOf(await desk.slip()), `=${at}`);
    },
    async goOn(page) {
      await press(page, "重新输入代码");
      await page.getByLabel("领码纸上的代码").waitFor();
    },
  },
};

const answers: Record<string, Way> = {
  "typed-wrong": {
    says: ["输入代码", "有一两位与纸面不一样。", "请一组一组对照纸面核对，字母不分大小写。"],
    async arrive(desk) {
      const page = await desk.take();
      await page.goto(`${desk.server.address}/v`);
      await page.getByLabel("领码纸上的代码").fill(NO_CODE);
      await press(page, "继续");
      return page;
    },
    async goOn(page) {
      expectTyped(await page.getByLabel("领码纸上的代码").inputValue());
    },
  },
  "too-many-tries": {
    says: ["请稍等一分钟", "这里输错的次数多了些。", /\d+ 秒后再试，不影响其他人。/],
    async arrive(desk) {
      const { address } = desk.server;
      const wrong = () => post(address, "/api/entry", { h: toBase64Url(randomBytes(32)) });
      await Promise.all(Array.from({ length: 61 }, wrong));
      const page = await desk.take();
      await page.goto(`${address}/v#00000000000000000000.00000000000000000000`);
      return page;
    },
  },
  "form-changed": {
    says: ["题目有更新", "您打开的是旧版。", "已为您换成新版，已填的会尽量保留，请检查后提交。"],
    async arrive(desk) {
      const page = await desk.take();
      await showOldForm(page, desk.server.address);
      await page.goto(await desk.slip());
      await start(page);
      await fillForm(page, 2);
      await submit(page);
      return page;
    },
    async goOn(page) {
      // The last page is in view; the review would not come if any answer of the pages before it were gone.
      await expectChosen(page, 3);
      await press(page, "填好了");
      await submit(page);
      await second(page);
      await unroute(page);
    },
  },
  "answers-invalid": {
    says: ["有 1 题需要看一下", /没有填好的是：依法依规履行职责/, "点“去看看”。内容没有丢。"],
    async arrive(desk) {
      const page = await desk.take();
      await page.route("**/api/forms/*", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: offerMore((await response.json()) as FrozenForm) });
      });
      await page.goto(await desk.slip());
      await start(page);
      await answerPage(page, 2);
      await press(page, "下一页");
      await page.getByText("第 5–8 题").waitFor();
      await answerPage(page, 2);
      await page.locator('[data-name="t06"] label').filter({ hasText: "说不清" }).click();
      await press(page, "下一页");
      await page.getByText("第 9–13 题").waitFor();
      await fillForm(page, 2);
      await submit(page);
      return page;
    },
    async goOn(page) {
      await press(page, "去看看");
      await page.locator('[data-name="t06"]').getByText("选的一项不在选项里，请重新选").waitFor();
      await expectChosen(page, 4);
      await fillForm(page, 2);
      await submit(page);
      await second(page);
      await unroute(page);
    },
  },
};

/** By the keys of texts.zh.md §5. */
export const WAYS: Readonly<Record<string, Way>> = { ...waiting, ...slips, ...answers, ...BROWSER_WAYS };

async function next(page: Page): Promise<Page> {
  await submitForm(page);
  await second(page);
  return page;
}

/** As long as a code, with a letter that none has. */
const NO_CODE = "7K3M-7K3M-7K3M-7K3M-7K3U";

function expectTyped(value: string): void {
  if (value !== NO_CODE) throw new Error(`the typed code has become ${value}`);
}

/** The phone is shown an older version of the first form; the real server refuses it when it is submitted. */
async function showOldForm(page: Page, address: string): Promise<void> {
  const old = "0".repeat(64);
  let current = "";
  await changeDocument<{ forms: { digest: string }[] }>(page, (document) => {
    current = document.forms[0]!.digest;
    return {
      ...document,
      forms: document.forms.map((form, i) => (i === 0 ? { ...form, digest: old } : form)),
    };
  });
  await page.route(`**/api/forms/${old}`, async (route) => {
    await route.fulfill({ response: await route.fetch({ url: `${address}/api/forms/${current}` }) });
  });
}

/** Adds 说不清, which the frozen form does not offer, to question t06. */
function offerMore(form: FrozenForm): string {
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    const question = node as { name?: string; choices?: unknown[] };
    if (question.name === "t06") question.choices?.push({ value: "hazy", text: "说不清" });
    Object.values(node).forEach(visit);
  };
  visit(form.survey);
  return JSON.stringify(form);
}
