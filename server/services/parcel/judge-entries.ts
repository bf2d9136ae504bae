/** What a group entered and decided about its units, as it comes back in a 封存包. */
import { checkAssessment } from "../../core/assessment/check-assessment.ts";
import { digestOf } from "../../core/definition/canonical.ts";
import { type CarriedStep, carriedSteps, standingThere } from "../../core/parcel/carried-review.ts";
import type { ParcelFinding } from "../../core/parcel/parcel.ts";
import { EMPTY_ASSESSMENT, type UnitAssessment } from "../../core/scoring/scheme.ts";
import type { Evidence, RoundEvidence } from "../verify/evidence.ts";

/** By unit; a unit without steps is absent. */
export type CarriedReviews = ReadonlyMap<string, readonly CarriedStep[]>;

export interface JudgedEntries {
  readonly findings: readonly ParcelFinding[];
  readonly reviews: CarriedReviews;
}

/** What a group entered passes the same checks as if it had been entered here, and its steps are on its record. */
export function judgeEntries(
  known: RoundEvidence,
  { units, assessments, histories }: RoundEvidence,
  record: Evidence["audit"],
): JudgedEntries {
  const { round, frozen } = known.row;
  const findings: ParcelFinding[] = [];
  const reviews = new Map<string, readonly CarriedStep[]>();
  for (const { id, name } of units) {
    const assessment = assessments.get(id);
    const brought = {
      round: round.id,
      unit: id,
      judgesFirst: round.judgesFirst === true,
      assessment,
      acts: (histories.get(id) ?? []).map(({ act }) => act),
    };
    const isRight = assessment === undefined || isEntry(frozen.scheme.scheme, assessment);
    const steps = isRight ? carriedSteps(brought, record) : null;
    if (steps === null) findings.push({ unit: name, finding: "altered", difference: "entry" });
    else if (steps.length > 0) reviews.set(id, steps);
  }
  return { findings, reviews };
}

function isEntry(
  scheme: RoundEvidence["row"]["frozen"]["scheme"]["scheme"],
  assessment: UnitAssessment,
): boolean {
  try {
    return isStrict(assessment) && checkAssessment(scheme, assessment).length === 0;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(EMPTY_ASSESSMENT),
  "panels",
  "panelSheets",
  "inspection",
]);
const DECIDED: ReadonlySet<string> = new Set(["confirmed", "reason", "evidence", "poll"]);

const isStrict = (assessment: UnitAssessment): boolean =>
  Object.keys(assessment).every((field) => FIELDS.has(field)) &&
  Object.values(assessment.capDecisions).every((made) => Object.keys(made).every((key) => DECIDED.has(key)));

const EMPTY = digestOf(EMPTY_ASSESSMENT);

/** Whether anybody entered anything: who opened the page and saved it has not. */
export const isEntered = (assessment: UnitAssessment | undefined): assessment is UnitAssessment =>
  assessment !== undefined && digestOf(assessment) !== EMPTY;

/**
 * Units about which both sides entered or decided something, and not the same: nobody's work is dropped for the other's.
 * Asked before the recount and once more as it is put on record.
 */
export function entryFindings(
  here: RoundEvidence,
  { units, assessments, histories }: RoundEvidence,
): readonly ParcelFinding[] {
  return units.flatMap(({ id, name }): readonly ParcelFinding[] => {
    const [own, theirs] = [here.assessments.get(id), assessments.get(id)];
    const hasDecided = (histories.get(id)?.length ?? 0) > 0;
    const isTheirs = isEntered(theirs) || hasDecided;
    const isOwn = isEntered(own) || (here.histories.get(id)?.length ?? 0) > 0;
    if (!isTheirs || !isOwn) return [];
    const isSame =
      here.histories.get(id) === undefined &&
      digestOf(own ?? EMPTY_ASSESSMENT) === digestOf(theirs ?? EMPTY_ASSESSMENT);
    return isSame ? [] : [{ unit: name, finding: "entered-twice" }];
  });
}

/** A proposal that stands is of the very score that the recount comes to. @param sheet text of the recount's sheet */
export function proposalFindings(
  { units }: RoundEvidence,
  reviews: CarriedReviews,
  sheet: string,
): readonly ParcelFinding[] {
  const scored = (JSON.parse(sheet) as ScoredSheet).units;
  return units.flatMap(({ id, name }): readonly ParcelFinding[] => {
    const act = standingThere(reviews.get(id) ?? []).proposed?.act;
    if (!act) return [];
    const score = scored.find((one) => one.id === id)?.score;
    return score && score.computed === act.computed && score.printed === act.printed
      ? []
      : [{ unit: name, finding: "altered", difference: "score.printed" }];
  });
}

interface ScoredSheet {
  readonly units: readonly {
    readonly id: string;
    readonly score: { readonly computed: string | null; readonly printed: string | null } | null;
  }[];
}
