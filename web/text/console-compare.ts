/** 比较: units × dimensions of one round. */
import type { Unsettled } from "../../server/core/results/round-mean.ts";
import type { DifferenceBand } from "../../server/core/results/compare-units.ts";

export type CompareOrder = "group" | "type" | "score";

export const compare = {
  title: "单位 × 维度",
  lead: "每格是这个单位在这个维度上的得分，旁边是它与本轮均值之差。点开一格，到这个单位在这个维度上的各题。",
  caption: "各单位六个维度得分及与本轮均值之差",
  columns: { unit: "被巡察单位", total: "得分" },
  order: "排列",
  orders: { group: "按巡察组", type: "按单位类型", score: "按得分" } satisfies {
    readonly [order in CompareOrder]: string;
  },
  byScore: "按得分排列只供查看，导出的材料不按得分排列。",
  unitType: "单位类型",
  allTypes: "全部类型",
  copy: "复制为图片",
  copied: "已复制。",
  downloaded: "浏览器不让复制图片，已改为下载。",
  tooManyToCopy: (most: number) => `单位超过 ${most} 个，一张图放不下。请打印这一页。`,
  mean: "本轮均值",
  alone: "只有 1 个单位列出各维度的得分，各维度暂没有均值。",
  noMean: "其他组可比的单位不足 3 个，不显示本轮均值。",
  unsettled: {
    pending: "其他组的单位全部封存、写完研判以后，才显示本轮均值，免得看出刚封存的是哪个单位、得分多少。",
    withdrawn:
      "其他组有单位的测评已宣布无效或者重新测评过，不显示本轮均值，免得前后两次相减，看出一个单位的得分。",
  } satisfies { readonly [why in Unsettled]: string },
  base: (units: number): string => `口径：有效票；各维度的均值为 ${units} 个单位得分的简单平均`,
  notClosed: "还没有封存",
  blind: "先写出研判，再看分数",
  notScored: "没有可比的得分",
  noScore: "—",
  key: "与本轮均值之差",
  bands: {
    "far-below": "低 8 分以上",
    below: "低 3～8 分",
    near: "相差 3 分以内",
    above: "高 3～8 分",
    "far-above": "高 8 分以上",
  } satisfies { readonly [band in DifferenceBand]: string },
  emptyTitle: "还没有可以比较的单位",
  empty: "单位封存以后，这里按维度并排列出各单位的得分。",
  goProgress: "去看进度",
  cell: (unit: string, dimension: string): string => `${unit}，${dimension}：`,
};

/** One unit over the rounds that may be compared. */
export const changes = {
  title: "历次变化",
  total: "总分",
  item: "项目",
  caption: (from: number): string =>
    `轴从 ${from} 起。只比较评估办法版本、单位类型都相同的轮次，各数都是当时公布的得分。`,
  name: (item: string, values: readonly string[], rounds: readonly string[]): string =>
    `历次变化折线图：${item}，${values.map((value, at) => `${rounds[at]} ${value}`).join("，")}`,
  noScore: "没有得分",
  noneHint: "“—”：当时没有这一项得分。",
  awaitedHint: "还没有审定的，总分和等次在审定后显示。",
} as const;

/** Rounds side by side. */
export const past = {
  title: "历轮对照",
  lead: "本轮各单位在以前各轮的总分和等次。只比较评估办法版本、单位类型都相同的轮次；点轮次名称到那一轮。",
  difference: "与上一次可比之差",
  none: "—",
  noTotal: "没有总分",
  first: "这些单位以前没有可以对照的轮次。",
} as const;

/** Several units together. */
export const totals = {
  title: "合计",
  lead: "几个单位放在一起计票。有各题票数的单位计入；收回份数少的单位合起来满 10 份时作为一组计入，不满的不纳入，只写明份数。其中有一个宣布无效，同组的小单位都不再纳入；重新测评的小单位不纳入，免得前后两次合计相减，露出一个单位的票数。",
  scope: "合计范围",
  round: "本轮全部单位",
  parent: (unit: string): string => `${unit}及下属单位`,
  members: (names: readonly string[]): string => `范围：${names.join("、")}`,
  caption: "各表合计",
  columns: { form: "表单", units: "计入单位", ballots: "计入份数", leftOut: "未纳入", score: "合计得分" },
  noneLeftOut: "—",
  leftOut: (units: number, ballots: number): string => `${units} 个单位 ${ballots} 份`,
  scoreHint: "合计得分是各单位列出的得分按份数加权的平均。",
  base: (units: number, ballots: number): string => `计入 ${units} 个单位，${ballots} 份。`,
  blocks: (blocks: readonly string[]): string => `计票组：${blocks.join("；")}。`,
  block: (name: string, ballots: number): string => `${name} ${ballots} 份`,
  itemLeftOut: (title: string, ballots: number): string =>
    `“${title}”有 ${ballots} 份没有计入：所在单位对这一项的有效评价太少。`,
  withheld: "这些单位收回的份数都少，合起来也不满 10 份，或者其中有的已宣布无效、重新测评，所以不合计。",
  openTitle: "还有单位没有封存",
  open: (names: readonly string[]): string =>
    `范围内的单位全部封存以后才有合计。还没有封存的：${names.join("、")}。`,
} as const;
