import { describe, expect, it } from "vitest";
import { changeLines } from "../../web/text/audit-changes.ts";
import { CHANGE_TEXT_MAX, CHANGES_MAX, changesBetween, readAuditLine, recordable } from "./audit-change.ts";
import { rollSheetFields } from "./results/roll-sheet-fields.ts";
import { registerAuditChanges, registerChanges } from "./register/register-changes.ts";
import type { RegisterLine } from "./register/register.ts";
import { type Unit } from "./roster/unit.ts";
import { unitFields } from "./roster/unit-fields.ts";
import { DEFAULT_THRESHOLDS, type Round } from "./round/round.ts";
import { roundFields, type RoundTitles } from "./round/round-fields.ts";

const ROUND: Round = {
  id: "r1",
  title: "第三轮",
  authority: "县委",
  setUp: "online",
  period: "近三年",
  openUntil: "2026年11月27日 18:00",
  contactPhone: "",
  thresholds: DEFAULT_THRESHOLDS,
  forms: [
    { instrument: "team", categories: ["A", "B", "C"], include: [] },
    { instrument: "questions", categories: ["C"], include: ["q17"] },
  ],
  scheme: "ecology",
};
const TITLES: RoundTitles = {
  form: (id) => ({ team: "班子表", questions: "问卷" })[id] ?? id,
  item: (_, item) => (item === "q17" ? "选人用人" : item),
  scheme: (id) => (id === "ecology" ? "评估办法" : id),
};
const UNIT: Unit = {
  id: "u1",
  name: "甲局",
  parent: null,
  unitType: "县直",
  group: "一组",
  onRoll: 40,
  categories: [
    { id: "B", name: "中层", weight: "40", eligible: 10, isOutside: false },
    { id: "C", name: "职工", weight: "60", eligible: 30, isOutside: false },
  ],
  leaders: [
    { name: "张三", post: "局长", since: "2024-01", isPrincipal: true },
    { name: "李四", post: "副局长", since: "", isPrincipal: false },
  ],
  eligibleBasis: "",
};

const words = (changes: ReturnType<typeof changesBetween>) => {
  const kept = recordable(changes);
  return changeLines(kept.changes, kept.moreChanges);
};
const settingWords = (after: Partial<Round>) =>
  words(changesBetween(roundFields(ROUND, TITLES), roundFields({ ...ROUND, ...after }, TITLES)));
const rosterWords = (before: readonly Unit[], after: readonly Unit[]) =>
  words(changesBetween(unitFields(before, after), unitFields(after, before)));

describe("settings of a round", () => {
  it("are said with what they were and what they are", () => {
    expect(settingWords({})).toEqual([]);
    expect(
      settingWords({
        setUp: "onsite",
        openUntil: "",
        judgesFirst: true,
        keyBits: 3072,
        poster: { mailbox: "12 号信箱", email: "", visitAt: "", signedBy: "", signedOn: "" },
      }),
    ).toEqual([
      "收票方式：“网上”→“现场便携”",
      "截止时间：“2026年11月27日 18:00”→（空）",
      "海报上的信箱：（空）→“12 号信箱”",
      "盲章密钥位数：2048→3072",
      "先研判、后看结果：否→是",
    ]);
  });

  it("name a form that comes, goes or is filled by others, and say its order only when nothing else changed", () => {
    const [team, questions] = ROUND.forms;
    expect(settingWords({ forms: [questions!, team!] })).toEqual(["表单次序：“班子表、问卷”→“问卷、班子表”"]);
    expect(
      settingWords({
        forms: [
          { ...team!, categories: ["A", "B"], version: "2" },
          { ...questions!, include: [] },
        ],
      }),
    ).toEqual([
      "班子表 由谁填：“班子成员、中层、职工”→“班子成员、中层”",
      "班子表 版本：（空）→“2”",
      "问卷 选用题：“选人用人”→（空）",
    ]);
    expect(settingWords({ forms: [team!] })).toEqual([
      "问卷 由谁填：“职工”→（空）",
      "问卷 选用题：“选人用人”→（空）",
    ]);
  });
});

