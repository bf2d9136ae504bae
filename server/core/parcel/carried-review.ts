/** The steps of a unit's review as they come back in a 封存包: what was decided there, and by whom. */
import { z } from "zod";
import { checkText } from "../assessment/check-text.ts";
import { isProblem } from "../problem.ts";
import type { CapDecision, UnitAssessment } from "../scoring/scheme.ts";
import { type ReviewAct, type ReviewEntry, type ReviewOf, standingOf } from "../review/review.ts";
import { requireStep } from "../review/review-steps.ts";

const STEPS_MAX = 1_000;
const line = z.string().max(500);
const text = z.string().refine((typed) => {
  let faults = 0;
  checkText(typed, "$", () => void (faults += 1));
  return faults === 0;
});
const grade = z.enum(["良好", "较好", "较差"]);

const actShape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("judged") }),
  z.strictObject({
    kind: z.literal("cap-decided"),
    cap: line,
    title: line,
    evidence: line,
    confirmed: z.boolean(),
    reason: text,
  }),
  z.strictObject({
    kind: z.literal("proposed"),
    computed: grade.nullable(),
    printed: line.nullable(),
    grade,
    reason: text,
  }),
  z.strictObject({ kind: z.literal("reviewed"), opinion: text }),
  z.strictObject({ kind: z.literal("returned"), reason: text }),
  z.strictObject({ kind: z.literal("approved"), grade, meeting: line, reason: text }),
  z.strictObject({ kind: z.literal("frozen") }),
  z.strictObject({
    kind: z.literal("reopened"),
    from: z.enum(["entry", "judged", "proposed", "reviewed", "approved", "frozen"]),
    reason: text,
  }),
]);

/** A line of the other installation's record, as it is chained there. */
interface RecordLine {
  readonly atUtc: string;
  readonly who: string;
  readonly act: string;
  readonly about: string;
  readonly detail: string;
}

/** A step with who took it and when, as the other installation's record says. */
export type CarriedStep = Omit<ReviewEntry, "sequence" | "origin">;

export interface UnitBrought {
  readonly round: string;
  readonly unit: string;
  /** The round wants the judgement confirmed before anything rests on the scores. */
  readonly judgesFirst: boolean;
  /** Undefined: nothing was entered. */
  readonly assessment: UnitAssessment | undefined;
  /** As they stand in the parcel, in order. */
  readonly acts: readonly unknown[];
}

/**
 * Steps could have been taken as they stand there, each of them is on the other installation's record, and every decision
 * on a 等次限制情形 is one of them.
 *
 * @param record all lines of the other installation
 * @returns null where one of this does not hold: somebody wrote it into the parcel
 */
export function carriedSteps(
  { round, unit, judgesFirst, assessment, acts }: UnitBrought,
  record: readonly RecordLine[],
): readonly CarriedStep[] | null {
  const found = z.array(actShape).max(STEPS_MAX).safeParse(acts);
  if (!found.success) return null;
  const lines = record.filter(
    ({ act, about }) =>
      about === `${round}/${unit}` && act.startsWith("review.") && act !== "review.recounted",
  );
  if (lines.length !== found.data.length) return null;
  const steps: CarriedStep[] = [];
  for (const [at, act] of found.data.entries()) {
    if (lines[at]!.act !== `review.${act.kind}` || !mayFollow(steps, act, judgesFirst)) return null;
    steps.push(stepOf(act, lines[at]!));
  }
  const decisions = Object.entries(assessment?.capDecisions ?? {});
  return decisions.every(([cap, made]) => isOnRecord(cap, made, found.data)) ? steps : null;
}

const inOrder = (steps: readonly CarriedStep[]): readonly ReviewEntry[] =>
  steps.map((step, at) => ({ ...step, sequence: at + 1 }));

/** Where the unit stood there. */
export const standingThere = (steps: readonly CarriedStep[]) => standingOf(inOrder(steps));

function mayFollow(steps: readonly CarriedStep[], act: ReviewAct, judgesFirst: boolean): boolean {
  if (act.kind === "recounted") return false;
  try {
    requireStep(standingThere(steps), act.kind, judgesFirst);
    return true;
  } catch (error) {
    if (isProblem(error)) return false;
    throw error;
  }
}

function stepOf(act: ReviewAct, { atUtc, who, detail }: RecordLine): CarriedStep {
  const { second } = JSON.parse(detail) as { readonly second?: unknown };
  return { atUtc, by: personOf(who), second: typeof second === "string" ? personOf(second) : null, act };
}

/** The record writes "account name", or the account alone where it is the name. */
function personOf(who: string): ReviewEntry["by"] {
  const at = who.indexOf(" ");
  return at < 0 ? { account: who, name: who } : { account: who.slice(0, at), name: who.slice(at + 1) };
}

/** The last decision on this limit says the same, with a reason, and upon the same evidence. */
function isOnRecord(cap: string, made: CapDecision, acts: readonly ReviewAct[]): boolean {
  const last = acts.findLast(
    (act): act is ReviewOf<"cap-decided"> => act.kind === "cap-decided" && act.cap === cap,
  );
  return (
    last !== undefined &&
    made.confirmed === last.confirmed &&
    made.reason === last.reason &&
    made.reason !== "" &&
    // Decisions from before it was recorded count as they did.
    (made.evidence ?? last.evidence) === last.evidence
  );
}
