/** Words of 表单送审稿. */
import { fillText } from "../definition/fill-text.ts";
import type { FormScoring, Instrument, InstrumentKind, Repeat } from "../definition/instrument.ts";
import { KIND_NAMES } from "../definition/kind-names.ts";

/** Variables as what they stand for: `{{单位}}` → 〔单位〕 */
export const bracketed = (shown: string): string =>
  fillText(shown, { variables: {}, words: [] }, (name) => `〔${name}〕`);

const percent = (share: string | number): string => `${share}%`;

export const approvalWords = {
  title: (form: string) => `${form}（送审稿）`,
  version: (version: string, id: string) => `版本 ${version}（编号 ${id}）`,
  facts: (kind: string, { anonymous, minutes, items }: Instrument) => {
    const isPerLeader = Object.values(items).some(({ repeat }) => repeat !== undefined);
    return `种类：${kind}　　${anonymous ? "不记名" : "记名"}　　预计用时：${isPerLeader ? "每名班子成员" : ""} ${minutes} 分钟`;
  },
  introduction: "一、导语",
  questions: "二、题目",
  scales: "三、量表和分值",
  scoring: "四、权重和计分",
  parts: "各部分权重",
  none: "（无）",
  questionColumns: ["序号", "题目", "选项", "权重", "维度和聚焦方面"],
  scaleColumns: ["量表", "选项", "分值"],
  partColumns: ["部分", "权重", "题数", "每题权重"],
  scale: (number: number) => `量表 ${number}`,
  byScale: (number: number) => `量表 ${number}：`,
  one: "单选：",
  many: "多选：",
  rows: (rows: readonly string[]) => `逐行填写：${rows.join("；")}。`,
  noPoints: "不计分，不进分母",
  option: (shown: string, labels: readonly string[], isExclusive: boolean) =>
    `${shown}${labels.length === 0 ? "" : `［${labels.join("，")}］`}${isExclusive ? "（与其他选项互斥）" : ""}`,
  types: {
    text: "填空",
    comment: "文字意见",
    boolean: "是／否",
    rating: "打分",
    matrixdropdown: "表格，每格填写",
  } as {
    readonly [type: string]: string;
  },
  otherType: "填写",
  required: "必答",
  free: "选答",
  requiredIf: "按前面题目的回答决定是否必答",
  optional: "选用题，轮次勾选才出现",
  repeats: { leader: "每名班子成员一次", principal: "每名正职一次" } satisfies Record<Repeat, string>,
  condition: "按前面题目的回答决定是否显示",
  omitBeside: (kind: InstrumentKind) => `与${KIND_NAMES[kind]}同用时不出现`,
  labelSet: (set: string, labels: readonly string[]) => `本表另设标签组“${set}”：${labels.join("；")}。`,
  weightNote: "权重为占全表的百分比，按全部题目都使用计算；“—”为只统计、不计分。方括号内为选项的标签。",
  rule: (scoring: FormScoring): string => {
    switch (scoring.rule) {
      case "none":
        return "本表只统计，不计分。";
      case "items":
        return "各题得分按权重加权平均，为本表得分；没有有效票的题目不计，其余题目按权重折算。";
      case "leaders":
        return `正职平均分占 ${percent(scoring.principal)}，其他成员平均分占 ${percent(scoring.others)}；没有正职的，其他成员占 100%。`;
      case "questionnaire":
        return `正向题加权平均占 ${percent(scoring.positive)}，问题类占 ${percent(scoring.problems)}：100 减去问题反映率。计入问题反映率的多选题共 ${scoring.problemItems.length} 道。`;
    }
  },
  basis: "本稿不属于任何轮次，没有份数和得分；统计口径和显示界限由采用它的轮次固定，印在该轮次的各材料上。",
  digest: (digest: string) => `表单校验码 ${(digest.match(/.{8}/g) ?? []).join(" ")}`,
  signatures: ["拟稿：", "审核：", "批准：", "日期：　　　年　　月　　日"],
} as const;
