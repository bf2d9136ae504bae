/**
 * Every fault of a scheme, by the place and the sentence that whoever writes schemes is told. The tables cannot leave one
 * out: they have a row for each sentence there is.
 */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { isProblem } from "../../server/core/problem.ts";
import { checkBesideForms } from "../../server/core/scoring/check-beside-forms.ts";
import { checkScheme } from "../../server/core/scoring/check-scheme.ts";
import { type Edit, edited } from "../../server/core/scoring/edited-scheme.test-kit.ts";
import type { SCHEME } from "../../server/core/scoring/scheme-sentences.ts";
import type { SHAPE } from "../../server/core/scoring/shape-faults.ts";
import { instrumentFiles, readJson, surveysFolder } from "./worked-example.ts";

const forms = new Map(
  instrumentFiles()
    .map((path) => readJson<Instrument>(path))
    .map((form) => [form.id, form]),
);

const readShipped = (path: string): object => readJson(join(surveysFolder, "schemes", `${path}.json`));

/** Place and sentence of each fault: of the scheme by itself, else beside the shipped forms. */
function faultsOf(scheme: object): readonly string[] {
  const said = (faults: readonly { readonly path: string; readonly sentence: string }[]) =>
    faults.map(({ path, sentence }) => `${path}　${sentence}`);
  try {
    return said(checkBesideForms(checkScheme(scheme), forms));
  } catch (error) {
    if (isProblem(error, "scheme.invalid")) return said(error.facts.faults);
    throw error;
  }
}

type Row = readonly [scheme: string, edits: readonly Edit[], faults: readonly string[]];

/** The default scheme; a 6＋X list of indicators; 600/200/200 with prices of its own. */
const [PLAIN, LIST, THOUSAND] = ["political-ecology/scheme", "six-plus-x/scheme", "thousand-points/scheme"];
const grade = (name: string, from: number) => ({ grade: name, from });
const RATED = "parts.0.indicators.0.source";
const cap = (when: object): Edit => ["caps.0.when", when];

const NUMBERS: { readonly [fault in keyof typeof SCHEME]: Row } = {
  positive: [
    PLAIN,
    [["parts.4.source.kinds.1.perCase", 0]],
    ["$.parts[4].source.kinds[1].perCase　必须大于 0"],
  ],
  notNegative: [PLAIN, [["deductionLimit", -1]], ["$.deductionLimit　不能小于 0"]],
  percent: [
    LIST,
    [["parts.0.indicators.1.source.base", 101]],
    ["$.parts[0].indicators[1].source.base　必须在 0 到 100 之间"],
  ],
  share: [
    PLAIN,
    [["validity.participationWarn", 70]],
    ["$.validity.participationWarn　必须在 0 到 1 之间，例如 70% 写成 0.7"],
  ],
  pointsSum: [PLAIN, [["parts.0.points", "20.5"]], ["$.parts　各部分分值合计应为 100，现为 100.5"]],
  weightsSum: [
    LIST,
    [["parts.0.indicators.0.weight", 60]],
    ["$.parts[0].indicators　权重合计应为 100，现为 110"],
  ],
  sourceOrIndicators: [
    LIST,
    [["parts.0.indicators", undefined]],
    ["$.parts[0]　来源（source）和指标（indicators）要写一样，只能写一样"],
  ],
  notZero: [
    LIST,
    [["parts.0.indicators.1.source.counts.0.each", 0]],
    ["$.parts[0].indicators[1].source.counts[0].each　不能是 0"],
  ],
  unknownPart: [
    LIST,
    [cap({ partBelow: { part: "style-2", below: 60 } })],
    ["$.caps[0].when.partBelow.part　没有“style-2”这一部分"],
  ],
  unknownForm: [
    PLAIN,
    [["parts.0.source.instrument", "team-form"]],
    ["$.parts[0].source.instrument　没有“team-form”这份表单"],
  ],
  unknownOption: [
    PLAIN,
    [["caps.5.when.optionRate.option", "bad"]],
    ["$.caps[5].when.optionRate.option　《领导班子民主测评表》没有选项“bad”，或者它不计分"],
  ],
  unpricedOption: [
    THOUSAND,
    [["prices.leadership-team.poor", undefined]],
    ["$.prices.leadership-team　《领导班子民主测评表》的选项“poor”没有分值"],
  ],
  unscoredForm: [
    PLAIN,
    [["parts.0.source.instrument", "rectification-panel"]],
    ["$.parts[0].source　《巡察整改成效评估评分表（本表为评委评分，不是匿名测评）》没有得分，不能作为来源"],
  ],
  noLeaders: [
    THOUSAND,
    [["parts.0.indicators.1.source.instrument", "appraisal"]],
    ["$.parts[0].indicators[1].source　《选人用人工作民主评议表》不是逐人评价班子成员的表单"],
  ],
  selectsNothing: [
    LIST,
    [[`${RATED}.select`, { focus: "f9" }]],
    ["$.parts[0].indicators[0].source.select　《巡察工作调查问卷（干部职工）》没有符合这些条件的题"],
  ],
  unknownItem: [
    LIST,
    [[`${RATED}.select`, { items: ["q01", "q99"] }]],
    ["$.parts[0].indicators[0].source.select.items[1]　《巡察工作调查问卷（干部职工）》没有“q99”这道题"],
  ],
  unknownTag: [
    THOUSAND,
    [["parts.0.indicators.3.source.select.tag", "浪费"]],
    ["$.parts[0].indicators[3].source.select.tag　《巡察工作调查问卷（干部职工）》的选项没有“浪费”这个标签"],
  ],
  limitsSum: [
    PLAIN,
    [["parts.4.source.kinds.0.limit", 6]],
    ["$.parts[4].source.kinds　各类扣分上限合计应等于本部分分值 20，现为 21"],
  ],
  repeated: [PLAIN, [["parts.1.id", "team"]], ["$.parts[1].id　“team”重复"]],
  formTwice: [
    PLAIN,
    [["parts.1.source.instrument", "leadership-team"]],
    ["$.parts[1].source　这份表单的得分在别处已经用过，一份只能用一次"],
  ],
  judgementTwice: [
    PLAIN,
    [["parts.0.source", { from: "judgement", dimensions: [{ id: "style", title: "工作作风" }] }]],
    ["$.parts[3].source　研判在别处已经有了，一份办法只能有一处"],
  ],
  bandOrder: [
    PLAIN,
    [["grades", [grade("良好", 75), grade("较好", 75), grade("较差", 0)]]],
    ["$.grades[1]　等次要由好到差排列，分数线一个比一个低，不能相同或颠倒"],
  ],
  bandGap: [
    PLAIN,
    [["grades.2.from", 10]],
    ["$.grades[2].from　最后一个等次的分数线必须是 0，否则低分没有等次"],
  ],
  unknownGrade: [
    PLAIN,
    [["grades", [grade("良好", 90), grade("较差", 0)]]],
    [
      "$.caps[1].atMost　等次“较好”没有分数线",
      "$.caps[4].atMost　等次“较好”没有分数线",
      "$.caps[5].atMost　等次“较好”没有分数线",
    ],
  ],
  needsJudgement: [
    LIST,
    [cap({ judgementBelow: 60 })],
    ["$.caps[0]　办法里没有研判部分，这种限制情形无从判断"],
  ],
  warnBelow: [
    PLAIN,
    [["validity.participationWarn", "0.4"]],
    [
      "$.validity.participationWarn　提醒的参评率（participationWarn）不能低于计分的最低参评率（participationAtLeast）",
    ],
  ],
};

