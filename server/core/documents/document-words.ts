import { withheldWords } from "./withheld-words.ts";

/** Words that every document shares. @source texts.zh.md §6, §11; domain.md §5 */
export const documentWords = {
  mark: { secrecy: "内部资料　注意保密", number: "编号：＿＿＿＿＿＿", copy: "第＿＿份　共＿＿份" },
  signatures: ["制表人：", "审核人：", "监票人：", "计票人：", "日期：　　　年　　月　　日"],
  basisTitle: "统计口径说明",
  blank: "__",
  none: "—",
  withheld: withheldWords.cell,
  /** Of a form whose rule makes no score. */
  notScored: "不计分",
  /** The same with the number that is too small. */
  tooFew: (valid: number, floor: number) => `人数少，不予显示（有效 ${valid} 份，不足 ${floor} 份）`,
  stillOpen: "尚未封存",
  void: "测评已作废，没有结果",
  invalid: "测评已宣布无效，不计",
  scheme: (title: string, version: string, digest: string) =>
    `评估办法：《${title}》${version}，校验码 ${digest.slice(0, 8)}`,
  checksum: (checksum: string) => `本材料校验码 ${checksum}`,
  checksumBasis: (checksum: string) => `本材料校验码 ${checksum}，可用“校验”功能核对；制表日期不计入校验码。`,
  sheet: (digest: string) => `结果单校验码 ${(digest.match(/.{8}/g) ?? []).join(" ")}`,
  sheetBasis: "结果单校验码与封存文件、录入数、得分、审计记录相连：签字后有任何改动都可据此发现。",
  madeOn: (day: string) => {
    const [year, month, date] = day.split("-").map(Number);
    return `${year}年${month}月${date}日`;
  },
  /** In the foot of a PDF. @param characters as U+20BB7 */
  undrawn: (characters: readonly string[]) => {
    const named = characters.slice(0, 5).join("、");
    const all = characters.length > 5 ? `${named} 等 ${characters.length} 个字` : named;
    return `字库里没有、没有印出的字：${all}；原文见同名的 Word、Excel 或 JSON 文件。`;
  },
  page: (page: string | number, pages: string | number) => `第 ${page} 页，共 ${pages} 页`,
} as const;
