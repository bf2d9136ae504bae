/** Words of the blank paper forms and of the sheet for texts. @source texts.zh.md §1 statement.paper; domain.md §5.10 */
export const paperWords = {
  documentTitle: (unit: string, batch: string) => `空白表　${unit}　${batch}`,
  of: (unit: string, batch: string) => `${unit}　　${batch}`,
  columns: { number: "序号", content: "内容", name: "姓名", post: "职务", item: "项目" },
  item: (title: string, hint: string) => `${title}：${hint}。`,
  many: "（可选多项）",
  most: (most: number) => `（最多选 ${most} 项，多选了本题作废）`,
  range: (least: number | null, most: number | null) =>
    `（${[least === null ? "" : `不小于 ${least}`, most === null ? "" : `不大于 ${most}`].filter(Boolean).join("，")}）`,
  quota: (title: string, max: number) =>
    max === 0
      ? `这次没有“${title}”的名额，画了“${title}”的各项作废。`
      : `“${title}”的名额是 ${max} 个；画得超过名额，画了“${title}”的各项都作废。`,
  written: "填数字：",
  page: (title: string, page: number, pages: number) => `${title}　第 ${page} 页，共 ${pages} 页`,
  rehearsal: "【试填】",
  texts: {
    title: "意见纸",
    lead: "可以不写。请别写姓名、电话和能认出您本人的经历。写好后请您自己折好，和表分开投入密封的票箱。要反映具体问题线索，请用举报渠道，这里的文字不作为举报受理。",
    question: (form: string, number: string, title: string) =>
      `${form}${number === "" ? "" : `第 ${number} 题`}　${title}`,
  },
} as const;
