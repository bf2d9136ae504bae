/** Words of judgement, facts and the review of grades: pages, refusals, the command line. */
import type { Gap } from "../../server/core/assessment/find-gaps.ts";
import type { ReviewState } from "../../server/core/review/review.ts";
import { words } from "./words.ts";
import { withdrawalOf } from "../../server/core/round/round.ts";

export const reviewStates: { readonly [state in ReviewState]: string } = {
  entry: "录入中",
  judged: "研判已确认",
  proposed: "已提出建议等次",
  reviewed: "巡察办已审核",
  approved: "已审定",
  frozen: "已冻结",
};

/** What is missing, as one sentence. */
export function gapSentence(gap: Gap): string {
  switch (gap.code) {
    case "no-grades":
      return "本轮的评估办法不评等次。";
    case "not-closed":
      return gap.state === null || gap.state === "draft"
        ? "测评没有单独开放，没有结果。"
        : withdrawalOf(gap.state) !== null
          ? `测评${words.state[gap.state]}，没有结果。`
          : `测评还没有封存（${words.state[gap.state]}）。`;
    case "judged":
      return "研判还没有确认。";
    case "judgement":
      return `研判还缺：${gap.titles.join("、")}。`;
    case "reason":
      return `研判还没有写理由：${gap.titles.join("、")}。`;
    case "facts":
      return `监督情况还缺件数：${gap.titles.join("、")}。没有的请填 0。`;
    case "panels":
      return `评委评分还不全：${gap.titles.join("、")}。没有评的评委请补分，或者注明回避。`;
    case "caps-open":
      return `等次限制情形还没有处理：${gap.titles.join("、")}。`;
    case "workload":
      return `报告段落要用的还没有填：${gap.titles.join("、")}。不影响评分，段落里留“__”。`;
  }
}
