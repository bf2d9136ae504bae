/** The twelve counters of work that people enter by hand, and what goes with them. @source domain.md §2.6 */
import type { InstrumentKind } from "../definition/instrument.ts";

export interface Counter {
  readonly id: string;
  readonly title: string;
  /** 人次, 份 … */
  readonly measure: string;
}

const counter = (id: string, title: string, measure: string): Counter => ({ id, title, measure });

/** 谈话 … 线索; the keys are those of the report paragraph. */
export const WORKLOAD: readonly Counter[] = [
  counter("talks", "个别谈话", "人次"),
  counter("meetings", "座谈会", "次"),
  counter("conferences", "会议", "次"),
  counter("papers", "查阅资料", "份"),
  counter("vouchers", "财务凭证", "本"),
  counter("visits", "走访调研", "处"),
  counter("letters", "来信", "件"),
  counter("calls", "来电", "次"),
  counter("callers", "来访", "批次"),
  counter("problems", "发现问题", "个"),
  counter("immediate", "立行立改", "件"),
  counter("clues", "线索", "件"),
];

/** Parts and companions of the twelve: people in the clues, sheets handed out. */
export const WORKLOAD_MORE: readonly Counter[] = [
  counter("cluePeople", "线索涉及", "人"),
  counter("issuedEvaluations", "发放民主测评表", "份"),
  counter("issuedAppraisals", "发放民主评议表", "份"),
  counter("issuedQuestionnaires", "发放调查问卷", "份"),
];

/** The counter of sheets handed out of each kind of form. */
export const ISSUED_COUNTERS: { readonly [kind in InstrumentKind]?: string } = {
  evaluation: "issuedEvaluations",
  appraisal: "issuedAppraisals",
  questionnaire: "issuedQuestionnaires",
};

/** 发现问题 by 三个聚焦, 四个聚焦 or 三大问题; a set adds up to the whole. */
export const FOCUS_SETS: { readonly [set: string]: readonly string[] } = {
  f: ["f1", "f2", "f3"],
  g: ["g1", "g2", "g3", "g4"],
  b: ["b1", "b2", "b3"],
};

export const problemsOf = (focus: string): string => `problems-${focus}`;

const KNOWN: ReadonlySet<string> = new Set([
  ...[...WORKLOAD, ...WORKLOAD_MORE].map(({ id }) => id),
  ...Object.values(FOCUS_SETS).flat().map(problemsOf),
]);

export const isCounter = (id: string): boolean => KNOWN.has(id);
