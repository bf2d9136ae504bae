import type { UnitAssessment } from "../scoring/scheme.ts";
import type { AssessmentEntry } from "./check-assessment.ts";
import type { Inspection } from "./inspection.ts";

/** What one row of a table changes; what is not in it stays as it is. */
export interface EntryPatch {
  readonly judgement: { readonly [dimension: string]: { readonly score?: string; readonly reason?: string } };
  readonly supervision: { readonly [kind: string]: number };
  readonly facts: { readonly [fact: string]: boolean };
  readonly workload: { readonly [counter: string]: number };
  readonly inspection: Inspection;
  /** Takes the place of all deductions entered before. */
  readonly deduction: { readonly points: string; readonly reason: string } | null;
}

export function patched(before: UnitAssessment, patch: EntryPatch): AssessmentEntry {
  const { capDecisions: _, ...rest } = before;
  const judgement = { ...before.judgement };
  for (const [id, { score, reason }] of Object.entries(patch.judgement)) {
    const old = judgement[id];
    judgement[id] = { score: score ?? old?.score ?? "", reason: reason ?? old?.reason ?? "" };
  }
  const supervision = { ...before.supervision, ...patch.supervision };
  const gone = Object.keys(patch.facts).filter((fact) => !patch.facts[fact]);
  const come = Object.keys(patch.facts).filter((fact) => patch.facts[fact]);
  return {
    ...rest,
    judgement: Object.keys(judgement).length === 0 ? null : judgement,
    supervision: Object.keys(supervision).length === 0 ? null : supervision,
    deductions: patch.deduction ? [patch.deduction] : before.deductions,
    facts: [...new Set([...before.facts.filter((fact) => !gone.includes(fact)), ...come])],
    workload: { ...before.workload, ...patch.workload },
    inspection: { ...before.inspection, ...patch.inspection },
  };
}
