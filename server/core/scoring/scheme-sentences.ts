/** What may be wrong with a scheme, in the words of whoever writes one. */
export const SCHEME = {
  shape: "内容或类型不对",
  missing: "缺少这一项",
  unknownKey: (keys: readonly string[]): string => `有不认识的项：${keys.join("、")}`,
  wanted: (values: readonly unknown[]): string => `只能是：${values.join("、")}`,
  positive: "必须大于 0",
  notNegative: "不能小于 0",
  percent: "必须在 0 到 100 之间",
  share: "必须在 0 到 1 之间",
  pointsSum: (found: string): string => `各部分分值合计应为 100，现为 ${found}`,
  limitsSum: (found: string, wanted: string): string =>
    `各类扣分上限合计应等于本部分分值 ${wanted}，现为 ${found}`,
  repeated: (id: string): string => `“${id}”重复`,
  onlyOne: "这种来源只能有一个",
  bandOrder: "等次必须由好到差，分数线依次降低",
  bandGap: "最后一个等次的分数线必须是 0，否则低分没有等次",
  unknownGrade: (grade: string): string => `等次“${grade}”没有分数线`,
  needsJudgement: "办法里没有研判部分，这种限制情形无从判断",
  warnBelow: "提醒线不能低于有效线",
} as const;
