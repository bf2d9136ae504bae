/** Words of the printed 测评票发放回收登记表. @source texts.zh.md §9.1 */
import type { BalanceRule, Imbalance, RollSheet, RollSheetLine } from "../results/roll-sheet.ts";

const rules = {
  printed: "印制＝发出＋剩余作废",
  issued: "发出＝已启用＋交回作废＋未启用",
  paper: "纸质收回≤纸质发出",
  form: "收回≤已启用＋纸质收回",
  keyed: "纸质录入≤纸质收回",
} satisfies Record<BalanceRule, string>;

const SOURCES = { ticket: "扫码", paper: "纸质", open: "开放二维码", import: "导入" } as const;

/** （扫码 30，纸质 4）: nothing when all came by scanning. */
function sources(bySource: RollSheet["forms"][number]["bySource"], collected: number): string {
  if ((bySource.ticket ?? 0) === collected) return "";
  const parts = (Object.keys(SOURCES) as (keyof typeof SOURCES)[]).flatMap((source) => {
    const ballots = bySource[source] ?? 0;
    return ballots === 0 ? [] : [`${SOURCES[source]} ${ballots}`];
  });
  return `（${parts.join("，")}）`;
}

export const rollSheetWords = {
  title: "测评票发放回收登记表",
  round: (round: string) => round,
  unit: "单位",
  meeting: "会议名称",
  time: "时间",
  place: "地点",
  due: "应到",
  present: "实到",
  caption: "各票袋发放、回收张数",
  columns: [
    "票袋（类别）",
    "应参加",
    "印制",
    "发出",
    "换发",
    "交回作废",
    "剩余作废",
    "已启用",
    "未启用（含遗失）",
    "纸质发出",
    "纸质收回",
  ],
  total: "合计",
  forms: (forms: RollSheet["forms"]) =>
    `各表收回数：${forms
      .map(
        ({ shortTitle, collected, bySource }) =>
          `${shortTitle} ${collected} 份${sources(bySource, collected)}`,
      )
      .join("；")}。`,
  rules:
    "平衡：印制＝发出＋剩余作废；发出＝已启用＋交回作废＋未启用；各表收回≤已启用＋纸质收回（开放二维码收回的另计）。",
  balanced: ({ minted, issued, left, used, returned, unused }: RollSheetLine) =>
    `核对：印制 ${minted}＝发出 ${issued}＋剩余作废 ${left}；发出 ${issued}＝已启用 ${used}＋交回作废 ${returned}＋未启用 ${unused}；各票袋、各表平衡。`,
  imbalance: ({ rule, of, difference }: Imbalance) =>
    `不平衡：${of}，${rules[rule]}，${difference > 0 ? "多" : "少"} ${Math.abs(difference)} 张。`,
  note: (note: string) => `说明：${note === "" ? "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿" : note}`,
  lost: (lost: number) => `遗失 ${lost} 张${lost > 0 ? `（遗失票不能指认，最多影响 ${lost} 票）` : ""}`,
  digest: (digest: string) => `封存校验码：${digest}（复核时以此为准）`,
  notTyped: "现场张数还没有填写，上表只有系统记下的数。",
  signatures: ["监票人（2人）", "计票人", "巡察组组长", "年　　月　　日"],
  scope: "本表只有张数，没有任何测评内容。",
} as const;
