/** Refusals about judgement, facts, limits of the grade, and the steps of the review. */
import type { ReviewState } from "../../server/core/review/review.ts";
import type { ProblemTexts } from "./problem-texts.ts";
import { definitionFaultLine, importFaultLine, listed } from "./problems-office.ts";
import { gapSentence, reviewStates } from "./review.ts";

const states = (wanted: readonly ReviewState[]): string =>
  wanted.map((state) => `“${reviewStates[state]}”`).join("或");

export const reviewProblems = {
  "assessment.invalid": ({ faults }) => ({
    title: `有 ${faults.length} 处要改，没有保存`,
    reason: listed(faults.map(definitionFaultLine)),
    action: "请改好后再保存。",
  }),
  "assessment.frozen": ({ state }) => ({
    title: "现在不能改",
    reason: `这个单位现在是“${reviewStates[state]}”，等次依据的研判、监督情况不能改。`,
    action: "确实要改，请由两人写明理由，先重新打开。",
  }),
  "assessment.changed": () => ({
    title: "这份评估刚被别人改过，还没有保存您填的内容",
    reason: "您打开以后，另一位同志保存了新的内容。直接保存会盖掉它，所以没有保存。",
    action: "您填的内容还在这里。请对照后再保存。",
  }),
  "assessment.unknown-cap": () => ({
    title: "没有这一项限制情形",
    reason: "按现在的结果和录入，没有触发这一项。",
    action: "请刷新页面，看清现在有哪些。",
  }),
  "assessments.invalid": ({ faults }) => ({
    title: `表里有 ${faults.length} 处要改，全部未导入`,
    reason: listed(faults.map(importFaultLine)),
    action: "改好后请重新选择这个文件。",
  }),
  "review.wrong-state": ({ state, wanted }) => ({
    title: "现在不能做这一步",
    reason: `这个单位现在是“${reviewStates[state]}”，这一步要在${states(wanted)}时做。`,
    action: "请刷新页面，看清现在到哪一步。",
  }),
  "review.same-person": () => ({
    title: "要换一位同志",
    reason: "提出建议的和审核的、审核的和录入审定等次的，不能是同一个人。",
    action: "请由另一位同志登录后办理。",
  }),
  "review.grade": ({ reason }) => ({
    title: "这个等次不能这样定",
    reason: {
      unknown: "评估办法里没有这个等次。",
      "too-far": "建议等次与测算等次最多差一等。",
      "above-cap": "已确认的等次限制情形不允许评得更高。",
      "no-reason": "与前一步的等次不一样，要写理由。",
    }[reason],
    action: "请改好后再提交。",
  }),
  "review.not-ready": ({ gaps }) => ({
    title: "还不能提出建议等次",
    reason: gaps.map(gapSentence).join(""),
    action: "请补齐后再来。",
  }),
  "review.judge-first": () => ({
    title: "请先确认研判",
    reason: "本轮设定为先研判、后看结果：巡察组确认研判以后，才能看到这个单位的得分。",
    action: "请到“评估”页录入并确认研判。",
  }),
  "recount.same-person": () => ({
    title: "要换一位同志",
    reason: "复核由没有参与原统计的人员办理：参与制码、录入、封存、提出或审核等次的，不能复核。",
    action: "请由另一位同志登录后复核。",
  }),
} satisfies Partial<ProblemTexts>;