const SHAPES: { readonly [fault in Exclude<keyof typeof SHAPE, "types">]: Row } = {
  missing: [PLAIN, [["title", undefined]], ["$.title　缺少这一项"]],
  unknownKey: [PLAIN, [["parts.0.note", "x"]], ["$.parts[0]　有不认识的项：note"]],
  wanted: [PLAIN, [["grades.0.grade", "优秀"]], ["$.grades[0].grade　只能是：良好、较好、较差"]],
  decimal: [
    PLAIN,
    [
      ["parts.0.points", "二十"],
      ["bonusLimit", null],
      ["deductionLimit", "1/0"],
      ["grades.0.from", 1e30],
    ],
    ["parts[0].points", "deductionLimit", "bonusLimit", "grades[0].from"].map(
      (path) => `$.${path}　应是一个数，例如 20、"31.25"、"25/4"`,
    ),
  ],
  id: [
    THOUSAND,
    [
      ["parts.1.id", "Panel 1"],
      ["prices", { 班子: {} }],
    ],
    ["prices.班子", "parts[1].id"].map(
      (path) => `$.${path}　编号只能用小写字母、数字和连字符“-”，以字母开头，最多 60 个字符`,
    ),
  ],
  when: [
    LIST,
    [cap({ scoreBelow: 60 })],
    ["$.caps[0].when　应是一种限制情形：fact、judgementBelow、optionRate、problemRate 或 partBelow"],
  ],
  emptyText: [PLAIN, [["version", ""]], ["$.version　不能是空的"]],
  longText: [PLAIN, [["title", "办".repeat(201)]], ["$.title　太长，最多 200 个字"]],
  emptyList: [PLAIN, [["parts", []]], ["$.parts　列表里至少要有一项"]],
  least: [THOUSAND, [["parts.1.source.dropFrom", 2]], ["$.parts[1].source.dropFrom　不能小于 3"]],
  most: [THOUSAND, [["parts.1.source.dropFrom", 100]], ["$.parts[1].source.dropFrom　不能大于 99"]],
};

const TYPES: readonly Row[] = [
  [PLAIN, [["title", 2026]], ["$.title　应是文字，写在双引号里"]],
  [THOUSAND, [["parts.1.source.dropFrom", "7"]], ["$.parts[1].source.dropFrom　应是一个数"]],
  [LIST, [["validity.everybodyUpTo", 30.5]], ["$.validity.everybodyUpTo　应是整数"]],
  [PLAIN, [["parts", {}]], ["$.parts　应是一个列表，写在 [ ] 里"]],
  [PLAIN, [["validity", []]], ["$.validity　应是一组项，写在 { } 里"]],
  [THOUSAND, [["prices", "满分"]], ["$.prices　应是一组项，写在 { } 里"]],
  [
    LIST,
    [[`${RATED}.from`, "guess"]],
    [
      "$.parts[0].indicators[0].source.from　只能是：form、judgement、supervision、members、items、positive、problems、counted、panel",
    ],
  ],
  [PLAIN, [["formatVersion", 3]], ["$.formatVersion　只能是：1、2"]],
];

describe("a faulty scheme is refused by place and sentence", () => {
  it.each(Object.entries<Row>({ ...NUMBERS, ...SHAPES }))("%s", (_, [scheme, edits, faults]) => {
    expect(faultsOf(readShipped(scheme))).toEqual([]);
    expect(faultsOf(edited(readShipped(scheme), edits))).toEqual(faults);
  });

  it.each(TYPES.map((row) => [row[2][0], row] as const))("%s", (_, [scheme, edits, faults]) => {
    expect(faultsOf(edited(readShipped(scheme), edits))).toEqual(faults);
  });
});
