import { printRatio } from "../ratio.ts";
import type { FormWeights, Weighed } from "../results/form-weights.ts";
import type { Thresholds } from "../round/round.ts";
import { rollSheetWords } from "./roll-sheet.ts";

/** Ballots by an open link, of each form that has any. */
export type OpenBallots = readonly { readonly form: string; readonly ballots: number }[];

export interface CountingBasisFacts {
  readonly round: string;
  readonly unit: string;
  /** Units of fewer than five people that were asked and are counted with it. */
  readonly joined?: readonly string[] | undefined;
  readonly openedAt: string;
  readonly closedAt: string;
  /** 应参加口径 as the roster gives it; "" = not given. */
  readonly eligibleBasis: string;
  readonly thresholds: Thresholds;
  /** Of every form, in the order of the round. */
  readonly weights: readonly FormWeights[];
  /** Leaders fill the members' form too; null when no form is about them. */
  readonly leadersRateLeaders: boolean | null;
  readonly scheme: { readonly title: string; readonly version: string; readonly digest: string };
  /** Digest of the closed file. */
  readonly digest: string;
  readonly paper: number;
  /** Scales of the forms as frozen, in words. */
  readonly scales: readonly string[];
  readonly open: OpenBallots;
  /** 换发, 交回作废, 遗失 as typed on the 登记表; null = not typed. */
  readonly slips: {
    readonly exchanged: number;
    readonly returned: number;
    readonly lost: number | null;
  } | null;
  /** What phones sent went over plain http. */
  readonly isPlain: boolean;
}

interface ShortBasis {
  readonly eligibleBasis: string;
  readonly thresholds: Pick<Thresholds, "floor" | "table">;
  /** [] before the close too: nothing has come in. */
  readonly open: OpenBallots;
}

/** Basis and thresholds in one line, for a sheet that is signed as one page or taken to the meeting. */
export const shortBasis = ({ eligibleBasis, thresholds: { floor, table }, open }: ShortBasis): string =>
  `口径：${eligible(eligibleBasis)}各表分别计算；收回不足 ${floor} 份不统计，不足 ${table} 份每表只有一个得分。${openLine(open).join("")}`;

/** The same for what only names documents, each of which has its own 统计口径说明. */
export const thresholdLine = (thresholds: ShortBasis["thresholds"], open: OpenBallots): string =>
  `统计口径见各材料末页；${protection(thresholds)}。${openLine(open).join("")}`;

/** What came in by open links and is in no score; [] when nothing did. @source texts.zh.md §11.11 */
export const openLine = (open: OpenBallots): readonly string[] =>
  open.length === 0
    ? []
    : [
        `开放二维码收回的${open.map(({ form, ballots }) => `${form} ${ballots} 份`).join("、")}不核对身份，单列参考，不计入得分。`,
      ];

/** "县水利局党组含并入的县志办党支部，合并统计，不分开出数。"; "" when it was asked alone. */
export const joinedWords = (unit: string, joined: readonly string[] = []): string =>
  joined.length === 0 ? "" : `${unit}含并入的${joined.join("、")}，合并统计，不分开出数。`;

const protection = ({ floor, table }: ShortBasis["thresholds"]): string =>
  `收回不足 ${floor} 份不统计；不足 ${table} 份，每张表只有一个得分，不显示各档票数和文字；` +
  "收回多于应参加人数的，这里按应参加人数算";

/** 统计口径说明, the last page of every document, without numbers. @source texts.zh.md §11 */
export function countingBasis(facts: CountingBasisFacts): readonly string[] {
  const { floor } = facts.thresholds;
  const lines = [
    `范围：${facts.round}，${facts.unit}，${facts.openedAt}至${facts.closedAt}。${joinedWords(facts.unit, facts.joined)}${eligible(facts.eligibleBasis)}`,
    "份数：发出数＝现场发出的测评码＋纸质表；收回数＝已提交的答卷；有效数＝至少有一项明确评价的答卷；无效数＝全部未作评价的答卷" +
      `${facts.paper > 0 ? "和不合规的纸质表" : ""}。各表分别计算。`,
    `票种：${categories(facts.weights)}${ratesLeaders(facts.leadersRateLeaders)}`,
    `计分：${facts.scales.map((scale) => `${scale}；`).join("")}` +
      `“不了解”“弃权（未填）”不计入基数，另列票数。某项有效评价不足 ${floor} 份的，该项不计，权重由其他项分担；某计票组内有效评价不足 ${floor} 份的项，各组合并计算。`,
    "比率：除注明外，各档比率以有效评价票为基数；参评率＝收回数÷应参加人数；回收率＝收回数÷发出数。",
    "问题反映率：选了问题项的份数÷（收回份数－选“不了解”的份数－未填份数）。",
    "小数：得分保留两位，比率保留一位，四舍五入；等次按两位小数比较，不再进位。",
    `保护填写人：${protection(facts.thresholds)}；人数少的类别在发码前和封存时只按人数与相邻类别合并计票。`,
    `评估办法：《${facts.scheme.title}》${facts.scheme.version}，校验码 ${facts.scheme.digest.slice(0, 8)}；封存校验码 ${facts.digest}，可用“校验”功能核对。`,
  ];
  if (facts.paper > 0) lines.push(`纸质补录 ${facts.paper} 份，两人分别录入、核对一致后并入。`);
  lines.push(...openLine(facts.open));
  if (facts.slips) lines.push(slipsLine(facts.slips));
  if (facts.isPlain) lines.push("本次通过未加密网络填写，答卷在手机上先加密再发出。");
  return lines;
}

const eligible = (basis: string): string => (basis === "" ? "" : `应参加人数指${basis}。`);

function ratesLeaders(isAsked: boolean | null): string {
  if (isAsked === null) return "";
  return isAsked ? "班子成员参加成员测评。" : "班子成员不参加成员测评。";
}

function slipsLine({ exchanged, returned, lost }: NonNullable<CountingBasisFacts["slips"]>): string {
  const gone = lost === null ? "" : `，${rollSheetWords.lost(lost)}`;
  return `换发 ${exchanged} 张，交回作废 ${returned} 张${gone}。`;
}

/** Weights of all forms in one sentence where they are the same, else of each that differs. */
function categories(weights: readonly FormWeights[]): string {
  const forms = new Map<string, string[]>();
  for (const one of weights) {
    const said = weightsOf(one);
    forms.set(said, [...(forms.get(said) ?? []), one.form]);
  }
  if (forms.size <= 1) return [...forms.keys()].join("");
  return [...forms]
    .map(([said, titles]) => `${titles.map((title) => `《${title}》`).join("")}：${said}`)
    .join("");
}

function weightsOf({ asked, counted }: FormWeights): string {
  if (asked.length === 0) return "不分票种，一票一分量。";
  const anew = counted && `；实有票种重新折算为 ${counted.map(shareOf).join("、")}`;
  return `${asked.map(shareOf).join("、")}${anew ?? ""}。`;
}

function shareOf({ categories: names, weight }: Weighed): string {
  const joined = names.length > 1 ? `${names.join("和")}（合并计票）` : `${names.join("")} `;
  return `${joined}${printRatio(weight, 2).replace(/\.?0+$/, "")}%`;
}
