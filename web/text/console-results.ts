/** Words of the result and grade pages of the console. */
import type { FirmnessVerdict } from "../../server/core/scoring/firmness/firmness.ts";
import type { BallotsAnswer } from "../../server/http/office/answers-results.ts";
import type { LeftOut, ScoreNote } from "../../server/core/scoring/unit-score.ts";

export const whyWithheld = "为什么";

export const noteWords: { readonly [note in ScoreNote]: string } = {
  "opinion-only": "巡察组研判和监督情况还没有录入，只有测评问卷参考分，不评等次。",
  unscored: "收回不足 5 份，测评不计分，等次由巡察组提出、领导小组审定。",
  "low-participation": "参评人数不到应参加的一半，测评不计分。",
  "warn-participation": "参评率低于 70%，请说明原因。",
  "cap-open": "有等次限制情形待确认。",
  capped: "因等次限制情形，等次已下调。",
};

export const noteShort: { readonly [note in ScoreNote]: string } = {
  "opinion-only": "缺研判、监督情况",
  unscored: "测评不计分",
  "low-participation": "参评不足一半",
  "warn-participation": "参评率低于 70%",
  "cap-open": "等次限制待确认",
  capped: "等次限制",
};

export const results = {
  title: "单位结果",
  pick: "单位",
  previous: "上一个",
  next: "下一个",
  facts: {
    returned: (returned: number, eligible: number, rate: string | null) =>
      [`收回 `, `${returned}`, rate === null ? "" : ` / 应参加 ${eligible}（${rate}%）`] as const,
    place: (unitType: string, group: string) => `${unitType}·${group}`,
    valid: (form: string, valid: number) => `${form} ${valid}`,
    validAll: (forms: readonly string[]) => `有效：${forms.join("、")}`,
    closed: (when: string) => `${when} 封存`,
    basis: (floor: number) => `口径：有效票；不足 ${floor} 人不予显示`,
    digest: (digest: string) => `封存校验码 ${digest}`,
  },
  neighbour: (word: string, unit: string) => `${word}：${unit}`,
  print: "打印本页",
  waitingTitle: "还没有封存，没有结果可看",
  waiting: "为了不暴露最后填写的人，任何人都要等封存后才能看到结果。",
  waitingState: (unit: string, state: string) => `${unit}：${state}`,
  withdrawnTitle: { invalid: "本次测评已宣布无效", void: "本次测评已作废" },
  withdrawn: {
    invalid: "宣布无效以后，不再提供它的结果、材料和回执，也不计入本轮的分数。为什么无效，见操作记录。",
    void: "作废时已收的答卷和密钥全部销毁，没有结果。为什么作废，见操作记录。",
  },
  noneTitle: "还没有单位封存",
  goProgress: "去“进度”",
} as const;

export const score = {
  title: "总分与等次",
  opinion: "测评问卷参考分",
  noGrade: "不评等次",
  noScore: "测评不计分",
  awaited: "尚未审定",
  awaitedHint: "总分和等次在领导小组审定后显示；各表的结果现在就可以看。",
  computed: "测算等次",
  proposed: "建议等次",
  approved: "审定等次",
  gradeWord: (grade: string) => `${grade}等次`,
  roundMean: (mean: string) => `本轮均值 ${mean}`,
  axisName: (total: string, mean: string | null) =>
    mean === null ? `总分 ${total}，轴从 60 起` : `总分 ${total}，本轮均值 ${mean}，轴从 60 起`,
  toNext: (grade: string, points: string) => `距${grade}还差 ${points} 分。`,
  aboveLine: (grade: string, points: string) => `高出${grade}线 ${points} 分。`,
  pending: "待定",
  caps: "等次限制情形",
  cap: (title: string, atMost: string) => `${title}：最高${atMost}`,
  capStates: { open: "待确认", yes: "已确认", no: "不适用" },
  axisFrom: "轴从 60 起",
  firmness: {
    firm: "等次稳固：个别答卷不同，等次也一样。",
    near: "接近分界：个别答卷不同，等次就可能不一样。",
    unknown: "收回份数少，看不出离分界有多远。",
  } satisfies Record<FirmnessVerdict, string>,
  ballots: (found: BallotsAnswer) => `${ballotsSentence(found)}只供巡察办掌握，不打印、不外传。`,
} as const;

function ballotsSentence(found: BallotsAnswer): string {
  switch (found.kind) {
    case "exact":
      return `${found.ballots} 份答卷不同，等次就可能不一样，再少就不会（逐一核算的准数）。`;
    case "bound":
      return `少于 ${found.atLeast} 份答卷不同，等次不会不一样（只推算到下限）。`;
    case "never":
      return "全部答卷都不同，等次也一样（逐一核算的准数）。";
  }
}

