import { type CarriedStep, standingThere } from "../../core/parcel/carried-review.ts";
import { RETAKEN } from "../../core/parcel/sentences.ts";
import type { ReviewPerson, ReviewState } from "../../core/review/review.ts";
import type { OfficeTransaction } from "../../store/office.ts";
import { audit, changeOf } from "../audit.ts";
import { type Actor, type Deps, KEEPER } from "../deps.ts";
import { append } from "../review/unit-standing.ts";
import { isEntered } from "./judge-entries.ts";
import type { Judged } from "./judge-sealed.ts";
import type { Expected } from "./judge-standing.ts";
import { requireTrusted } from "./require-trusted.ts";

interface Carried {
  readonly expected: Expected;
  /** Without findings. */
  readonly judged: Judged;
  /** Fingerprint of the group's installation. */
  readonly from: string;
}

/** What a group may bring along; what is beyond it is the office's to do. */
const OF_A_GROUP: ReadonlySet<ReviewState> = new Set(["entry", "judged", "proposed"]);

/**
 * What the group entered, and its steps with who took them, when and where, on record here too. 审核, 审定 and 冻结 are the
 * office's: where they were done there, they stay in the history, which is then opened again, so that they are done here.
 */
export async function carryEntries(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { expected, judged, from }: Carried,
): Promise<void> {
  const { id: round } = expected.round.row.round;
  for (const [unit, assessment] of judged.round.assessments) {
    const before = await office.assessment(round, unit);
    if (!isEntered(assessment) || isEntered(before ?? undefined)) continue;
    await office.saveAssessment(round, unit, assessment);
    const facts = { ...changeOf(before, assessment), fingerprint: from };
    await audit(deps, office, who, "assessment.saved", `${round}/${unit}`, facts);
  }
  const { name } = await requireTrusted(office, from);
  for (const [unit, steps] of judged.reviews) {
    for (const [at, { by, second, ...step }] of steps.entries()) {
      await office.appendReview(round, unit, {
        ...step,
        by: personThere(by, from),
        second: second && personThere(second, from),
        origin: { fingerprint: from, name },
      });
      const { state } = standingThere(steps.slice(0, at));
      const facts = { from: state, fingerprint: from };
      await audit(deps, office, who, `review.${step.act.kind}`, `${round}/${unit}`, facts);
    }
    await openBeyondGroup(deps, office, who, { round, unit, steps });
  }
}

/** An account of that installation is none of this one, even where it is called the same. */
const personThere = ({ account, name }: ReviewPerson, from: string): ReviewPerson => ({
  account: `${from}/${account}`,
  name: account === KEEPER.account ? KEEPER.name : name,
});

async function openBeyondGroup(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  {
    round,
    unit,
    steps,
  }: { readonly round: string; readonly unit: string; readonly steps: readonly CarriedStep[] },
): Promise<void> {
  const { state } = standingThere(steps);
  if (OF_A_GROUP.has(state)) return;
  const act = { kind: "reopened", from: state, reason: RETAKEN } as const;
  await append(deps, office, who, round, unit, act, { reason: RETAKEN });
}
