/** Fixed wording of the derivation table (得分推导表). */
export const QUESTIONNAIRE_TERMS = {
  positive: "评价题得分",
  problems: "100－问题反映率",
} as const;

export const COUNTED_TERMS = {
  base: "基础分",
  range: "限于 0 至 100 分",
} as const;
