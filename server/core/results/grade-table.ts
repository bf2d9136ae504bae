import type { Ratio } from "../ratio.ts";
import type { PollResult } from "../release/release.ts";
import type { FormResult, Released } from "../release/released.ts";
import { approvedGrade, proposedGrade, type ReviewStanding } from "../review/review.ts";
import type { PollPlan } from "../round/plan.ts";
import type { Withdrawal } from "../round/round.ts";
import type { Unit } from "../roster/unit.ts";
import type { Unsettled } from "./round-mean.ts";
import { unitEligible } from "./unit-eligible.ts";
import type { Grade, Scheme } from "../scoring/scheme.ts";
import type { LeftOut, ScoreNote, UnitScore } from "../scoring/unit-score.ts";

/** One unit of the round; `result` and `score` are null until its poll is closed. */
export interface UnitOutcome {
  readonly unit: Unit;
  readonly poll: string | null;
  /** Of its poll; null before the seal. */
  readonly plan: PollPlan | null;
  readonly result: Released<PollResult> | null;
  readonly score: UnitScore | null;
  readonly review: ReviewStanding;
  /** The poll was voided or declared invalid; absent or null: neither. */
  readonly withdrawn?: Withdrawal | null;
  /** Absent or null: its numbers stay as they are. */
  readonly unsettled?: Unsettled | null;
}

/** open = no result: not closed yet, or withdrawn; none = fewer ballots than the floor in every form */
export type RowLevel = "open" | FormResult["level"];

/** One line of 政治生态评估等次汇总表; every number exact. */
export interface GradeRow {
  readonly unit: Pick<Unit, "id" | "name" | "unitType" | "group">;
  readonly poll: string | null;
  /** 应参加: the unit's own people who are asked. */
  readonly eligible: number;
  /** 收回; null while the poll is open. */
  readonly returned: number | null;
  /** 有效 of the ballots of 收回; null while it is open or withheld, or where 收回 is of parts of forms. */
  readonly valid: number | null;
  readonly level: RowLevel;
  /** Why there will be no result of this poll; null: it is counted, or will be. */
  readonly withdrawn: Withdrawal | null;
  /** Why its numbers may still change what is made of all units; absent or null: they stay. */
  readonly unsettled?: Unsettled | null;
  /** Per part of the scheme, 0–100, with the code of what is not there. */
  readonly values: readonly { readonly value: Ratio | null; readonly leftOut: LeftOut | null }[];
  /** 专项扣分 and 加分 after their limits; null while there is no total. */
  readonly deducted: Ratio | null;
  readonly added: Ratio | null;
  readonly total: Ratio | null;
  /** The total as printed. */
  readonly printed: string | null;
  readonly opinion: Ratio | null;
  readonly computed: Grade | null;
  readonly proposed: Grade | null;
  readonly approved: Grade | null;
  /** 备注, as codes. */
  readonly notes: readonly ScoreNote[];
}

/**
 * The rows of the grade table: groups in the order of the roster, within a group its units in that order.
 * Never by score: a table that ranks is a league table.
 *
 * @param outcomes in roster order
 * @source domain.md §5.5
 */
export function gradeTable(scheme: Scheme, outcomes: readonly UnitOutcome[]): readonly GradeRow[] {
  const groups = new Map<string, GradeRow[]>();
  for (const outcome of outcomes) {
    const { group } = outcome.unit;
    const rows = groups.get(group) ?? [];
    rows.push(gradeRow(scheme, outcome));
    groups.set(group, rows);
  }
  return [...groups.values()].flat();
}

function gradeRow(
  scheme: Scheme,
  { unit, poll, plan, result, score, review, withdrawn, unsettled }: UnitOutcome,
): GradeRow {
  const { id, name, unitType, group } = unit;
  const hasTotal = score !== null && score.total !== null;
  return {
    unit: { id, name, unitType, group },
    poll,
    eligible: unitEligible(unit, plan),
    returned: result?.returned ?? null,
    valid: result?.valid ?? null,
    level: result ? levelOf(result) : "open",
    withdrawn: withdrawn ?? null,
    unsettled: unsettled ?? null,
    values: scheme.parts.map((part) => {
      const scored = score?.parts.find((one) => one.id === part.id);
      return { value: scored?.value ?? null, leftOut: scored?.leftOut ?? null };
    }),
    deducted: hasTotal ? score.deducted : null,
    added: hasTotal ? score.added : null,
    total: score?.total ?? null,
    printed: score?.printed ?? null,
    opinion: score?.opinion ?? null,
    computed: score?.computed ?? null,
    proposed: proposedGrade(review),
    approved: approvedGrade(review),
    notes: score?.notes ?? [],
  };
}

function levelOf({ forms }: PollResult): FormResult["level"] {
  const levels = forms.map((form) => form.level);
  return levels.includes("tables") ? "tables" : levels.includes("score") ? "score" : "none";
}
