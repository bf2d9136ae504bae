/** Standing sentences of the console. @source texts.zh.md §8.7 */
export const office = {
  redline: "本系统不处理国家秘密，不录入案件内容、举报人信息和姓名名册。监督情况只填件数。",
  texts:
    "文字意见只用于了解面上情况。其中的具体问题线索，按规定登记移交；不得根据笔迹、用语、内容追查填写人。",
  signals: "以下是“建议进一步了解”的方面，只说明意见比较集中，不是结论，更不是认定。",
  beforeClose: "封存前任何人都看不到结果，包括您。",
  afterOpen: "已开放，表单、权重、票种、显示规则都不能再改。需要改的，请作废本次、说明理由、重新开放。",
  unencrypted: "本次通过未加密网络填写。",
  tallyWarning: "内部核对，不得公布",
} as const;
