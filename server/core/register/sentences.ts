/** What is wrong with a table of history, as the person who chose the file is told. */
export const REGISTER = {
  noTable: "没有找到表头：要有“单位名称、单位类型、届次、年份、轮次、情况”",
  twoTables: "有两个工作表都像台账，请只留一个",
  empty: "表里一行也没有填",
  missingColumn: "缺少这一列",
  term: "要写第几届，如“十五届”",
  year: (min: number, max: number) => `要填四位数的年份，${min} 到 ${max}`,
  state: "只能填“已巡察”或“计划”，没有安排的留空",
  stateMissing: "写了届次、年份或轮次，就要写情况：已巡察或计划",
  termMissing: "写了情况，就要写第几届",
  yearMissing: "已巡察的要写年份",
  otherType: (row: number, unitType: string) => `与第 ${row} 行同一个单位的类型不同，那一行是${unitType}`,
  twice: (row: number) => `与第 ${row} 行重复：同一单位、同一届、同一轮次只写一行`,
  tooMany: (max: number) => `最多 ${max} 行`,
} as const;
