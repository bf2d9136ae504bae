/** Words of the public list of receipts (回执码清单), on screen and printed. @source texts.zh.md §4 */
export const receiptList = {
  index: "回执码清单",
  empty: "还没有封存的测评。",
  title: (unit: string) => `${unit}　回执码清单`,
  round: (round: string) => round,
  count: (receipts: number) => `共 ${receipts} 个，按字母和数字排列，与提交先后无关。`,
  howTo:
    "在浏览器的“页面内查找”里输入您的回执码。找到了，说明这份答卷已收进统计；它不说明填了什么，也不说明是谁填的。",
  missing: (phone: string) =>
    phone === ""
      ? "清单里没有您的回执码，请先核对有没有输错；若确实没有，请联系巡察办，不必说明您填了什么。"
      : `清单里没有您的回执码，请先核对有没有输错；若确实没有，请联系巡察办 ${phone}，不必说明您填了什么。`,
  back: "返回全部清单",
} as const;
