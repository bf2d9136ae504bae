/** What changed between two versions of a form, one sentence a change. */
import type { Change, SettingPlace, TextPlace } from "../../server/core/definition/edit/changes.ts";
import type { Dimension, InstrumentKind } from "../../server/core/definition/instrument.ts";
import { KIND_NAMES } from "../../server/core/definition/kind-names.ts";
import { words } from "./words.ts";

const texts = {
  title: "标题",
  shortTitle: "简称",
  introduction: "导语",
} satisfies Record<TextPlace, string>;

const settings = {
  kind: "种类",
  minutes: "预计用时（分钟）",
  anonymous: "是否不记名",
  scoring: "计分规则",
  converted: "折算的分",
  survey: "整份表的显示设置",
} satisfies Record<SettingPlace, string>;

/** SurveyJS types as people call them. */
export const typeWords: { readonly [type: string]: string } = {
  radiogroup: "单选",
  dropdown: "下拉单选",
  checkbox: "多选",
  rating: "打分",
  boolean: "是否",
  text: "填空",
  comment: "文字意见",
  matrix: "表格（每行选一个）",
  matrixdropdown: "表格（每格填写）",
  html: "说明文字",
};

const quoted = (text: string): string => (text === "" ? "（无）" : `“${text}”`);
const fromTo = ({ before, after }: { readonly before: string; readonly after: string }): string =>
  `由${quoted(before)}改为${quoted(after)}`;
const points = (text: string): string => (text === "" ? "不计分" : `${text} 分`);
const dimension = (one: Dimension | null): string =>
  one === null ? "（无）" : `“${words.dimension[one] ?? one}”`;
const type = (one: string): string => typeWords[one] ?? one;
const kind = (one: string): string => KIND_NAMES[one as InstrumentKind] ?? one;
const truth = (text: string): string => (text === "true" ? "是" : text === "false" ? "否" : text);
const on = ({ question, title }: { readonly question: string; readonly title: string }): string =>
  title === question ? `题目“${question}”` : `题目“${title}”`;

/** The members of the union that may carry this word. */
type Of<C extends Change["change"], T = Change> = T extends { readonly change: infer D }
  ? C extends D
    ? T
    : never
  : never;

type Sentences = { readonly [C in Change["change"]]: (change: Of<C>) => string };

const sentences: Sentences = {
  text: (c) => `${texts[c.place]}${fromTo(c)}`,
  setting: (c) =>
    c.place === "scoring" || c.place === "survey"
      ? `${settings[c.place]}有改动`
      : c.place === "kind"
        ? `种类${fromTo({ before: kind(c.before), after: kind(c.after) })}`
        : `${settings[c.place]}${fromTo({ before: truth(c.before), after: truth(c.after) })}`,
  "part-added": (c) => `新增部分“${c.part}”，权重 ${c.weight}`,
  "part-removed": (c) => `去掉部分“${c.part}”（原权重 ${c.weight}）`,
  "part-title": (c) => `部分名称${fromTo(c)}`,
  "part-weight": (c) => `“${c.part}”的权重由 ${c.before} 改为 ${c.after}`,
  "parts-order": () => "各部分的先后次序有改动",
  "scale-added": (c) => `新增量表“${c.scale}”`,
  "scale-removed": (c) => `去掉量表“${c.scale}”`,
  "scale-option-added": (c) => `量表“${c.scale}”新增选项“${c.option}”`,
  "scale-option-removed": (c) => `量表“${c.scale}”去掉选项“${c.option}”`,
  "scale-option-text": (c) => `量表“${c.scale}”的选项${fromTo(c)}`,
  "scale-points": (c) => `量表“${c.scale}”的“${c.option}”由${points(c.before)}改为${points(c.after)}`,
  "scale-order": (c) => `量表“${c.scale}”的选项次序有改动`,
  "labels-added": (c) => `新增标签组“${c.set}”（${c.labels.join("、")}）`,
  "labels-removed": (c) => `去掉标签组“${c.set}”（${c.labels.join("、")}）`,
  "labels-title": (c) => `标签组名称${fromTo(c)}`,
  "label-added": (c) => `标签组“${c.set}”新增“${c.label}”`,
  "label-removed": (c) => `标签组“${c.set}”去掉“${c.label}”`,
  "label-text": (c) => `标签组“${c.set}”的标签${fromTo(c)}`,
  "group-added": (c) => `新增页或分组“${c.group}”`,
  "group-removed": (c) => `去掉页或分组“${c.group}”`,
  "group-title": (c) => `页或分组的标题${fromTo(c)}`,
  "group-other": (c) => `页或分组“${c.group}”的位置或设置有改动`,
  "question-added": (c) => `新增${on(c)}`,
  "question-removed": (c) => `去掉${on(c)}`,
  "question-moved": (c) => `${on(c)}换了位置`,
  "question-title": (c) => `题目${fromTo(c)}`,
  "question-description": (c) => `题目“${c.question}”的说明${fromTo(c)}`,
  "question-group": (c) => `${on(c)}移到另一页或分组（由${quoted(c.before)}到${quoted(c.after)}）`,
  "question-required": (c) => `${on(c)}改为${c.isRequired ? "必答" : "选答"}`,
  "question-type": (c) => `${on(c)}的题型${fromTo({ before: type(c.before), after: type(c.after) })}`,
  "question-condition": (c) => `${on(c)}的显示条件${fromTo(c)}`,
  "option-added": (c) => `${on(c)}新增选项“${c.option}”`,
  "option-removed": (c) => `${on(c)}去掉选项“${c.option}”`,
  "option-text": (c) => `${on(c)}的选项${fromTo(c)}`,
  "options-order": (c) => `${on(c)}的选项次序有改动`,
  "question-other": (c) => `${on(c)}的其他设置有改动（${c.properties.join("、")}）`,
  "item-part": (c) => `${on(c)}所属部分${fromTo(c)}`,
  "item-scale": (c) => `${on(c)}的量表${fromTo(c)}`,
  "item-weight": (c) => `${on(c)}的权重${fromTo(c)}`,
  "item-dimension": (c) => `${on(c)}的维度由${dimension(c.before)}改为${dimension(c.after)}`,
  "item-focus": (c) => `${on(c)}的聚焦方面${fromTo({ before: focus(c.before), after: focus(c.after) })}`,
  "item-tag": (c) => `${on(c)}的选项“${c.option}”的标签${fromTo(c)}`,
  "option-dimension": (c) =>
    `${on(c)}的选项“${c.option}”的维度由${dimension(c.before)}改为${dimension(c.after)}`,
  "item-optional": (c) => `${on(c)}改为${c.isOptional ? "选用题" : "固定题"}`,
  "item-other": (c) => `${on(c)}的统计含义有改动（${c.properties.join("、")}）`,
  layout: () => "只有写法不同（如题目在清单里的先后），填写和统计不变",
};

const focus = (codes: readonly string[]): string =>
  codes.map((code) => words.focus[code as keyof typeof words.focus] ?? code).join("、");

export function changeSentence(change: Change): string {
  return (sentences[change.change] as (one: Change) => string)(change);
}
