import { wholeMinutes } from "./words.ts";

const position = (index: number, forms: number) => `第 ${index} 份，共 ${forms} 份`;

/** Words while a form is being filled in. @source texts.zh.md §3 */
export const form = {
  progress: (index: number, forms: number, minutes: number) =>
    `${position(index, forms)}　·　约 ${wholeMinutes(minutes)} 分钟`,
  position,
  requiredMark: "为必填",
  requiredOrUnknown: "这一题还没有选，请选一项；不清楚就选“不了解”",
  requiredOrSkip: "还没有选，请选一项；不了解的，选“对这位同志不了解”",
  page: (index: number, pages: number) => `第 ${index} 页，共 ${pages} 页`,
  required: "这一题还没有选，请选一项",
  missing: (count: number) => `还有 ${count} 题没有选`,
  unknownHint: "不清楚就选“不了解”，也是如实填写",
  exclusive: (chosen: string) => `选了“${chosen}”，其他选项已取消`,
  or: "或者",
  leaderSkip: "对这位同志不了解",
  leaderSkipUndo: "撤销，我来评价这位同志",
  textHint: "可以不写。请别写姓名、电话和能认出您本人的经历。",
  textLeft: (left: number) => `还可以写 ${left} 字`,
  textNameFound: (found: string) => `您写了“${found}”。如果这会让人认出您，建议改一改；不改也可以提交。`,
  textReport: (channel: string) =>
    channel === ""
      ? "要反映具体问题线索，请用举报渠道，这里的文字不作为举报受理。"
      : `要反映具体问题线索，请用举报渠道（${channel}），这里的文字不作为举报受理。`,
  previous: "上一页",
  next: "下一页",
  toReview: "填好了",
  confirm: "提交后不能修改，也不能再看。确定提交这一份吗？",
  confirmBack: "再看看",
  confirmSubmit: "提交",
  submitting: "正在提交，请不要关闭…",
  nextForm: (index: number, title: string) => `这一份已收到。接着填第 ${index} 份：${title}`,
  resume: "上次填到这里，接着来。",
  halfWritten: (isRequired: boolean) => `还没有写完整，请补全${isRequired ? "" : "；不填的话请清空"}`,
  colourNone: "还没有选颜色，点上面的格子选",
  closingSoon: (minutes: number) =>
    `还有 ${wholeMinutes(minutes)} 分钟截止。没填完的题可以选“不了解”，然后提交。`,
} as const;

/** What SurveyJS says beside an answer, in our words; `{0}` and `{1}` are filled in by it. */
export const surveyFaults = {
  requiredInAllRowsError: "还有没选的行",
  eachRowUniqueError: "每一行要选得不一样",
  numericError: "请写数字",
  minError: "不能小于 {0}",
  maxError: "不能大于 {0}",
  stepError: "请按 {0} 一档填写",
  invalidInputError: "写法不对，请改一改",
  textMinLength: "至少写 {0} 个字",
  textMaxLength: "最多写 {0} 个字",
  textMinMaxLength: "请写 {0}–{1} 个字",
  minSelectError: "至少选 {0} 项",
  maxSelectError: "最多选 {0} 项",
  numericMinMax: "请写 {1} 到 {2} 之间的数字",
  numericMin: "不能小于 {1}",
  numericMax: "不能大于 {1}",
  invalidEmail: "请写正确的邮箱地址",
  otherRequiredError: "选了“其他”，请写明是什么",
} as const;