export const derivation = {
  title: "这个分数怎么来的",
  hint: "每一层都能打开到票数",
  all: "全部展开",
  none: "全部收起",
  caption: "得分推导",
  columns: { indicator: "指标", value: "得分", weight: "权重", earned: "计入" },
  missing: {
    withheld: "人数少，不予显示",
    "too-few-valid": "人数少，不予显示",
    "not-entered": "还没有录入",
    unused: "本轮没有用",
    "score-only": "人数少，只有总体得分",
    recused: "回避，不计",
    extreme: "最高分或最低分，不计",
  } satisfies Record<LeftOut, string>,
  total: "总分",
  deduction: (reason: string) => `专项扣分：${reason}`,
  bonus: (reason: string) => `加分：${reason}`,
  principals: "正职",
  others: "其他班子成员",
  positive: "正向题",
  problems: "100 − 问题反映率",
  points: (points: string) => `${points} 分`,
  leader: (name: string, post: string) => `${name}（${post}）`,
  withReason: (title: string, reason: string) => `${title}：${reason}`,
  leftOut: "不计",
  counts: (valid: number, abstained: number) =>
    abstained === 0 ? `有效 ${valid} 票。` : `有效 ${valid} 票，不了解和未填 ${abstained} 票不计入。`,
  outside: (count: number) => `不了解和未填 ${count}`,
  weighted: (blocks: string) => `按计票组 ${blocks} 加权。`,
  oneBlock: "不分票种，一票一分量。",
} as const;

export const charts = {
  unscored: (title: string) => `${title}（不计分）`,
  itemsTitle: (form: string) => `${form}，逐项`,
  itemsCaption: "条长为有效票比例，数字为票数，右侧为得分；不了解和未填不计入，另列票数。",
  base: (ballots: number, valid: number) => `收回 ${ballots} 份，有效 ${valid} 份。`,
  table: "看表格",
  chart: "看图",
  image: "复制为图片",
  printImage: "打印这张图",
  imageSaved: "图片已复制",
  imageDownloaded: "图片已下载",
  outside: "不了解、未填（不计入）",
  itemsName: (title: string, lowest: string, score: string, highest: string, top: string) =>
    `${title}。得分最低的是“${lowest}”${score} 分，最高的是“${highest}”${top} 分`,
  itemsPlain: (title: string, count: number) => `${title}，共 ${count} 项`,
  formScore: (printed: string) => `得分 ${printed}`,
  countAndShare: (count: number, percent: string) => `${count}（${percent}%）`,
  radarTitle: "六个维度",
  radarCaption: (from: number, hasMean: boolean) =>
    `${hasMean ? "虚线是本轮均值。" : ""}轴从 ${from} 起。每个维度是所属计分题得分的加权平均，题目来自已公布的各表。`,
  radarWithheld: (dimensions: readonly string[], why: string) =>
    `${dimensions.join("、")}：人数少，不予显示。${why}`,
  meansLost: "本轮均值没有读出来，图上只有本单位。",
  radarName: (lowest: string, low: string, highest: string, high: string) =>
    `六维雷达图：最低的是${lowest} ${low}，最高的是${highest} ${high}`,
  columns: {
    item: "测评内容",
    level: (level: string) => `${level} 票（率）`,
    dimension: "维度",
    roundMean: "本轮均值",
    items: "题数",
    score: "得分",
    outside: "不了解",
    blank: "弃权",
  },
  blocksTitle: "分计票组",
  blocksCaption: "计票组只按人数划分，与怎么填无关。",
  blocksPositive: "问卷一栏为正向题得分；问题反映率只按全体计算。",
  blockColumns: { form: "表单", block: "计票组", ballots: "份数", weight: "权重", mean: "得分" },
  blocksChart: (from: number) => `菱形是全体，圆点是各计票组；轴从 ${from} 起，右侧为得分。`,
  blocksName: (form: string, low: string, lowest: string, high: string, highest: string) =>
    `分计票组得分：相差最大的是${form}，${low} ${lowest} 分，${high} ${highest} 分`,
  blocksPlain: "分计票组得分",
  blockDots: {
    whole: (form: string) => `${form}，全体`,
    positive: (form: string) => `${form}，正向题`,
    outside: (block: string) => `${block}（外部，不计入）`,
  },
  oneBlock: "不分票种",
  percent: (percent: string) => `${percent}%`,
  joined: (names: string) => `人数少的类别已合并：${names}。`,
  outsideBlock: "外部，不计入",
  all: "全体",
  leadersTitle: (form: string, item: string) => `${form}，${item}`,
  leadersName: (title: string, count: number) => `${title}，${count} 人，按班子排序`,
  leaderLabel: (name: string, post: string) => `${name}　${post}`,
  problemsTitle: "问卷中的突出问题",
  problemsKey: "10% 关注，30% 突出",
  problemsName: (problem: string, percent: string) => `勾选最多的是“${problem}”，${percent}%`,
  problemColumns: { problem: "问题", question: "题目", count: "勾选／基数", share: "比例", line: "程度" },
  problemsNone: "没有一项达到 10%。",
  problemsMore: (count: number) => `其余 ${count} 项`,
  problemsFewer: "收起",
  attention: "关注",
  salient: "突出",
  problemsCaption: "基数为收回份数减去“不了解”和未填。勾选率只说明有多少人这样看，需经核实，不作为结论。",
  problemRate: (rate: string) => `问题反映率 ${rate}%`,
  share: (count: number, base: number) => `${count} / ${base}`,
  textsTitle: "文字意见",
  textsByLink: {
    some: "这张表也有人用开放二维码填写，没有核对是什么人填的；下面可能有他们写的，分不出是哪几条。",
    all: "这张表只用开放二维码填写，没有核对是什么人填的。",
  },
  search: "在文字意见里查找",
  hideHint: "隐藏只在这一页有效，刷新后都会显示；什么都不会保存。",
  hide: "隐藏",
  hideLine: (line: string) => `隐藏：${line}`,
  showHidden: (count: number) => `显示隐藏的 ${count} 条`,
  textsFound: (shown: number, all: number) => (shown === all ? `${all} 条` : `${shown} / ${all} 条`),
  nothingFound: "没有找到。",
  otherTitle: (form: string) => `${form}，不计分的题`,
  otherColumns: { answer: "答案", count: "人数", share: "占比" },
  otherBase: (base: number, blank: number) => `作答 ${base} 份，未填 ${blank} 份。`,
  yes: "是",
  no: "否",
} as const;

