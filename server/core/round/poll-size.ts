import { carriersOf } from "../release/carriers.ts";
import type { PlannedForm, PollPlan } from "./plan.ts";
import type { Thresholds } from "./round.ts";

export type PollSize = "normal" | "small";

/**
 * Whether fewer people may fill a form than its tables need: then only one score of it will be shown, and people are told.
 * Counted are those whom the thresholds count, never outside raters beside the unit's own people. How many will answer by
 * an open link nobody knows, so of a form that is filled by open links only nothing is said.
 */
export function isSmallForm(
  { blocks }: Pick<PlannedForm, "blocks">,
  { table }: Pick<Thresholds, "table">,
): boolean {
  const counted = carriersOf(blocks);
  if (counted.every(({ isOpen }) => isOpen)) return false;
  return counted.reduce((sum, { eligible }) => sum + eligible, 0) < table;
}

/**
 * What slips say of the unit: small = every form that its own people fill is; where they fill none, every form is. Phones
 * name the forms.
 */
export function pollSize(
  { forms }: Pick<PollPlan, "forms">,
  thresholds: Pick<Thresholds, "table">,
): PollSize {
  const ofOwn = forms.filter(({ blocks }) => blocks.some(({ isOutside }) => !isOutside));
  const asked = ofOwn.length > 0 ? ofOwn : forms;
  return asked.length > 0 && asked.every((form) => isSmallForm(form, thresholds)) ? "small" : "normal";
}
