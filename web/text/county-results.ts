/** Words of 结果包: made by a county, and the city's page of all counties. */
import type { CountyResultsAnswer, HandedInLine } from "../../server/http/office/answers-exchange.ts";
import { words } from "./words.ts";

type Table = CountyResultsAnswer["tables"][number];

export const countyResultsText = {
  title: "各县结果",
  lead: "各县把审定冻结的一轮做成结果包交上来：只有公布的得分和审定等次，没有答卷。这里看谁交了、谁没交，比较同一类型的单位。",
  empty: "还没有收到结果包，也没有做过模板包。",
  template: (template: CountyResultsAnswer["template"]) =>
    template === null
      ? "本机还没有做过模板包，收到哪些县的就列哪些县。"
      : `按模板包“${template.title}”第 ${template.edition} 版应交的县：`,
  standing: (counties: CountyResultsAnswer["counties"]): string => {
    const missing = counties.filter(({ hasHandedIn }) => !hasHandedIn).map(({ name }) => name);
    return missing.length === 0
      ? `${counties.length} 个县都交来了。`
      : `交来 ${counties.length - missing.length} 个县，还有 ${missing.length} 个没有交：${missing.join("、")}。`;
  },
  columns: { county: "县（市、区）", state: "现在", results: "交来的轮次" },
  handedIn: "已交",
  /** By the forms and the scheme that each round was frozen with, not by what the county had when it handed in. */
  handedInUnder: (
    results: readonly Pick<HandedInLine, "templateEdition">[],
    template: CountyResultsAnswer["template"],
  ): string => {
    const editions = results.flatMap(({ templateEdition }) => templateEdition ?? []);
    if (template === null || editions.includes(template.edition)) return countyResultsText.handedIn;
    return editions.length === 0
      ? `${countyResultsText.handedIn}，与各版模板都不同`
      : `${countyResultsText.handedIn}，按第 ${Math.max(...editions)} 版`;
  },
  missing: "还没有交",
  result: ({ round, edition, units }: Pick<HandedInLine, "round" | "edition" | "units">, at: string) =>
    `${round}：${units} 个单位，第 ${edition} 版，${at} 收下`,
  underTemplate: ({ templateEdition }: HandedInLine) =>
    templateEdition === null ? "与本机各版模板包都不同" : `按模板包第 ${templateEdition} 版`,
  differs: (titles: readonly string[]) => `与模板不同：${titles.map((title) => `《${title}》`).join("、")}`,
  countedOf: (county: string) => `同一轮“${county}”也交了，汇总表里只算“${county}”交的。`,
  repeated:
    "有同一轮交了两次的，汇总表里只算一次。交叉巡察由发起的一家上报；换了电脑的，由两个人在“互信电脑”里取消对旧电脑的信任，就改算新电脑交的。",
  unitType: "单位类型",
  allTypes: "全部",
  exports: (format: string) => `导出 ${format}`,
  compared: ({ scheme }: Table) => `《${scheme.title}》${scheme.version}`,
  several: "各县用的评估办法或显示界限不同，分列几张表；不同的表之间不比较。",
  table: {
    county: "县（市、区）",
    round: "轮次",
    unit: "被巡察党组织",
    eligible: "应参加",
    valid: "有效",
    deducted: "扣分",
    total: "总分",
    approved: "审定等次",
    note: "备注",
  },
  part: ({ title, points }: Table["parts"][number]) => `${title}（${points}）`,
  dimensions: "六个维度",
  dimension: words.dimension,
  order: "按县和名册顺序，不按得分排名。平均分由印出的总分平均。",

  /** On the page of a county's round. */
  make: "制作结果包",
  making: "正在做结果包，单位多时要等一会儿…",
  madeNow: "结果包已经做好，可以下载。",
  panel: "结果包",
  panelLead:
    "一轮的等次全部审定冻结以后，做成结果包交给市里。包里只有公布的得分和审定等次，没有答卷、文字意见和人名。",
  makeBody: "把这一轮公布的得分和审定等次交给选中的电脑。以后有改动再做的是下一版，代替这一版。",
  to: "交给哪台电脑",
  choose: "请选择",
  noTrusted: "名单上还没有上级巡察办的电脑，请先在“互信电脑”里核对指纹、加上，由两个人设为上级巡察办。",
  made: (edition: number, to: string, at: string) => `第 ${edition} 版，${at} 交给“${to}”`,
  noneMade: "还没有做过。",
  download: (edition: number) => `下载第 ${edition} 版`,
  confirm: "两人确认",
  safe: "先不",
  busy: "正在办理…",

  /** For the command line. */
  lines: ({ counties, template }: Pick<CountyResultsAnswer, "counties" | "template">): readonly string[] => [
    ...counties.flatMap(({ name, hasHandedIn, results }) => [
      `${name}　${hasHandedIn ? countyResultsText.handedInUnder(results, template) : countyResultsText.missing}`,
      ...results.map((one) =>
        [
          `  ${countyResultsText.result(one, one.atUtc)}`,
          one.countedOf === null ? "" : countyResultsText.countedOf(one.countedOf),
        ]
          .filter((part) => part !== "")
          .join("　"),
      ),
    ]),
    counties.length === 0 && template === null
      ? countyResultsText.empty
      : countyResultsText.standing(counties),
  ],
} as const;
