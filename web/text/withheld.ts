import { withheldWords } from "../../server/core/documents/withheld-words.ts";
import { DEFAULT_THRESHOLDS } from "../../server/core/round/round.ts";
import type { Thresholds } from "../../server/core/round/round.ts";
import { joinNames } from "./words.ts";

/** What stands where something is not shown. @source texts.zh.md §6, anonymity.md §5 */
export const withheld = {
  cell: withheldWords.cell,
  form: withheldWords.form,
  score: withheldWords.score,
  category: (names: readonly string[]) => `为保护填写人，${joinNames(names)}合并计票。`,
  distribution: (limits: Thresholds = DEFAULT_THRESHOLDS) => withheldWords.distribution(limits),
  excluded: withheldWords.excluded,
  unit: (limits: Thresholds = DEFAULT_THRESHOLDS) => withheldWords.unit(limits),
  text: (limits: Thresholds = DEFAULT_THRESHOLDS) => withheldWords.text(limits),
  item: (limits: Thresholds = DEFAULT_THRESHOLDS) =>
    `有效评价不足 ${limits.floor} 份，这一项不计分，权重由其他项分担。`,
  counts: (limits: Thresholds = DEFAULT_THRESHOLDS) =>
    `有效评价不足 ${limits.floor} 份，为保护填写人，不显示各档票数。`,
  dimension: (limits: Thresholds = DEFAULT_THRESHOLDS) =>
    `所属各题有效评价不足 ${limits.floor} 份，这个维度不计分。`,
  /** Of cells of many units at once. */
  dimensions: (limits: Thresholds = DEFAULT_THRESHOLDS) =>
    `所属的表收回份数不足 ${limits.table} 份，或者各题有效评价不足 ${limits.floor} 份，这个维度不计分。`,
  /** Under a table in which the words of `cell` stand. */
  because: (sentence: string) => `人数少，不予显示：${sentence}`,
  pooled: (limits: Thresholds = DEFAULT_THRESHOLDS) =>
    `有的计票组有效评价不足 ${limits.floor} 份，这一项各组合并计算。`,
  why:
    "填的人太少，看了结果就可能猜出谁怎么选的，所以与相邻类别合并，或者不予显示。" +
    "这条规则开放前定好，开放后任何人（包括巡察办）都不能改。",
} as const;
