import type { PollPlan } from "./plan.ts";
import type { Thresholds } from "./round.ts";

export type PollSize = "normal" | "small";

/** small = fewer may answer with tickets than tables need: only one score a form will be shown, and people are told. */
export function pollSize({ batches }: Pick<PollPlan, "batches">, { table }: Thresholds): PollSize {
  return batches.reduce((sum, { eligible }) => sum + eligible, 0) < table ? "small" : "normal";
}
