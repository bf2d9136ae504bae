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

export interface RoundReportFacts {
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
  /** Units without a grade so far: still open, or judgement and facts not entered. */
  readonly ungraded: number;
  /** The leading group has approved every grade. */
  readonly isApproved: boolean;
}

/**
 * The paragraph `report.round` (本轮报告段落).
 *
 * Equal numbers are said once (各×份), one grade for all is said once (均), grades nobody has and forms nobody
 * filled are not named, what nobody entered is a gap and never 0. Before approval grades are suggestions.
 *
 * @source texts.zh.md §10
 */
export function roundReport(facts: RoundReportFacts): readonly Piece[] {
  const { authority } = facts;
  return pieces`按照${authority}和${authority}巡察工作领导小组部署，${authority}派出${facts.groups}个巡察组，于${facts.from}至${facts.to}对${facts.units}个党组织开展${roundName(facts.title)}。共开展个别谈话${facts.talks}人次${sheetSentence(facts.sheets)}。按照《${facts.scheme}》的要求，对${facts.units}个被巡察党组织进行了政治生态综合评估，${gradeSentence(facts)}。`;
}

const roundName = (title: string): string => (title.endsWith("巡察") ? title : `${title}巡察`);

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

function gradeSentence(facts: RoundReportFacts): readonly Piece[] {
  const present = facts.grades.filter((line) => line.units > 0);
  const [only] = present;
  if (only && only.units === facts.units) {
    return pieces`根据得分情况，均${facts.isApproved ? "评定" : "建议评"}为${only.grade}等次`;
  }
  const counted = present.map((line) => pieces`${line.units}个为${line.grade}等次`);
  const verb = facts.isApproved ? "评定" : "初步评估";
  const clauses = [
    ...(counted.length > 0 ? [pieces`根据得分情况，${verb}${listed(counted, "，")}`] : []),
    ...(facts.unscored > 0
      ? [pieces`${facts.unscored}个因参评人数不足，测评不计分，等次由巡察组提出、领导小组审定`]
      : []),
    ...(facts.ungraded > 0 ? [pieces`${facts.ungraded}个尚未形成等次`] : []),
  ];
  return listed(clauses, "；");
}
