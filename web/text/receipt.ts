/** The last page and the receipt (回执码). @source texts.zh.md §4 */
export const done = {
  title: "已收到，谢谢您",
  body: (forms: number) => `${forms} 份都已收妥。您的意见会和大家的合在一起，作为了解情况的依据。`,
  tail: "现在可以关掉这一页。领码纸请您自己撕掉。",
  tailOpen: "现在可以关掉这一页。",
  pressure: (phone: string) =>
    phone === ""
      ? "没有人有权要求您出示填写内容或说出您怎么选。遇到这种情况，请告诉巡察组。"
      : `没有人有权要求您出示填写内容或说出您怎么选。遇到这种情况，请告诉巡察组：${phone}。`,
  receiptLink: "我的回执码（可以不看、不用记）",
} as const;

export const receipt = {
  title: (code: string) => `回执码　${code}`,
  /** @param where 公示地点, or the words for an address that follows */
  body: (where: string) =>
    `这串字只能证明“有一份答卷收进来了、没有丢”。封存后，可在${where}的清单里找到它。` +
    "它不说明您填了什么，也不说明您是谁；别人拿到也看不出来。不想核对，可以不管它。",
  rehearsal: "这是演练：填的内容不进入统计，演练完全部清除，这串字以后查不到。",
  below: "下面网址",
  where: (address: string) => `清单地址：${address}。`,
  /** 公示地点 of a round that names none. */
  usualPlace: "本单位公示栏",
  offline: (place: string) => `封存后，清单打印张贴在${place}三天。`,
} as const;
