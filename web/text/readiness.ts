/** How far a round is prepared, in words: on its page and on the command line. */
import type {
  GapKind,
  Readiness,
  ReadinessGap,
  ReadinessState,
  ReadinessStep,
  StepReadiness,
} from "../../server/core/round/readiness.ts";

const steps: { readonly [step in ReadinessStep]: string } = {
  units: "单位与分组",
  roster: "名册与人数",
  forms: "表单",
  scheme: "评估办法",
  blocks: "计票组",
  "set-up": "收票方式",
  rehearsal: "试填",
  seal: "封存设置",
  tickets: "领码纸",
  open: "开放收票",
};

/** At most this many names are written out. */
const NAMES_MAX = 3;

const named = (of: readonly string[]): string =>
  of.length <= NAMES_MAX ? of.join("、") : `${of.slice(0, NAMES_MAX).join("、")}等 ${of.length} 个`;

const gaps: { readonly [what in GapKind]: (of: readonly string[]) => string } = {
  "no-units": () => "还没有导入",
  "too-few": (of) => `${named(of)}人数太少，不能单独开放`,
  "no-leaders": (of) => `${named(of)}没有班子成员名单`,
  "no-principal": (of) => `${named(of)}没有标出正职`,
  "form-unknown": (of) => `${named(of)}不在表单库里，请换一份`,
  "form-replaced": (of) => `${named(of)} 已有新版，选的版本不再提供，请在轮次设置里换用新版`,
  "form-unfit": (of) => `${named(of)}有单位填不出来，请预览后修改`,
  "feedback-date": (of) => `${named(of)}要填反馈日期`,
  "forms-overlap": (of) =>
    `没有一张表由各类人员都填，${named(of)}又有人两张都填：人少并组后分不清，参评率会偏低`,
  "scheme-unknown": () => "选的办法不在库里，请换一个",
  "scheme-unfit": () => "表单缺少办法要用的题目",
  "no-address": () => "还没有设网址（PLUMBLINE_URL），请系统管理员设好",
  "own-address": (of) => `${named(of)}只有这台电脑打得开，手机打不开`,
  "not-https": (of) => `${named(of)}不是 https，“网上”方式要用 https`,
  rehearsing: (of) => `${named(of)}正在试填，清除后才能封存`,
  "not-sealed": () => "可以封存了；请先对照签过字的送审稿",
  "not-printed": (of) => `${named(of)}还有票袋没有打印`,
  "not-open": (of) => `${named(of)}还没有开放`,
};

const states: { readonly [state in ReadinessState]: string } = {
  done: "已完成",
  missing: "待办",
  optional: "可以不做",
  waiting: "等前面的步骤",
};

const gapLine = ({ what, of }: ReadinessGap): string => gaps[what](of);

export const readinessText = {
  title: "准备步骤",
  step: steps,
  state: states,
  gap: gapLine,
  lead: (done: number, of: number) => `${of} 步中已完成 ${done} 步。随时可以离开，已保存的都在。`,
  ready: "设置都齐了，可以封存。",
  allOpen: "全部单位都已开放。",
  next: (step: ReadinessStep) => `下一步：${steps[step]}`,
  rehearsalOptional: "可以不做；建议走一遍",
  /** Between what the seal fixes and the seal itself. */
  fixedBySeal: "封存设置以后，以上各项都不能再改",
  fixed: "已封存，不能再改",
  fixedByTickets: "打印后只能作废重印",
  fixedByOpen: "开放后不能退回准备，只能暂停、封存或作废",
  blocksPlanned:
    "按现在的人数和表单，封存设置时将这样计票。人数少的类别按人数与相邻类别合并；改名册或表单会随之变化。",
  blocksNone: "先导入单位",
  blocksReady: (units: number) => `${units} 个单位已排好`,
  units: (units: number, groups: number) => `${units} 个单位，${groups} 个组`,
  roster: (people: number, leaders: number) => `应参加 ${people} 人，班子成员 ${leaders} 名`,
  forms: (forms: number) => `${forms} 份表单`,
  tickets: (units: number) => `${units} 个单位已打印`,
  open: (units: number) => `${units} 个单位已开放`,
  wait: "封存设置后进行",
  /** One line a step, for the command line. */
  lines: ({ steps: all, next }: Readiness): readonly string[] => [
    ...all.map(({ step, state, missing, notes }: StepReadiness) =>
      [`${states[state]}　${steps[step]}`, ...[...missing, ...notes].map(gapLine)].join("　"),
    ),
    next === null ? "全部单位都已开放。" : `下一步：${steps[next]}`,
  ],
} as const;
