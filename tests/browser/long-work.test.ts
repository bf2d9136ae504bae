/**
 * Work that may take longer than one waits: sealing many units, closing a box, making a backup, imports, parcels, recounts
 * and 销毁 show that they are under way, go on when the page is left, and are found again. Packs of documents, slips and packs for a
 * meeting: console-documents. 归档包: console-volumes. @source docs/operating.md, Long work in the console
 */
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRound } from "../../server/services/create-round.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { setCity } from "../../server/services/parcel/trust-installation.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { writeXlsx } from "hucre/xlsx";
import { LONG_WORK, type LongWork } from "../../web/office/making/use-long-work.ts";
import { archiveLongAgo, bringTask, closeEmpty, LAPTOP, openMaker } from "../journeys/brought-round.ts";
import { answerAndClose } from "../journeys/closed-round.ts";
import { freezeAll } from "../journeys/freeze-round.ts";
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
let planned: string;
let given: string;
let archived: string;
let opened: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  const round = await createRound(server.deps, KEEPER, { ...ROUND, title: "十五届县委第四轮巡察" });
  draft = round.id;
  const units = ["青石镇党委", "白云镇党委"].map((name, at) => testUnit(`town${at}`, name, [5, 10, 30]));
  await saveUnits(server.deps, KEEPER, draft, units);
  ({ id: planned } = await createRound(server.deps, KEEPER, { ...ROUND, title: "十五届县委第五轮巡察" }));
  ({ id: given } = await createRound(server.deps, KEEPER, { ...ROUND, title: "十五届县委第六轮巡察" }));
  await saveUnits(server.deps, KEEPER, given, [testUnit("forest", "县林业局党组", [5, 10, 30])]);
  ({ id: archived } = await createRound(server.deps, KEEPER, { ...ROUND, title: "十四届县委第九轮巡察" }));
  await archiveLongAgo(server.deps, archived);
  opened = await openRound(server.deps, "十五届县委第八轮巡察", "县广播电视台党组");
  const maker = await openMaker(server.deps);
  // A 结果包 is made for the office above only.
  await setCity(server.deps, KEEPER, LAPTOP.fingerprint, true);
  await bringTask(server.deps, maker, "came", false);
  await maker.stop();
  await closeEmpty(server.deps, "came");
  await answerAndClose(server, server.polls.get("water")!, 0.6);
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

/** A round of one unit, one form of which is open. */
async function openRound(deps: Deps, title: string, unit: string): Promise<string> {
  const forms = ROUND.forms.slice(0, 1);
  const { id } = await createRound(deps, KEEPER, { ...ROUND, title, forms });
  await saveUnits(deps, KEEPER, id, [testUnit("station", unit, [5, 10, 30])]);
  await sealRound(deps, KEEPER, id);
  const [row] = await deps.office.inTransaction((office) => office.polls(id));
  await openPoll(deps, KEEPER, row!.id);
  return id;
}

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

/** Whether the browser would ask were the page closed or read anew now. */
const asksFirst = (): Promise<boolean> =>
  page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));

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

/** What is chosen in the field of a file. */
interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const csv = (...lines: readonly string[]): Upload => ({
  name: "表.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(lines.join("\n")),
});
const roster = async (): Promise<Upload> => ({
  name: "名册.xlsx",
  mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  buffer: Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: "单位",
          rows: [
            ["单位名称", "单位类型", "巡察组", "A类应参加", "B类应参加", "C类应参加"],
            ["县林业局党组", "县直", "县委第一巡察组", 5, 10, 30],
          ],
        },
        {
          name: "班子成员",
          rows: [
            ["单位名称", "姓名", "职务", "正职", "排序"],
            ["县林业局党组", "林向东", "党组书记", "是", 1],
          ],
        },
      ],
    }),
  ),
});

interface Way {
  readonly path: () => string;
  /** The call that is held back. */
  readonly held: () => string;
  readonly start: () => Promise<unknown>;
  readonly says: string;
  readonly done: string;
  /** Another page, unless it is the list of rounds. */
  readonly away?: readonly [path: string, heading: string];
}

