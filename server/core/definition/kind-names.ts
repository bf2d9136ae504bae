import type { InstrumentKind } from "./instrument.ts";

/** Kinds of forms, in words. @source domain.md §3 */
export const KIND_NAMES: { readonly [kind in InstrumentKind]: string } = {
  evaluation: "民主测评",
  questionnaire: "问卷",
  appraisal: "民主评议",
  scoresheet: "评分表",
};
