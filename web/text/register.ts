/** Words of the 全覆盖台账: its page, its use when a round is planned, the command line. */
import {
  inspectionText,
  inspectionWithTerm,
  STANDING,
} from "../../server/core/documents/register-document.ts";
import { termName } from "../../server/core/register/term.ts";
import type { RegisterAnswer, UnitCoverage } from "../../server/http/office/answers-register.ts";

type CoverageLine = RegisterAnswer["coverage"][number];

const coverageSentence = ({ units, inspected, planned, rest, rate }: CoverageLine): string =>
  `${units} 个单位，已巡察 ${inspected} 个，计划 ${planned} 个，未安排 ${rest} 个，覆盖率 ${rate ?? "—"}%。`;

export const registerText = {
  title: "全覆盖台账",
  lead: (answer: RegisterAnswer): string => {
    const all = answer.coverage.at(-1);
    return `${answer.term === null ? "" : `${termName(answer.term)}：`}${all ? coverageSentence(all) : ""}`;
  },
  how: "导入的历史和本系统的轮次合在一起：封存后算已巡察，封存前算计划，作废、宣布无效的不算。更名、合并的单位算在现在的单位里。",
  emptyTitle: "台账还是空的",
  empty: "下载模板，把应当巡察的单位和以前的巡察填上，再导入；以后每一轮会自动记进来。",
  term: "届次",
  termName,
  noTermKnown: "还没有哪一届",
  filters: {
    title: "筛选",
    all: "全部",
    unitType: "单位类型",
    year: "年份",
    ofYear: (year: number) => `${year} 年`,
    round: "轮次",
    standing: "情况",
    clear: "看全部",
    found: (units: number) => `${units} 个单位`,
  },
  standing: STANDING,
  coverageTitle: "覆盖情况",
  coverageHint: "一个单位一届内巡察几次都算一个",
  coverageColumns: ["单位类型", "单位", "已巡察", "计划", "未安排", "覆盖率"],
  allTypes: "合计",
  rate: (rate: string | null) => (rate === null ? "—" : `${rate}%`),
  years: (years: RegisterAnswer["years"]): string =>
    years.length === 0
      ? "本届还没有巡察过的单位。"
      : `本届首次巡察：${years
          .map(({ year, units }) => `${year === null ? "年份不详" : `${year} 年`} ${units} 个`)
          .join("，")}。`,
  unitsTitle: "单位",
  unitsHint: "本届没有安排的在前",
  columns: { pick: "挑选", unit: "单位", standing: "情况", inTerm: "本届", before: "以前" },
  inTerm: (row: UnitCoverage): string => row.inTerm.map(inspectionText).join("；") || "—",
  before: (row: UnitCoverage): string => row.before.map(inspectionWithTerm).join("；") || "—",
  pick: (unit: string) => `挑选${unit}`,
  picked: (units: number) => `下载名册模板（已挑 ${units} 个单位）`,
  pickHint: "在名单里勾选下一轮要巡察的单位，下载名册模板，单位名称和类型已填好。",
  pickedInspected: (units: readonly string[]) => `其中 ${units.join("、")} 本届已经巡察过。`,
  rosterFile: "名册模板.xlsx",
  import: "导入历史",
  template: "下载模板",
  exports: (format: string) => `导出 ${format}`,
  importTitle: "导入巡察历史吗",
  importLead: (lines: number) =>
    lines === 0
      ? "还没有导入过。导入后可以再改：下载的模板里会带上已导入的行。"
      : `现在有 ${lines} 行导入的历史，导入后整个换成文件里的；下载的模板里已带上这些行，接着改就行。本系统各轮的记录不受影响。`,
  preview: {
    found: (lines: number, fresh: number, changed: number, gone: number) =>
      `文件里 ${lines} 行。与现在导入的相比：新填 ${fresh} 项，改动 ${changed} 项，去掉 ${gone} 项。`,
    nothing: "与现在导入的一样，没有变化。",
    replaces: "标“改动”“去掉”的，导入后原来的不再保留。",
  },
  choose: "选择文件",
  safe: "不导入",
  act: "导入",
  busy: "正在导入…",
  close: "关闭",
  imported: (lines: number) => `已导入 ${lines} 行。`,
  /** On the page where a round is prepared. */
  planned: {
    column: (term: number | null) => (term === null ? "以前巡察" : `${termName(term)}巡察情况`),
    said: (row: UnitCoverage | undefined): string =>
      row === undefined || row.standing === "none"
        ? "本届还没有"
        : `${STANDING[row.standing]}：${registerText.inTerm(row)}`,
    inspected: (units: readonly string[]) => `${units.join("、")} 本届已经巡察过，请核对是不是还要安排。`,
    planned: (units: readonly string[]) => `${units.join("、")} 已在本届别的轮次里安排。`,
    open: "从全覆盖台账里挑单位",
    notNamed: (term: number | null) =>
      term === null
        ? "轮次名称里没有写第几届，台账里也没有，不能对照。"
        : `轮次名称里没有写第几届，按台账里最近的${termName(term)}对照。`,
  },
  noTerm: (term: string) => `看不出“${term}”是第几届，请写成“十五届”`,
  lines: (answer: RegisterAnswer): readonly string[] => [
    registerText.lead(answer),
    ...answer.coverage
      .filter(({ unitType }) => unitType !== null)
      .map((line) => `  ${line.unitType}：${coverageSentence(line)}`),
    ...answer.rows
      .filter(({ standing }) => standing === "none")
      .map(({ name, unitType }) => `  未安排　${name}（${unitType}）`),
  ],
} as const;
