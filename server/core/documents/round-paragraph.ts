import { printRatio, ratio } from "../ratio.ts";
import type { Grade } from "../scoring/scheme.ts";
import { listed, pieces } from "./pieces.ts";
import type { Piece } from "./pieces.ts";

/** Sheets of one kind: 民主测评, 民主评议, 问卷调查. null = nobody entered it. */
export interface SheetCount {
  readonly name: string;
  readonly issued: number | null;
  readonly returned: number | null;
}

export interface RoundParagraphFacts {
  /** 县委, 市委 */
  readonly authority: string;
  /** 十五届县委第三轮巡察 */
  readonly title: string;
  readonly groups: number;
  readonly units: number;
  readonly from: string | null;
  readonly to: string | null;
  /** 个别谈话, person-times. */
  readonly talks: number | null;
  /** Only the kinds that were used. */
  readonly sheets: readonly SheetCount[];
  readonly scheme: string;
  /** Best to worst. */
  readonly grades: readonly { readonly grade: Grade; readonly units: number }[];
  /** Units whose evaluation counts for nothing, because too few took part. */
  readonly unscored: number;
  /** Units whose poll was voided or declared invalid. */
  readonly withdrawn: number;
  /** Units that have no grade yet. */
  readonly ungraded: number;
  /** The leading group has approved every grade. */
  readonly isApproved: boolean;
}

/** The round's paragraph. @source texts.zh.md §10 */
export function roundParagraph(facts: RoundParagraphFacts): readonly Piece[] {
  const { authority } = facts;
  return pieces`按照${authority}和${authority}巡察工作领导小组部署，${authority}派出${facts.groups}个巡察组，于${facts.from}至${facts.to}对${facts.units}个党组织开展${facts.title}。共开展个别谈话${facts.talks}人次${sheetSentence(facts.sheets)}。按照《${facts.scheme}》的要求，对${facts.units}个被巡察党组织进行了政治生态综合评估${gradeSentence(facts)}。`;
}

function sheetSentence(sheets: readonly SheetCount[]): readonly Piece[] {
  if (sheets.length === 0) return [];
  const names = sheets.map((sheet) => sheet.name).join("、");
  const issued = shared(
    sheets.map((sheet) => sheet.issued),
    "份",
    "各",
    "分别为",
  );
  const returned = shared(
    sheets.map((sheet) => sheet.returned),
    "份",
    "各",
    "分别为",
  );
  const rates = shared(sheets.map(rate), "%", "均为", "分别为");
  return pieces`，发放${names}${issued}，收回${returned}，回收率${rates}`;
}

/** 回收率 = 收回数 ÷ 发出数, one decimal. */
function rate({ issued, returned }: SheetCount): string | null {
  if (issued === null || returned === null || issued === 0) return null;
  return printRatio(ratio(BigInt(returned) * 100n, issued), 1);
}

/** One value for all, or every value: "各 433 份", "分别为 433 份、430 份". */
function shared(
  values: readonly (string | number | null)[],
  unit: string,
  same: string,
  different: string,
): readonly Piece[] {
  const [first = null] = values;
  if (values.length === 1) return pieces`${first}${unit}`;
  if (first !== null && values.every((value) => value === first)) return pieces`${same}${first}${unit}`;
  return pieces`${different}${listed(
    values.map((value) => pieces`${value}${unit}`),
    "、",
  )}`;
}

function gradeSentence(facts: RoundParagraphFacts): readonly Piece[] {
  const verb = facts.isApproved ? "评定" : "初步评估";
  const present = facts.grades.filter((line) => line.units > 0);
  const [only] = present;
  const graded =
    only && present.length === 1 && only.units === facts.units
      ? pieces`均${verb}为${only.grade}等次`
      : pieces`${verb}${listed(
          present.map((line) => pieces`${line.units}个为${line.grade}等次`),
          "，",
        )}`;
  const clauses = [
    ...(present.length > 0 ? [pieces`根据得分情况，${graded}`] : []),
    ...(facts.unscored > 0
      ? [pieces`${facts.unscored}个因参评人数不足，测评不计分，等次由巡察组提出、领导小组审定`]
      : []),
    ...(facts.withdrawn > 0
      ? [pieces`${facts.withdrawn}个测评已作废或宣布无效，不计分，等次由巡察组提出、领导小组审定`]
      : []),
    ...(facts.ungraded > 0 ? [pieces`${facts.ungraded}个尚未形成等次`] : []),
  ];
  return clauses.length > 0 ? pieces`，${listed(clauses, "；")}` : [];
}