describe("a roster", () => {
  it("says which units came and went, and each field of the others", () => {
    expect(rosterWords([], [UNIT])).toEqual(["加上单位“甲局”（应参加 40 人）"]);
    expect(rosterWords([UNIT], [])).toEqual(["去掉单位“甲局”（应参加 40 人）"]);
    const [b, c] = UNIT.categories;
    const after: Unit = {
      ...UNIT,
      id: "u9",
      onRoll: null,
      categories: [b!, { ...c!, eligible: 45 }],
      leaders: [{ ...UNIT.leaders[0]!, isPrincipal: false }],
    };
    expect(rosterWords([UNIT], [after])).toEqual([
      "甲局 在册数：40→（空）",
      "甲局 职工 应参加：30→45",
      "甲局 张三 正职：是→否",
      "甲局 李四 职务：“副局长”→（空）",
    ]);
    expect(rosterWords([UNIT], [{ ...UNIT, leaders: UNIT.leaders.toReversed() }])).toEqual([
      "甲局 班子排序：“张三、李四”→“李四、张三”",
    ]);
  });
});

describe("a roll sheet", () => {
  it("says its counts by the names of the bags", () => {
    const bag = {
      batch: "B",
      issued: 0,
      exchanged: 0,
      returned: 0,
      left: 10,
      paperIssued: 0,
      paperReturned: 0,
    };
    const sheet = { meeting: "汇报会", time: "", place: "", due: 45, present: 40, batches: [bag], note: "" };
    const fields = (typed: typeof sheet | null) => rollSheetFields(typed, [{ id: "B", name: "中层" }]);
    const after = { ...sheet, present: 41, batches: [{ ...bag, issued: 9, left: 1 }] };
    expect(words(changesBetween(fields(sheet), fields(after)))).toEqual([
      "实到：40→41",
      "中层 发出：0→9",
      "中层 剩余作废：10→1",
    ]);
    expect(words(changesBetween(fields(null), fields(sheet)))).toContain("会议名称：（空）→“汇报会”");
  });
});

describe("the register", () => {
  it("says which units came and went, and what became of an inspection", () => {
    const line = (unit: string, state: "inspected" | "planned"): RegisterLine => ({
      unit,
      unitType: "县直",
      predecessors: [],
      inspection: { term: 15, year: 2026, round: "第三轮", state },
    });
    const units = registerChanges(
      [line("甲局", "planned"), line("乙局", "planned")],
      [line("甲局", "inspected"), line("丙局", "planned")],
    );
    expect(words(registerAuditChanges(units))).toEqual([
      "甲局 十五届第三轮：“计划（2026 年）”→“已巡察（2026 年）”",
      "加上单位“丙局”（县直）",
      "去掉单位“乙局”（县直）",
    ]);
  });
});

describe("what a line keeps", () => {
  it("is bounded in number and length, and says how much more there was", () => {
    const units = Array.from({ length: CHANGES_MAX + 3 }, (_, at) => ({ ...UNIT, name: `${at}局` }));
    const lines = rosterWords([], units);
    expect(lines).toHaveLength(CHANGES_MAX + 1);
    expect(lines.at(-1)).toBe("另有 3 处改动，见改前、改后校验码");
    const [change] = recordable(
      changesBetween([], [{ field: "note", value: "长".repeat(CHANGE_TEXT_MAX + 1) }]),
    ).changes;
    expect(change!.to).toBe(`${"长".repeat(CHANGE_TEXT_MAX - 1)}…`);
  });

  it("is read from lines of before too, which have digests alone", () => {
    expect(readAuditLine('{"title":"第三轮","before":null,"after":"ab"}')).toEqual({
      facts: { title: "第三轮", before: null, after: "ab" },
      changes: [],
      moreChanges: 0,
    });
    const changes = [{ field: "due", from: 45, to: 46 }];
    expect(readAuditLine(JSON.stringify({ before: "a", changes, moreChanges: 2 }))).toEqual({
      facts: { before: "a" },
      changes,
      moreChanges: 2,
    });
  });
});
