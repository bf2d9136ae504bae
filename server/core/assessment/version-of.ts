import { digestOf } from "../definition/canonical.ts";
import type { UnitAssessment } from "../scoring/scheme.ts";

/**
 * Names what people have entered about a unit, so that whoever saves can say what they saw. Decisions on limits are not
 * in it: they have a way of their own and do not stand in the form.
 */
export function versionOf(assessment: UnitAssessment): string {
  const { capDecisions: _, ...entered } = assessment;
  return digestOf(entered);
}
