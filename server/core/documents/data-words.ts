/** Words of the released numbers as data and of the codebook that explains them. */
import { documentWords } from "./document-words.ts";

/** What a row of the data tells: its code there, and its meaning in the codebook. */
export const MEASURES = {
  eligible: "应参加人数，按名册所定口径，不含服务对象等外部人员（人数）",
  returned: "收回份数，取份数最多的一张表；没有一张表由各类人员都填时，按类别相加，一人不重复计（人数）",
  total: "综合总分，减专项扣分、加加分之后（得分）",
  grade: "等次：选项列为测算等次（无数值）",
  collected: "一张表的收回份数（人数）",
  form: "一张表的得分（得分）",
  valid: "有效份数：至少有一项明确评价（人数）",
  invalid: "无效份数：全部未作评价（人数）",
  block: "一个计票组的收回份数（人数）",
  part: "一张表的一个部分的得分（得分）",
  leader: "一名班子成员的得分（得分）",
  item: "一道评价题的得分（得分）和有效评价（人数）",
  level: "一道评价题选某一档的份数（人数），占有效评价的比率（占比）；“不了解”不计入基数，没有占比",
  blank: "弃权（未填）的份数（人数）",
  unknown: "多选题选“不了解”的份数（人数）",
  "block-level": "一个计票组里选某一档的份数（人数）",
  "block-mean": "一个计票组的平均分（得分）",
  base: "多选题的基数：收回－不了解－未填（人数）",
  tick: "多选题勾选某一项的份数（人数），占基数的比率（占比）",
  value: "只计数、不计分的题填某一数值的份数（人数）",
  "problem-rate": "问题反映率，各题平均（占比）",
} as const;

export type Measure = keyof typeof MEASURES;

/** Columns of the data, in order, with what stands in them. */
export const DATA_COLUMNS = [
  ["单位", 26, "被巡察党组织，名册上的名称"],
  ["指标", 14, "这一行说的是什么，代码见“指标”"],
  ["表单", 22, "表单代码，见“表单”；空＝整个单位"],
  ["题目代码", 16, "见“题目和选项”，矩阵题在后面加行的代码；空＝整张表"],
  ["对象", 12, "班子成员姓名；空＝全班子或全单位"],
  ["计票组", 18, "封存后的计票组；空＝各组合成"],
  ["选项", 20, "选项、部分或数值；空＝不分选项"],
  ["人数", 8, "整数"],
  ["占比", 8, "百分数，一位小数"],
  ["得分", 8, "百分制，两位小数，四舍五入"],
  ["不显示的原因", 20, "有字时本行没有数值，说明见“不显示的原因”"],
] as const satisfies readonly (readonly [title: string, width: number, meaning: string])[];

/** Why a number is not there. */
export const REASONS: readonly (readonly [said: string, meaning: string])[] = [
  [documentWords.withheld, "份数少于门槛，为保护填写人；任何人都看不到这个数"],
  [documentWords.notScored, "这张表的计分方法是不计分，任何份数都没有得分"],
  [documentWords.stillOpen, "这个单位尚未封存，封存前没有任何结果"],
  [documentWords.void, "这次测评在封存前作废，答卷已销毁"],
  [documentWords.invalid, "这次测评封存后由两人宣布无效，不发布、不计分；理由见操作记录"],
];

export const dataWords = {
  data: "发布数据",
  codebook: "数据说明",
  rows: "发布数据",
  columns: "列",
  measures: "指标",
  reasons: "不显示的原因",
  forms: "表单",
  questions: "题目和选项",
  dataChecksum: (checksum: string) =>
    `《发布数据》的本材料校验码 ${checksum}。CSV 只有表头和数据行，轮次、办法、口径和校验码都在这份说明里。`,
  note: "一行一个数。各数都出自同一次发布，没有发布的数不在其中，也没有逐份的答卷。代码的含义见《数据说明》。",
  why: "没有逐份答卷的数据：一份答卷即使没有姓名，也是某个人写的，连同几项少见的选择就可能认出是谁。要核对计票，用封存文件重算。",
  columnHead: ["列", "内容"],
  measureHead: ["指标代码", "含义"],
  reasonHead: ["原因", "含义"],
  formHead: ["表单代码", "名称", "版本", "校验码", "计分方法"],
  questionHead: ["表单代码", "题目代码", "题目", "选项", "分值", "维度"],
  rules: {
    none: "不计分",
    items: "各题按权重合成",
    leaders: "正职和其他成员按权重合成",
    questionnaire: "评价题和问题反映率按权重合成",
  },
} as const;
