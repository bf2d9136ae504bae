import type { CategoryNames } from "../roster/category-names.ts";
import { LEADER_COLUMNS, UNIT_COLUMNS } from "../roster/roster-columns.ts";

/** A column of the template as a person sees it; `width` in characters of Latin text. */
export interface TemplateColumn {
  readonly title: string;
  readonly width: number;
  readonly example: string | number;
  readonly rule: "text" | "whole" | "yes-no" | "unit-type" | "inspection";
}

/** Columns of the sheet 单位: fixed ones, then one of eligible people per category. */
export function unitTemplate(names: CategoryNames): readonly TemplateColumn[] {
  const example = [7, 12, 30, 0];
  const categories = Object.keys(names.weights).map((id, index): TemplateColumn => {
    return { title: `${id}类应参加`, width: 11, example: example[index] ?? 0, rule: "whole" };
  });
  return [
    { title: UNIT_COLUMNS.name[0], width: 30, example: "示例：县水利局党组", rule: "text" },
    { title: UNIT_COLUMNS.parent[0], width: 22, example: "", rule: "text" },
    { title: UNIT_COLUMNS.predecessors[0], width: 22, example: "", rule: "text" },
    { title: UNIT_COLUMNS.unitType[0], width: 13, example: "县直", rule: "unit-type" },
    { title: UNIT_COLUMNS.group[0], width: 20, example: "县委第二巡察组", rule: "text" },
    { title: UNIT_COLUMNS.onRoll[0], width: 9, example: 56, rule: "whole" },
    {
      title: UNIT_COLUMNS.basis[0],
      width: 38,
      example: "在岗干部职工，含借入、不含借出和长期离岗",
      rule: "text",
    },
    ...categories,
  ];
}

export const leaderTemplate: readonly TemplateColumn[] = [
  { title: LEADER_COLUMNS.unit[0], width: 30, example: "示例：县水利局党组", rule: "text" },
  { title: LEADER_COLUMNS.name[0], width: 14, example: "某某某", rule: "text" },
  { title: LEADER_COLUMNS.post[0], width: 30, example: "党组书记、局长", rule: "text" },
  { title: LEADER_COLUMNS.since[0], width: 14, example: "2023-06", rule: "text" },
  { title: LEADER_COLUMNS.principal[0], width: 9, example: "是", rule: "yes-no" },
  { title: LEADER_COLUMNS.order[0], width: 9, example: 1, rule: "whole" },
];

/** How to fill it in, one line a rule; then the names of the categories per unit type. */
export const templateRules: readonly string[] = [
  "一、两个工作表都要填：“单位”一行一个被巡察单位，“班子成员”一行一个人。以“示例”开头的行不导入。",
  "二、只填人数，不要填干部职工的姓名、工号、电话、证件号；有这些列的文件不予导入。",
  "三、单位类型只能从下拉框里选，各类人员的名称见下表；没有的一类填 0 或留空。",
  "四、应参加人数填正式确定的数；一人身兼几职的，按在本单位的最高职务算一次。",
  "五、上级单位填本表里已有的单位名称；没有就留空。",
  "六、更名、合并过的单位，“前身单位”填以前的名称，几个用“、”隔开，用于和以前轮次对照；没有就留空。",
  "七、应参加不足 5 人的单位不能单独开放：人数加到相邻单位那一行，另加一列“并入单位”填它的名称，填写页会说明合并测评。",
  "八、正职填“是”或“否”；乡镇的书记、乡镇长都填“是”。排序按班子排序填 1、2、3……",
  "九、不要用公式。从别处复制来的，请“选择性粘贴为数值”。",
  "十、有一处不合要求就一行也不导入，所有问题会按行、列一次列出。",
];
