import { ratio, type Ratio } from "../ratio.ts";
import { carriersOf } from "../release/carriers.ts";
import type { PollResult } from "../release/release.ts";
import type { ReleasedForm } from "../release/released.ts";
import type { PlannedBatch, PlannedBlock, PollPlan } from "../round/plan.ts";
import type { RollSheetTyped } from "./roll-sheet.ts";

/** 发出 of a form: a number of sheets, or why there is none. */
export type Issued =
  | number
  /** Nobody has typed the 登记表 yet. */
  | "not-typed"
  /** No bag of tickets fills the form: an open link hands out nothing. */
  | "no-bag";

/** How far one form of a closed poll has come: numbers of people and sheets, none of answers. */
export interface FormSheets {
  /** 应参加: the unit's own people who are asked it; null for a form of outside raters, who are in no roster. */
  readonly eligible: number | null;
  readonly issued: Issued;
  /** 参评率 = 收回 ÷ 应参加, 0–1 and above; null without 应参加. */
  readonly participation: Ratio | null;
  /** 回收率 = 收回 ÷ 发出, 0–1 and above; null without 发出. */
  readonly recovery: Ratio | null;
}

/**
 * 应参加, 发出, 参评率, 回收率 of one form. Each form has its own, because not everybody fills every form: 应参加 are the
 * people of its blocks, 发出 the tickets and the paper of the bags whose people fill it.
 *
 * Counted are the people whose ballots are the form's 收回; outside raters beside the unit's own people are in none of
 * the four.
 *
 * @param typed of the 登记表; a bag that was not typed counts as zeros
 * @source texts.zh.md §9.2, §11.2, §11.5; docs/decisions/0072-turnout-of-a-form.md
 */
export function formSheets(
  plan: PollPlan,
  typed: RollSheetTyped | null,
  { instrument, ballots }: Pick<ReleasedForm, "instrument" | "ballots">,
): FormSheets {
  const eligible = eligibleFor(plan, instrument);
  const issued = issuedFor(plan, typed, instrument);
  return {
    eligible,
    issued,
    participation: eligible ? ratio(ballots, eligible) : null,
    recovery: typeof issued === "number" && issued > 0 ? ratio(ballots, issued) : null,
  };
}

/** 应参加 of one form, known from the plan on; null for a form of outside raters. */
export function eligibleFor(plan: PollPlan, instrument: string): number | null {
  const inside = countedBlocks(plan, instrument).filter(({ isOutside }) => !isOutside);
  return inside.length === 0 ? null : inside.reduce((sum, { eligible }) => sum + eligible, 0);
}

/** 发出 = 现场发出的测评码 + 纸质表 of the bags that fill the form; of several forms each bag once. */
export function issuedFor(
  plan: PollPlan,
  typed: RollSheetTyped | null,
  ...instruments: readonly string[]
): Issued {
  const isFilledBy = (bag: PlannedBatch, instrument: string): boolean =>
    countedBlocks(plan, instrument).some(({ id }) => id === bag.blocks[instrument]);
  const bags = plan.batches.filter((bag) => instruments.some((instrument) => isFilledBy(bag, instrument)));
  if (bags.length === 0) return "no-bag";
  if (typed === null) return "not-typed";
  return typed.batches
    .filter(({ batch }) => bags.some(({ id }) => id === batch))
    .reduce((sum, { issued, paperIssued }) => sum + issued + paperIssued, 0);
}

/** Blocks whose ballots are the form's 收回. */
const countedBlocks = (plan: PollPlan, instrument: string): readonly PlannedBlock[] =>
  carriersOf(plan.forms.find((form) => form.instrument === instrument)?.blocks ?? []);

/**
 * 参评率 of a unit, 0–1 and above: 收回 ÷ 应参加.
 *
 * @param eligible people of the unit who are asked
 * @returns null when nobody of the unit fills a form, or nobody is eligible
 */
export const unitParticipation = ({ forms, returned }: PollResult, eligible: number): Ratio | null =>
  eligible > 0 && forms.some(({ raters }) => raters === "own") ? ratio(returned, eligible) : null;
