import { REGISTER_COLUMNS } from "../register/read-register.ts";
import type { RegisterLine } from "../register/register.ts";
import { termName } from "../register/term.ts";
import type { TemplateColumn } from "./roster-template.ts";

/** Columns of the sheet 台账. */
export const registerTemplateColumns: readonly TemplateColumn[] = [
  { title: REGISTER_COLUMNS.unit[0], width: 34, example: "示例：县水利局党组", rule: "text" },
  { title: REGISTER_COLUMNS.unitType[0], width: 13, example: "县直", rule: "unit-type" },
  { title: REGISTER_COLUMNS.predecessors[0], width: 26, example: "县水务局党组", rule: "text" },
  { title: REGISTER_COLUMNS.term[0], width: 10, example: "十五届", rule: "text" },
  { title: REGISTER_COLUMNS.year[0], width: 9, example: 2024, rule: "whole" },
  { title: REGISTER_COLUMNS.round[0], width: 14, example: "第一轮", rule: "text" },
  { title: REGISTER_COLUMNS.state[0], width: 12, example: "已巡察", rule: "inspection" },
];

/** One imported row as the template shows it. */
export const registerTemplateRow = ({
  unit,
  unitType,
  predecessors,
  inspection,
}: RegisterLine): readonly string[] => [
  unit,
  unitType,
  predecessors.join("、"),
  inspection === null || inspection.term === null ? "" : termName(inspection.term),
  inspection?.year === null || inspection === null ? "" : String(inspection.year),
  inspection?.round ?? "",
  inspection === null ? "" : inspection.state === "inspected" ? "已巡察" : "计划",
];

/** How to fill it in, one line a rule. */
export const registerRules: readonly string[] = [
  "一、所有应当巡察的单位都列上，一行一个单位；巡察过几次的写几行。还没有安排的，届次、年份、轮次、情况都留空。",
  "二、情况填“已巡察”或“计划”。届次写“十五届”，年份写四位数，已巡察的要写年份。",
  "三、更名、合并过的单位，“前身单位”填以前的名称，几个用“、”隔开；以前的巡察算在现在的单位里。",
  "四、在本系统里做过的轮次不用再写，封存后自动算已巡察，封存前算计划。轮次名称里要有届次，如“十五届县委第三轮巡察”。",
  "五、导入时整个替换以前导入的行。这份模板里已有以前导入的，接着改就行。以“示例”开头的行不导入。",
  "六、只写单位，不写人员姓名、电话、证件号。有一处不合要求就一行也不导入，所有问题会按行、列一次列出。",
];
