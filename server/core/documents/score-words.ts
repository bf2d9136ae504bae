/** Fixed wording of the derivation table (得分推导表). */
export const QUESTIONNAIRE_TERMS = {
  positive: "评价题得分",
  problems: "100－问题反映率",
} as const;