/** Heads of narrow columns for the parts of the default scheme. */
const SHORT_PARTS: { readonly [title: string]: string } = {
  领导班子民主测评: "班子",
  班子成员民主测评: "成员",
  问卷调查: "问卷",
  巡察组政治生态研判: "研判",
  监督情况: "监督",
};

export const grades = {
  title: "政治生态评估等次表",
  lead: (scheme: string, version: string, digest: string) => `《${scheme}》${version}（校验码 ${digest}）`,
  from: (grade: string, from: string) => `${from} 分起${grade}`,
  rule: (lines: string) => `；${lines}，按两位小数比较，不再进位。`,
  order: "按巡察组、单位类型排列，不按得分。",
  turnHint: "竖屏只列总分和等次；各部分得分请横过来看。",
  workbook: "导出 Excel",
  caption: "政治生态评估等次汇总",
  columns: {
    position: "序号",
    unit: "被巡察党组织",
    unitType: "单位类型",
    group: "巡察组",
    eligible: "应参加",
    valid: "有效",
    deduction: "扣分",
    total: "总分",
    computed: "测算等次",
    proposed: "建议等次",
    approved: "审定等次",
    remark: "备注",
  },
  notYet: "未封存，没有结果",
  blind: "先确认研判，再看得分",
  moved: (step: "proposed" | "approved", way: "up" | "down", reason: string) =>
    `${step === "proposed" ? "巡察组" : "领导小组"}${way === "up" ? "上调" : "下调"}：${reason}`,
  whyMoved: (unit: string, way: "up" | "down") => `${unit}${way === "up" ? "上调" : "下调"}的理由`,
  noGrade: "不评等次",
  axis: "总分位置",
  goProgress: "去“进度”",
  shortPart: (title: string) => SHORT_PARTS[title] ?? title,
  pending: "待定",
  sameAsComputed: "同测算",
  opinion: (value: string) => `参考分 ${value}`,
  awaited: "尚未审定",
  approvedOf: (approved: number, all: number) =>
    approved === all
      ? `已审定 ${all} 个单位。`
      : `已审定 ${approved} 个单位，共 ${all} 个；总分和等次在领导小组审定后显示。`,
  opinionNote: "“参考分”为测评问卷参考分：研判和监督情况还没有录入，不评等次。",
  paragraphTitle: "本轮报告段落",
  paragraphHint: "标黄的 __ 是还没有录入的数。",
  copy: "复制段落",
  copied: "段落已复制",
  emptyTitle: "还没有单位封存",
  empty: "封存后，这里按评估办法列出各单位的得分和等次。",
} as const;
