import { documentWords } from "../../server/core/documents/document-words.ts";

/** Words of the one-page summary of a unit. */
export const unitSummary = {
  title: "一页摘要",
  formsTitle: "份数与得分",
  formColumns: {
    form: "表单",
    eligible: "应参加",
    issued: "发出",
    ballots: "收回",
    valid: "有效",
    participation: "参评率",
    score: "得分",
  },
  notScored: documentWords.notScored,
  issued: { "not-typed": "__", "no-bag": "—" },
  dimensionsTitle: "六个维度",
  dimensionsHint: (hasMeans: boolean) => (hasMeans ? "小字为与本轮均值之差" : ""),
  lowTitle: "得分较低的题",
  lowHint: (count: number) => `最低的 ${count} 题`,
  lowNone: "没有可以单独显示得分的题。",
  problemsNone: "没有一项达到 10%，或者不予显示。",
  withheldTitle: "不予显示的",
  withheldNone: "没有不予显示的内容。",
  noForm: (form: string, floor: number) => `${form}：收回份数不足 ${floor} 份，不计算得分`,
  scoreOnly: (form: string) => `${form}：只显示总体得分`,
  items: (form: string, count: number) => `${form}：${count} 题有效评价太少`,
  excluded: (form: string, name: string, table: number) =>
    `${form}：“${name}”收回份数不足 ${table} 份，不计入、不显示`,
  more: (count: number) => `另有 ${count} 处`,
  printOne: "打印一页摘要",
  printAll: "打印全部",
  onward: "往下看：分数怎么来的、各表各题、票数",
} as const;
