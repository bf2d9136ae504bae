import { proposedGrade, type ReviewStanding } from "../review/review.ts";
import type { Grade } from "../scoring/scheme.ts";
import { pieces, type Piece } from "./pieces.ts";

export interface ChangeFacts {
  readonly unit: string;
  readonly computed: Grade | null;
  readonly review: ReviewStanding;
}

/** 等次调整说明 of one unit; null when computed, proposed and approved grade agree. @source texts.zh.md §10 report.change */
export function changeParagraph({ unit, computed, review }: ChangeFacts): readonly Piece[] | null {
  const { proposed, reviewed, approved } = review;
  const suggested = proposedGrade(review) ?? computed;
  const isMoved = proposed !== null && proposed.act.grade !== computed;
  const isOverruled = approved !== null && approved.act.grade !== suggested;
  if (!isMoved && !isOverruled) return null;
  const start = computed === null ? "系统测算未形成等次" : `系统测算为${computed}等次`;
  const verb = computed === null ? "评为" : "调整为";
  const moved = isMoved
    ? pieces`，巡察组研究建议${verb}${proposed.act.grade}等次，理由：${filled(proposed.act.reason)}`
    : [];
  const opinion = reviewed === null ? [] : pieces`；巡察办审核意见：${filled(reviewed.act.opinion)}`;
  const decided =
    approved === null ? [] : pieces`；领导小组${approved.act.meeting}会议审定为${approved.act.grade}等次`;
  return pieces`${unit}${start}${moved}${opinion}${decided}。`;
}

const filled = (text: string): string | null => (text === "" ? null : text);
