/**
 * Every cell of every table of numbers, as a workbook gives it, is what the API gives: leaders, 等次汇总表, 报告单, 登记表,
 * 对比表, 整改, 问题清单. (The table of the team, ticks and data stand in documents.test.ts.) @source domain.md §5
 */
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blockScore } from "../../server/core/results/block-score.ts";
import { parseRatio, printRatio } from "../../server/core/ratio.ts";
import type {
  GradeTableAnswer,
  ItemAnswer,
  ResultsAnswer,
  TablesAnswer,
} from "../../server/http/office/answers-results.ts";
import type { RollSheetAnswer } from "../../server/http/office/answers-records.ts";
import { EMPTY_ASSESSMENT } from "../../server/core/scoring/scheme.ts";
import type { ScoreNote } from "../../server/core/scoring/unit-score.ts";
import { exchangeTicket } from "../../server/services/exchange-ticket.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { approveGrade, proposeGrade, reviewGrade } from "../../server/services/review/take-step.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { answerAndClose } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, testAssessment, type TestServer, testUnit } from "./start-server.ts";

type Value = string | number | boolean | Date | null;
type Form = ResultsAnswer["forms"][number];
type TablesForm = Extract<Form, { level: "tables" }>;

const everybody = ["A", "B", "C"];
const UNITS = [
  testUnit("water", "县水利局党组", [5, 10, 30]),
  testUnit("small", "县档案馆党支部", [2, 2, 4]),
  testUnit("few", "县供销社党支部", [2, 2, 4]),
  testUnit("later", "县交通局党组", [5, 10, 30]),
];
/** What the group typed after the meeting of the first unit. */
const TYPED = {
  meeting: "测评会",
  time: "2026年11月20日 9:00",
  place: "三楼会议室",
  due: 45,
  present: 44,
  note: "一张遗失",
  batches: [
    { batch: "A", issued: 5, exchanged: 0, returned: 0, left: 0, paperIssued: 0, paperReturned: 0 },
    { batch: "B", issued: 10, exchanged: 1, returned: 0, left: 0, paperIssued: 0, paperReturned: 0 },
    { batch: "C", issued: 29, exchanged: 0, returned: 0, left: 1, paperIssued: 0, paperReturned: 0 },
  ],
};

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  server = await startTestServer({
    units: UNITS,
    round: {
      feedbackDate: "2026年3月",
      forms: [
        { instrument: "leadership-team", categories: everybody, include: [] },
        { instrument: "leadership-members", categories: ["B", "C"], include: [] },
        { instrument: "staff-questionnaire", categories: everybody, include: [] },
        { instrument: "rectification", categories: everybody, include: [] },
      ],
    },
  });
  const { deps, round, polls } = server;
  const deductions = [{ points: "1.50", reason: "报告重大事项不及时" }];
  await saveAssessment(deps, KEEPER, round, "water", { ...testAssessment, deductions }, null);
  await saveAssessment(deps, KEEPER, round, "small", EMPTY_ASSESSMENT, null);
  const [spoiled] = await server.tickets("water", "B", 1);
  await exchangeTicket(deps, KEEPER, polls.get("water")!, { ticket: spoiled!, batch: null });
  for (const unit of ["water", "small"]) await answerAndClose(server, polls.get(unit)!, 0.8);
  await answerAndClose(server, polls.get("few")!, 0.8, 2);
  office = await OfficeClient.signIn(server);
  const second = await OfficeClient.signIn(server, "审核人");
  const path = `/polls/${polls.get("water")}/roll-sheet`;
  expect(await office.status("PUT", path, { ...TYPED, ...office.withSecond(second) })).toBe(200);
  const { rows } = await gradesOf();
  const water = { round, unit: "water" };
  const grade = rows[0]!.computed!;
  await proposeGrade(deps, KEEPER, water, { grade, reason: "同测算" });
  await reviewGrade(deps, { account: "reviewer", name: "审核人" }, water, "同意");
  await approveGrade(deps, KEEPER, water, { grade, meeting: "2026年12月1日", reason: "同意" });
}, 240_000);
afterAll(() => server.stop());

