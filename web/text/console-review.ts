/** Words of the pages of judgement, facts and the review of grades. */
import type { ReviewAct, ReviewOf, ReviewState } from "../../server/core/review/review.ts";
import { office } from "./office.ts";
import { reviewStates } from "./review.ts";
import { words } from "./words.ts";

/** 2026-12-01 → 2026年12月1日 */
export function dayOf(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

/** An act of the office, in the time of this machine: 11月20日 09:12. */
export function momentOf(utc: string): string {
  const at = new Date(utc);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The same with its year: 2026年11月20日 09:12. */
export const momentWithYear = (utc: string): string => `${new Date(utc).getFullYear()}年${momentOf(utc)}`;

export const assessment = {
  title: "评估",
  pageTitle: (unit: string) => `${unit}的评估`,
  redline: office.redline,
  emptyTitle: "还没有单位",
  empty: "先导入单位和人数，再来录入研判和监督情况。",
  place: (unitType: string, group: string) => `${unitType}·${group}`,
  pick: "单位",
  beside: "还缺什么、限制情形、下一步和经过",
  results: "看结果",
  blind: "本轮先研判、后看结果：确认研判以后，才能看到这个单位的得分。",
  frozen: (state: ReviewState) => `现在是“${reviewStates[state]}”，录入的内容不能改。`,
  judged: "研判已经确认，不能再改；监督情况和工作量还可以改。",
  judgementTitle: "巡察组政治生态研判",
  judgementHint: "每个维度 0–100 分，集体研究后填写，写明理由。不写姓名和具体案情。",
  columns: { dimension: "维度", score: "得分", reason: "理由", kind: "类别", count: "件数" },
  scoreOf: (title: string) => `${title}得分`,
  reasonOf: (title: string) => `${title}理由`,
  countOf: (title: string) => `${title}件数`,
  supervisionTitle: "监督情况",
  supervisionHint: "只填件数，没有的填 0。空着是还没有录入。",
  factsTitle: "等次限制情形的事实",
  factsHint: "有下列情形的勾选。系统据此提出限制，由人确认。",
  noFacts: "本轮的评估办法没有要勾选的情形。",
  pointsTitle: "专项扣分和加分",
  deductions: "专项扣分",
  bonus: "加分",
  points: "分数",
  reason: "理由",
  pointsOf: (kind: string, at: number) => `${kind}第 ${at} 条分数`,
  pointsReasonOf: (kind: string, at: number) => `${kind}第 ${at} 条理由`,
  addDeduction: "加一条扣分",
  addBonus: "加一条加分",
  remove: "删去",
  removeOf: (kind: string, at: number) => `删去${kind}第 ${at} 条`,
  inspectionTypes: ["常规巡察", "专项巡察", "机动巡察", "巡察“回头看”"],
  workloadTitle: "巡察情况和工作量",
  workloadHint: "写报告段落用，空着的在段落里留“__”。",
  counter: (title: string, measure: string) => `${title}（${measure}）`,
  focusTitle: "发现问题按",
  focusSets: words.focusSet,
  focus: words.focus,
  save: "保存",
  busy: "正在保存…",
  saved: "已保存。",
  changed: "有改动还没有保存。",
} as const;

/** Two people on one unit. */
export const changed = {
  title: "两人都改过的内容",
  behind: "您打开以后，另一位同志保存了新的内容。您填的还在，还没有保存；先合到一起，再保存。",
  merge: "合到一起",
  clashes: (count: number) =>
    `已合到一起，还没有保存。有 ${count} 处两人改得不一样，现在留的是您填的，请看清后再保存。`,
  columns: { field: "内容", mine: "您填的", theirs: "对方已保存的", act: "选择" },
  take: "用对方的",
  takeOf: (title: string) => `${title}用对方的`,
  empty: "（空）",
  point: (points: string, reason: string) => `${points} 分，${reason}`,
  sheet: (judge: string, score: string, isRecused: boolean) =>
    `${judge}${isRecused ? "回避" : ` ${score === "" ? "未评" : score}`}`,
} as const;

export const judges = {
  title: "评委评分",
  named: "这里是评委评分，不是匿名测评。由登录的人录入，每次改动都有记录。",
  rule: (dropFrom: number) =>
    `每位评委 0–100 分。回避的不计入，也不算在人数里；计入的满 ${dropFrom} 份时，去掉一个最高分和一个最低分。`,
  sheet: "评分表",
  sheetOf: (title: string) => `${title}的评分表`,
  totalsOnly: "只录总分",
  sheetName: (title: string, version: string) => `${title}（${version}）`,
  sheetHint: "按评分表逐项填，合计由系统算出。纸质表上只有总分的，把各项空着，只填合计。",
  sheetKept: "已经有逐项的分，评分表不能换；要换，先把各项的分清空。",
  convertedOf: (title: string) => `${title}折算的得分`,
  converted: (title: string, points: number) => `${title}得分（0–100，折成 ${points} 分，评委不填）`,
  takeReleased: (score: string) => `填入本单位的得分 ${score}`,
  points: (title: string, max: number) => `${title}（满分 ${max}）`,
  pointsOf: (title: string, at: number, item: string) => `${title}第 ${at} 位 ${item}`,
  total: "合计",
  judge: "评委（姓名或编号）",
  score: "得分",
  recused: "回避",
  judgeOf: (title: string, at: number) => `${title}第 ${at} 位评委`,
  scoreOf: (title: string, at: number) => `${title}第 ${at} 位得分`,
  recusedOf: (title: string, at: number) => `${title}第 ${at} 位回避`,
  add: "加一位评委",
  remove: "删去",
  removeOf: (title: string, at: number) => `删去${title}第 ${at} 位`,
  count: (scored: number, recused: number, open: number) =>
    `计入 ${scored} 份，回避 ${recused} 份，还没有评的 ${open} 份。`,
} as const;

export const importing = {
  open: "从 Excel 导入…",
  title: "导入各单位的评估录入表",
  lead: "一行一个单位。空着的格不导入，已经录入的不变；有一处不合要求就一行也不导入。",
  template: "下载模板",
  choose: "选择 Excel 或 CSV 文件",
  act: "导入",
  busy: "正在核对、导入…",
  safe: "先不导入",
  close: "关闭",
  done: (units: number) => `已导入 ${units} 个单位。`,
  preview: {
    /** What the table says of a fact that does not hold. */
    notHeld: "否",
    found: (units: number, fresh: number, changed: number) =>
      `${units} 个单位：新填 ${fresh} 格，改动已有的 ${changed} 格。`,
    overwrites: "标“改动”的格已经填过，导入后换成新的内容，原来的不再保留。",
    same: (units: readonly string[]) => `与已有的一样，没有变化：${units.join("、")}。`,
  },
} as const;

export const gaps = {
  title: "还缺什么",
  none: "都齐了，可以提出建议等次。",
  needed: "要先补齐",
  wished: "可以以后再补",
} as const;

export const caps = {
  title: "等次限制情形",
  lead: "系统提出，由人确认。没有处理的，不能提出建议等次。",
  none: "没有触发任何一项。",
  cap: (title: string, atMost: string) => `${title}：最高${atMost}`,
  evidence: (evidence: string) => (evidence === "" ? "依据：已勾选这一情形。" : `依据：${evidence}。`),
  open: "待确认",
  yes: "已确认",
  no: "不适用",
  reason: "理由",
  reasonOf: (title: string) => `${title}的理由`,
  confirm: "确认适用",
  reject: "不适用",
  actOn: (act: string, title: string) => `${act}：${title}`,
  said: (state: string, reason: string) => `${state}，${reason}`,
  again: "重新处理",
} as const;

export const stations = {
  title: "等次步骤",
  names: {
    computed: "测算等次",
    proposed: "建议等次",
    reviewed: "巡察办审核",
    approved: "审定等次",
    frozen: "冻结",
  },
  whose: {
    computed: "系统按办法测算",
    proposed: "巡察组研究",
    reviewed: "须由另一人办理",
    approved: "领导小组审定，须由另一人录入",
    frozen: "之后改动会留痕",
  },
  done: "已完成",
  now: "现在这一步",
  waiting: "还没有到",
  by: (who: string, when: string) => `${who}，${when}`,
  /** A step that came back in a 封存包 says from which computer. */
  who: ({ by, origin }: { readonly by: string; readonly origin: string | null }) =>
    origin === null ? by : `${by}（在${origin}上）`,
  computed: (grade: string, printed: string) => `${grade}（${printed} 分）`,
  notComputed: "不评等次",
  notEntered: "录入后测算",
  open: "还没有结果",
  grade: (grade: string) => `${grade}等次`,
  moveTo: (way: "up" | "down", grade: string) =>
    way === "up" ? `↑ 上调为${grade}等次` : `↓ 下调为${grade}等次`,
  units: (done: number, all: number) => `${done} / ${all} 个单位`,
  moved: (count: number) => (count === 0 ? "" : `，调整 ${count} 个`),
} as const;

export const steps = {
  title: "下一步",
  judged: "确认研判",
  judgedLead: "确认后研判不能再改，得分随即可以看到。",
  propose: "提出建议等次",
  proposeLead: (computed: string | null) =>
    computed === null
      ? "没有测算等次，建议等次要写理由。"
      : `测算等次为${computed}。可以调整一等，要写理由。提出后，依据的研判、监督情况不能再改。`,
  notReady: "还缺内容或有限制情形没有处理，见上面。",
  review: "审核通过",
  reviewLead: "由没有提出建议的同志审核。",
  opinion: "审核意见",
  back: "退回巡察组",
  approve: "录入审定等次",
  approveLead: "按领导小组会议的结果录入，由没有审核的同志办理。",
  grade: "等次",
  meeting: "会议日期",
  reason: "理由",
  reasonHint: "与前一步的等次不一样时要写。",
  waitOffice: "等巡察办审核。",
  waitApproval: "等领导小组审定。",
  waitFreeze: "等巡察办冻结。",
  frozen: "等次已冻结。",
  freezeHint: "到“等次”页，由两人冻结全部已审定的单位。",
  noGrades: "本轮的评估办法不评等次。",
  busy: "正在处理…",
  reopen: "重新打开…",
  reopenQuestion: (unit: string) => `重新打开${unit}的等次？`,
  reopenLead: "建议、审核、审定都要重来。原来的步骤和理由留在经过里，不会删除。",
  reopenJudgement: "研判可以再改。原来的步骤和理由留在经过里，不会删除。",
  reopenReason: "为什么要重新打开",
  reopenSafe: "不动",
  reopenConfirm: "重新打开",
} as const;

export const freeze = {
  act: (count: number) => `冻结 ${count} 个…`,
  question: (count: number) => `冻结 ${count} 个单位的等次？`,
  lead: "已审定的单位一起冻结。之后要改，须由两人写明理由重新打开，并留下记录。",
  safe: "先不冻结",
  confirm: "冻结",
  busy: "正在冻结…",
} as const;

export const lookBack = {
  title: "前后对照",
  hint: "只在评估办法版本、单位类型都相同时比较",
  round: (title: string, name: string | null, grade: string | null) =>
    `${title}${name === null ? "" : `（当时为${name}）`}${grade === null ? "" : `，${grade}等次`}`,
  notComparable: { scheme: "两次办法不同，不作比较。", "unit-type": "两次单位类型不同，不作比较。" },
  columns: { item: "项目", before: "当时", now: "本次", difference: "变化" },
  total: "总分",
  roundMean: "全轮均值",
  none: "—",
} as const;

export const ranks = {
  show: "看同类名次",
  hide: "收起名次",
  rank: (unitType: string, rank: number, of: number) => `${unitType}，第 ${rank}（共 ${of} 个）`,
  hint: "名次只在同类单位中排，得分相同的名次相同；表的顺序不变。",
  none: "没有可以排的名次：还没有总分，或者同类单位中别的组不足 3 个；别的组有单位还没有封存、没有写完研判，或者宣布过无效的，也不排。",
} as const;

const shown = (value: string | null): string => value ?? "—";

export const recount = {
  title: "复核",
  lead: "由没有参与制码、录入、封存、提出和审核等次的人员，用封存的数据重新计算，只核对计算是否正确，不重新征求意见。",
  act: "重新计算",
  busy: "正在重算，答卷多时要等几秒…",
  none: "还没有复核过。",
  sheet: "复核单",
  sheetOf: (format: string) => `复核单（${format}）`,
  result: ({ isSame, values, findings }: ReviewOf<"recounted">) =>
    isSame
      ? `重算结果与原结果一致。`
      : `重算结果与原结果不一致：${[
          ...values.flatMap(({ title, before, now }) =>
            before === now ? [] : [`${title}原为 ${shown(before)}，重算为 ${shown(now)}`],
          ),
          ...(findings.length > 0 ? [`封存文件与登记的有 ${findings.length} 处不符，另见核验记录`] : []),
        ].join("；")}。`,
} as const;

const acts: { readonly [kind in ReviewAct["kind"]]: string } = {
  judged: "确认研判",
  "cap-decided": "处理限制情形",
  proposed: "提出建议等次",
  reviewed: "巡察办审核",
  returned: "退回巡察组",
  approved: "录入审定等次",
  frozen: "冻结等次",
  reopened: "重新打开",
  recounted: "复核",
};

export const history = {
  title: "经过",
  empty: "还没有步骤。",
  act: (act: ReviewAct) => acts[act.kind],
  second: (name: string) => `与${name}`,
  /** What was said; "" when nothing. */
  said(act: ReviewAct): string {
    switch (act.kind) {
      case "judged":
      case "frozen":
        return "";
      case "cap-decided":
        return `${act.title}：${act.confirmed ? caps.yes : caps.no}。${act.reason}`;
      case "proposed":
        return `${act.computed === null ? "" : `测算${act.computed}，`}建议${act.grade}等次。${act.reason}`;
      case "reviewed":
        return act.opinion;
      case "returned":
        return act.reason;
      case "approved":
        return `${dayOf(act.meeting)}会议审定为${act.grade}等次。${act.reason}`;
      case "reopened":
        return `原来是“${reviewStates[act.from]}”。${act.reason}`;
      case "recounted":
        return recount.result(act);
    }
  },
} as const;