async function inDialog(opens: string, file: Upload): Promise<void> {
  await page.getByRole("button", { name: opens }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[type=file]").setInputFiles(file);
  await dialog.getByRole("button", { name: "导入", exact: true }).click();
}

/** Each long work of the console; sealing and backups have more to show, above. */
const WAYS: Readonly<Record<Exclude<LongWork, "seal" | "backup">, Way>> = {
  roster: {
    path: () => `/rounds/${planned}/prepare`,
    held: () => `/rounds/${planned}/roster`,
    start: async () => {
      await page.getByLabel("选择 Excel 或 CSV 文件").setInputFiles(await roster());
      await page.getByRole("button", { name: "导入", exact: true }).click();
    },
    says: "正在导入名册…",
    done: "已导入 1 个单位、1 名班子成员。",
  },
  // Before the import: whoever enters something about a unit may not recount it.
  recount: {
    path: () => `/rounds/${server.round}/assessment/water`,
    held: () => `/units/water/recount`,
    start: () => page.getByRole("button", { name: "重新计算" }).click(),
    says: "正在重算，答卷多时要等几秒…",
    done: "重算结果与原结果一致。",
  },
  assessments: {
    path: () => `/rounds/${server.round}/assessment/water`,
    held: () => `/rounds/${server.round}/assessments`,
    start: () => inDialog("从 Excel 导入…", csv("单位名称,个别谈话,座谈会", "县水利局党组,31,2")),
    says: "正在核对、导入…",
    done: "已导入 1 个单位。",
  },
  register: {
    path: () => "/register",
    held: () => "/register",
    start: () =>
      inDialog(
        "导入历史",
        csv("单位名称,单位类型,前身单位,届次,年份,轮次,情况", "县教育局党组,县直,,十五届,2023,第一轮,已巡察"),
      ),
    says: "正在导入…",
    done: "已导入 1 行。",
  },
  copy: {
    path: () => "/",
    held: () => "/copies",
    start: async () => {
      await page.getByRole("button", { name: "照上一轮新建…" }).click();
      await page.getByLabel("新轮次名称").fill("十五届县委第七轮巡察");
      await page.getByRole("button", { name: "新建", exact: true }).click();
    },
    says: "正在新建…",
    done: "已新建“十五届县委第七轮巡察”。",
    away: ["/register", "全覆盖台账"],
  },
  parcel: {
    path: () => "/installations",
    held: () => "/parcels",
    start: () =>
      page.getByLabel("选择文件…").setInputFiles({
        name: "包.zip",
        mimeType: "application/zip",
        buffer: Buffer.from("PK, and nothing"),
      }),
    says: "正在核对，可能要几分钟…",
    done: "这个包没有收下",
  },
  task: {
    path: () => `/rounds/${given}/parcels`,
    held: () => `/rounds/${given}/parcels`,
    start: async () => {
      await page.getByRole("button", { name: /^制作任务包：/ }).click();
      await page.getByRole("dialog").getByLabel("发给哪台电脑").selectOption(LAPTOP.fingerprint);
      await agree(page, own, second);
    },
    says: "正在办理任务包，单位多时要等一会儿…",
    done: "任务包已经办好。",
  },
  // What was given out just above does not come back.
  missing: {
    path: () => `/rounds/${given}/parcels`,
    held: () => `/rounds/${given}/parcels/missing`,
    start: async () => {
      await page.getByRole("button", { name: "宣布缺报" }).click();
      await page.getByLabel("县委第一巡察组的理由（写进记录）").fill("电脑丢失");
      await agree(page, own, second);
    },
    says: "正在宣布缺报，单位多时要等一会儿…",
    done: "已经宣布缺报。",
  },
  result: {
    path: () => `/rounds/${server.round}/parcels`,
    held: () => `/rounds/${server.round}/results-made`,
    start: async () => {
      await freezeAll(server.deps, server.round);
      await page.getByRole("button", { name: "制作结果包" }).click();
      await agree(page, own, second);
    },
    says: "正在做结果包，单位多时要等一会儿…",
    done: "结果包已经做好，可以下载。",
  },
  template: {
    path: () => "/templates",
    held: () => "/templates",
    start: async () => {
      await page.getByRole("button", { name: "制作模板包" }).click();
      await page.getByRole("dialog").getByLabel("名称").fill("2026 年全市模板");
      await agree(page, own, second);
    },
    says: "正在做模板包，表单多时要等一会儿…",
    done: "模板包已经做好，可以下载。",
  },
  sealed: {
    path: () => `/rounds/came/parcels`,
    held: () => `/rounds/came/parcels/sealed`,
    start: async () => {
      await page.getByRole("button", { name: "制作封存包" }).click();
      await agree(page, own, second);
    },
    says: "正在重数、做封存包，答卷多时要等几分钟…",
    done: "封存包已经做好，文件已经下载。",
  },
  destroy: {
    path: () => `/rounds/${archived}/documents`,
    held: () => `/rounds/${archived}/destroy`,
    start: async () => {
      await page.getByRole("button", { name: "按规定销毁…" }).click();
      await page.getByRole("dialog").getByLabel("理由").fill("保管期满");
      await agree(page, own, second);
    },
    says: "正在销毁，文件多时要等一会儿…",
    // Done, it is walked in console-volumes; here it ends with what is missing.
    done: "还没有做过归档包，不能销毁",
  },
  // Last: who has closed a box sees no results before the next sign-in.
  close: {
    path: () => `/rounds/${opened}`,
    held: () => "/close",
    start: async () => {
      await page.getByRole("button", { name: "封存：县广播电视台党组" }).click();
      await page.getByRole("checkbox", { name: "不等正在填的人，马上封存" }).check();
      await agree(page, own, second);
    },
    says: "正在封存县广播电视台党组的票箱，答卷多时要等一会儿…",
    done: "县广播电视台党组的票箱已经封存，不能再开放。",
  },
};

describe.each(Object.entries(WAYS))("%s", (work, way) => {
  const { path, held, start, says, done, away = ["/", "轮次"] } = way;
  const leave = async (): Promise<void> => {
    await open(away[0]);
    await page.getByRole("heading", { name: away[1], exact: true }).waitFor();
  };
  it("shows that it is under way, goes on when its page is left, and is found again, under way and ended", async () => {
    const letGo = await hold(held());
    await open(path());
    expect(await asksFirst()).toBe(false);
    await start();
    const line = page.locator(".making", { hasText: says });
    await line.getByRole("progressbar").waitFor();
    expect(await asksFirst()).toBe(true);
    await page.getByText("可以离开这一页去做别的").waitFor();
    await lookAt(page, `long-${work}`);
    const dialog = page.getByRole("dialog");
    if ((await dialog.count()) > 0) {
      await dialog.getByRole("button", { name: "关闭" }).click();
      await dialog.waitFor({ state: "detached" });
      await line.waitFor();
    }
    await leave();
    await line.waitFor({ state: "detached" });
    await open(path());
    await line.getByRole("progressbar").waitFor();
    await lookAt(page, `long-${work}-found-again`);
    letGo();
    await page.getByText(done).first().waitFor();
    await line.waitFor({ state: "detached" });
    expect(await asksFirst()).toBe(false);
    await leave();
    await open(path());
    await page.getByText(done).first().waitFor();
  });
});

it("is named in the manual, every one", () => {
  const manual = readFileSync("docs/operating.md", "utf8");
  const list = manual.slice(manual.indexOf("## Long work in the console"));
  expect(LONG_WORK.filter((work) => !list.includes(`\`${work}\``))).toEqual([]);
});

it("complains about nothing but the file that was no parcel and the round without 归档包", () =>
  expect(desk.complaints.map((line) => /\d{3}/.exec(line)?.[0] ?? line)).toEqual(["422", "409"]));