const gradesOf = (): Promise<GradeTableAnswer> => office.get(`/rounds/${server.round}/grades`);
const resultsOf = (unit: string): Promise<ResultsAnswer> =>
  office.get(`/polls/${server.polls.get(unit)}/results`);
async function formsOf(unit: string): Promise<readonly TablesForm[]> {
  const { forms } = await resultsOf(unit);
  return forms.filter((form): form is TablesForm => form.level === "tables");
}
const formOf = async (unit: string, instrument: string): Promise<TablesForm> =>
  (await formsOf(unit)).find((form) => form.instrument === instrument)!;

interface Printed {
  readonly name: string;
  /** Titles of the head, those of its second row in place of the groups above them. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** Sheets of a document: from the row that begins with one of these titles on. */
async function sheetsOf(path: string, first: readonly string[]): Promise<readonly Printed[]> {
  const response = await office.send("GET", `${path}.xlsx`);
  expect([path, response.status]).toEqual([path, 200]);
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
  return sheets.flatMap(({ name, rows }) => {
    const at = rows.findIndex((row) => first.includes(String(row[0])));
    if (at === -1) return [];
    const [top = [], below = []] = [rows[at], rows[at + 1]];
    const isTwo = below[0] === null || below[0] === undefined;
    const width = Math.max(top.length, below.length);
    const head = Array.from({ length: width }, (_, column) => {
      const group = top.slice(0, column + 1).findLast((title) => title !== null && title !== "");
      const own = isTwo ? (below[column] ?? null) : null;
      return own === null ? String(top[column] ?? "") : `${group}·${own}`;
    });
    return [{ name, head, rows: rows.slice(at + (isTwo ? 2 : 1)) as Value[][] }];
  });
}

const roundPath = (key: string): string => `/rounds/${server.round}/documents/${key}`;
const unitPath = (unit: string, key: string): string => `/polls/${server.polls.get(unit)}/documents/${key}`;
/** What 备注 of the grade table says to a code of the API. @source domain.md §4 */
const NOTED: { readonly [note in ScoreNote]: string } = {
  "opinion-only": "缺研判、监督情况，不评等次",
  unscored: "测评不计分，等次由巡察组依据研判和监督情况提出，经领导小组审定",
  "low-participation": "参评率低于办法规定，不计分",
  "warn-participation": "参评率偏低",
  "cap-open": "有等次限制情形待确认",
  capped: "按等次限制情形定等次",
};
const numbered = ({ rows }: Printed) => rows.filter((row) => typeof row[0] === "number");
const share = (part: number, of: number): number => Math.round((1000 * part) / of) / 1000;
const printed = (score: { readonly printed: string } | null): Value => (score ? Number(score.printed) : "—");
const levelsOf = (item: ItemAnswer) => item.options.filter(({ dontKnow }) => !dontKnow);
const votesOf = (item: ItemAnswer): readonly number[] =>
  item.counts!.filter((_, at) => !item.options[at]!.dontKnow);
const ratedCells = (item: ItemAnswer): readonly Value[] => [
  ...votesOf(item).flatMap((votes) => [votes, share(votes, item.valid)]),
  item.dontKnow,
  item.blank,
  printed(item.score),
];

describe("cells", () => {
  it("of the leaders' table", async () => {
    const form = await formOf("water", "leadership-members");
    const [sheet] = await sheetsOf(unitPath("water", "members-table.leadership-members"), ["序号"]);
    const levels = levelsOf(form.items[0]!).flatMap(({ text }) => [`${text}·票`, `${text}·率`]);
    expect(sheet!.head).toEqual(["序号", "姓名", "职务", ...levels, "不了解", "弃权", "得分", "备注"]);
    const wanted = form.leaders.map((leader, at) => {
      const item = form.items.find((one) => one.leader === leader.position)!;
      return [at + 1, leader.name, leader.post, ...ratedCells(item), leader.isPrincipal ? "正职" : null];
    });
    expect(wanted).toHaveLength(3);
    expect(numbered(sheet!)).toEqual(wanted);
    const total = sheet!.rows.find((row) => row[0] === "班子成员测评得分")!;
    expect(total.filter((cell) => typeof cell === "number")).toEqual([printed(form.score)]);
  });

  it("of the grade table", async () => {
    const { rows, parts } = await gradesOf();
    const [sheet] = await sheetsOf(roundPath("grade-table"), ["序号"]);
    expect(sheet!.head.slice(0, 6)).toEqual(["序号", "被巡察党组织", "单位类型", "巡察组", "应参加", "有效"]);
    const points = sheet!.head.slice(6, 6 + parts.length).map((title) => /（(\d+)）$/.exec(title)?.[1]);
    expect(points).toEqual(parts.map((part) => part.points));
    expect(sheet!.head.slice(6 + parts.length)).toEqual([
      "扣分",
      "总分",
      ...["测算", "建议", "审定"].map((grade) => `等次·${grade}`),
      "备注",
    ]);
    const printedRows = numbered(sheet!);
    expect(printedRows).toHaveLength(rows.length);
    for (const [at, row] of rows.entries()) {
      const cells = printedRows[at]!;
      const { unit } = row;
      const lead = [at + 1, unit.name, unit.unitType, unit.group, row.eligible, row.valid ?? "—"];
      expect(cells.slice(0, 6)).toEqual(lead);
      const own = cells.slice(6, 6 + parts.length);
      expect(own.map((cell) => (typeof cell === "number" ? cell : null))).toEqual(
        row.values.map((value) => (value === null ? null : Number(value))),
      );
      const [deducted, total, ...grades] = cells.slice(6 + parts.length, 11 + parts.length);
      // The API has the balance with its sign; what is taken off stands without one.
      expect(typeof deducted === "number" ? 0 - deducted : 0).toBe(0 - -Number(row.deduction || 0));
      expect(typeof total === "number" ? total : null).toBe(row.total ? Number(row.total.printed) : null);
      expect(grades).toEqual([row.computed, row.proposed, row.approved]);
      const noted = row.notes.map((note) => NOTED[note]);
      if (row.level === "score") noted.unshift("收回不足 10 份，只有每张表的得分");
      if (row.total === null && row.opinion) noted.push(`测评问卷参考分 ${row.opinion.printed}`);
      expect([unit.name, cells[11 + parts.length]]).toEqual([unit.name, noted.join("；") || null]);
    }
    expect(rows.map(({ level }) => level)).toEqual(["tables", "score", "none", "open"]);
    expect(rows.map(({ notes }) => notes)).toEqual([
      [],
      ["opinion-only"],
      ["unscored", "warn-participation"],
      [],
    ]);
    expect(rows[0]).toMatchObject({ deduction: "-1.50", approved: rows[0]!.computed });
  });

  it("of 测评结果报告单", async () => {
    const { forms, eligible } = await resultsOf("water");
    const { sheet: roll }: RollSheetAnswer = await office.get(
      `/polls/${server.polls.get("water")}/roll-sheet`,
    );
    const [sheet] = await sheetsOf(unitPath("water", "result-sheet"), ["表"]);
    const cellOf = (row: readonly Value[], title: string): Value => {
      expect(sheet!.head).toContain(title);
      return row[sheet!.head.indexOf(title)]!;
    };
    for (const [at, form] of (forms as readonly TablesForm[]).entries()) {
      const row = sheet!.rows[at]!;
      const source = form.bySource;
      const wanted: { readonly [title: string]: Value } = {
        表: form.title,
        收回: form.ballots,
        其中扫码: source.ticket ?? 0,
        纸质: (source.paper ?? 0) + (source.import ?? 0),
        开放: source.open ?? 0,
        有效: form.valid,
        无效: form.invalid,
        得分: printed(form.score),
        // The form of the leaders is filled in by two bags only.
        ...(form.instrument !== "leadership-members" && {
          应参加: eligible,
          发出: roll!.total.issued,
          回收率: share(form.ballots, roll!.total.issued),
          参评率: share(form.ballots, eligible),
        }),
      };
      for (const [title, value] of Object.entries(wanted))
        expect([form.title, title, cellOf(row, title)]).toEqual([form.title, title, value]);
    }
    const [small] = await sheetsOf(unitPath("small", "result-sheet"), ["表"]);
    const { forms: few } = await resultsOf("small");
    for (const [at, form] of few.entries()) {
      const row = small!.rows[at]!;
      expect([row[0], cellOf(row, "收回"), cellOf(row, "有效")]).toEqual([form.title, form.ballots, "—"]);
      expect(cellOf(row, "得分")).toBe(form.score ? printed(form.score) : "人数少，不予显示");
    }
  });

  it("of 测评票发放回收登记表", async () => {
    const { sheet: roll }: RollSheetAnswer = await office.get(
      `/polls/${server.polls.get("water")}/roll-sheet`,
    );
    const [sheet] = await sheetsOf(unitPath("water", "roll-sheet"), ["票袋（类别）"]);
    const titles = ["应参加", "印制", "发出", "换发", "交回作废", "剩余作废", "已启用"];
    expect(sheet!.head.slice(0, 8)).toEqual(["票袋（类别）", ...titles]);
    expect(sheet!.head.slice(-2)).toEqual(["纸质发出", "纸质收回"]);
    const cells = (line: NonNullable<typeof roll>["total"]) => [
      line.eligible,
      line.minted,
      line.issued,
      line.exchanged,
      line.returned,
      line.left,
      line.used,
      line.unused,
      line.paperIssued,
      line.paperReturned,
    ];
    expect(sheet!.rows.slice(0, 4)).toEqual([
      ...roll!.lines.map((line) => [line.name, ...cells(line)]),
      ["合计", ...cells(roll!.total)],
    ]);
    expect(roll!.total).toMatchObject({ issued: 44, left: 1, exchanged: 1 });
  });

  it("of 分票种对比表", async () => {
    const compared = (await formsOf("water")).filter(({ blocks }) => blocks.length > 1);
    const sheets = await sheetsOf(unitPath("water", "comparison-table"), ["序号"]);
    expect(sheets.map(({ name }) => name)).toEqual(compared.map(({ shortTitle }) => shortTitle));
    for (const [at, form] of compared.entries()) {
      const { head, rows } = sheets[at]!;
      expect([head.slice(0, 2), head.at(-1)]).toEqual([["序号", "测评内容"], "合成得分"]);
      for (const [block, { name, ballots }] of form.blocks.entries())
        expect(head[2 + block]).toMatch(new RegExp(`^${name}（收回 ${ballots} 份，权重 [\\d.]+%）$`));
      const items = form.items.filter((item) =>
        item.options.every((one) => one.points !== null || one.dontKnow),
      );
      const ordered = [
        ...items.filter((one) => one.blocks.length > 0),
        ...items.filter((one) => one.blocks.length === 0),
      ];
      const wanted = ordered.map((item, nth) => [
        nth + 1,
        titleOf(form, item),
        ...meansOf(form, item),
        printed(item.score),
      ]);
      expect([form.title, numbered(sheets[at]!)]).toEqual([form.title, wanted]);
      const total = rows.find((row) => row[0] === "合计")!;
      expect(total.slice(2)).toEqual([
        ...form.blocks.map(({ id }) => blockTotal(form, id)),
        printed(form.score),
      ]);
    }
    expect(compared.length).toBe(4);
  });

  it("of 整改评估汇总表", async () => {
    const form = await formOf("water", "rectification");
    const { rows } = await gradesOf();
    const [sheet] = await sheetsOf(roundPath("rectification-table"), ["序号"]);
    const overall = form.items.find(({ weight }) => weight === null)!;
    const levels = levelsOf(overall).flatMap(({ text }) => [`${text}·票`, `${text}·率`]);
    expect(sheet!.head).toEqual([
      "序号",
      "被巡察党组织",
      "巡察组",
      "应参加",
      "有效",
      ...levels,
      "不了解",
      "弃权",
      "得分",
      "备注",
    ]);
    const [water, small, none, later] = numbered(sheet!);
    const lead = rows.map(({ unit, eligible }, at) => [at + 1, unit.name, unit.group, eligible]);
    expect(water!.slice(0, -1)).toEqual([
      ...lead[0]!,
      form.valid,
      ...ratedCells(overall).slice(0, -1),
      printed(form.score),
    ]);
    const few = (await resultsOf("small")).forms.find(({ instrument }) => instrument === "rectification")!;
    expect(small!.slice(0, 6)).toEqual([...lead[1]!, "—", "人数少，不予显示"]);
    expect([small!.at(-2), small!.at(-1)]).toEqual([printed(few.score), `收回 ${few.ballots} 份`]);
    expect(none!.slice(0, 6)).toEqual([...lead[2]!, "—", "人数少，不予显示"]);
    expect(later!.slice(0, 6)).toEqual([...lead[3]!, "—", "尚未封存"]);
  });

  it("of 突出问题清单", async () => {
    const form = await formOf("water", "staff-questionnaire");
    const sheets = await sheetsOf(unitPath("water", "questionnaire-table.staff-questionnaire"), ["序号"]);
    const problems = sheets.find(({ name }) => name === "突出问题清单")!;
    const titles = ["序号", "问题", "题号", "题目", "类别", "人数", "基数", "占比", "程度"];
    expect(problems.head).toEqual(titles);
    const listed = numbered(problems);
    expect(listed.length).toBeGreaterThan(0);
    for (const row of listed) {
      const cellOf = (title: string): Value => row[titles.indexOf(title)]!;
      const multi = form.multis.find(({ title }) => title === cellOf("题目"))!;
      const option = multi.options.findIndex(({ text }) => text === cellOf("问题"));
      const votes = multi.counts![option]!;
      const level = votes * 10 >= multi.base * 3 ? "突出" : "关注";
      expect(["人数", "基数", "占比", "程度"].map(cellOf)).toEqual([
        votes,
        multi.base,
        share(votes, multi.base),
        level,
      ]);
    }
    const over = form.multis.flatMap(({ counts, base, none, unknown }) =>
      counts!.filter((votes, at) => at !== none && at !== unknown && votes * 10 >= base),
    );
    expect(listed).toHaveLength(over.length);
  });
});

const titleOf = (form: TablesAnswer, item: ItemAnswer): string => {
  const leader = form.leaders.find(({ position }) => position === item.leader);
  return leader ? `${leader.name}　${item.title}` : item.title;
};

/** Items that are counted over all blocks together have one cell over all of them. */
const meansOf = (form: TablesAnswer, item: ItemAnswer): readonly Value[] =>
  item.blocks.length === 0
    ? form.blocks.map((_, at) => (at === 0 ? "合并计算" : null))
    : form.blocks.map(({ id }) => printed(item.blocks.find(({ block }) => block === id)?.mean ?? null));

function blockTotal(form: TablesAnswer, id: string): Value {
  const items = form.items.map((item) => ({
    ...item,
    blocks: item.blocks.map(({ block, mean }) => ({ block, mean: mean && parseRatio(mean.exact) })),
  }));
  const own = blockScore({ ...form, items }, id);
  return own === null ? "—" : Number(printRatio(own, 2));
}
