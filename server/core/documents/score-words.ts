/** Fixed wording about scores, in tables and on the derivation sheet (得分推导表). */
import { documentWords } from "./document-words.ts";
import type { LeftOut, ScoreNote } from "../scoring/unit-score.ts";

export const QUESTIONNAIRE_TERMS = {
  positive: "评价题得分",
  problems: "100－问题反映率",
} as const;

export const COUNTED_TERMS = {
  base: "基础分",
  range: "限于 0 至 100 分",
} as const;

/** Why something is not counted. */
export const LEFT_OUT: Record<LeftOut, string> = {
  withheld: documentWords.withheld,
  unused: "未使用",
  "not-entered": "未录入",
  "too-few-valid": "有效评价少，不计",
  "score-only": "人数少，只有总体得分",
  recused: "回避，不计",
  extreme: "最高分或最低分，不计",
};

export const NOTES: Record<ScoreNote, string> = {
  "opinion-only": "缺研判、监督情况，不评等次",
  unscored: "测评不计分，等次由巡察组依据研判和监督情况提出，经领导小组审定",
  "low-participation": "参评率低于办法规定，不计分",
  "warn-participation": "参评率偏低",
  "cap-open": "有等次限制情形待确认",
  capped: "按等次限制情形定等次",
};
