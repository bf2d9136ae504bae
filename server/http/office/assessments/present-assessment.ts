import { entryFields } from "../../../core/assessment/entry-fields.ts";
import { versionOf } from "../../../core/assessment/version-of.ts";
import { INSPECTION } from "../../../core/assessment/inspection.ts";
import { FOCUS_SETS, problemsOf, WORKLOAD, WORKLOAD_MORE } from "../../../core/assessment/workload.ts";
import type { ReviewKind } from "../../../core/review/review.ts";
import type { PanelSheet, UnitAssessment } from "../../../core/scoring/scheme.ts";
import { scoresAreHidden, type UnitReview } from "../../../services/review/unit-standing.ts";
import type { AccountRow } from "../../../store/office.ts";
import type { AssessmentAnswer, AssessmentBody } from "../answers-review.ts";
import { exactOrNull } from "../results/present-form.ts";
import { presentLine } from "./present-line.ts";
import { presentReview } from "./present-review.ts";
import { presentSheets } from "./present-sheets.ts";

/** Acts that tell nothing of results. Every other names a number or a grade, or a reason that may. */
const SILENT: ReadonlySet<ReviewKind> = new Set(["judged", "frozen"]);

/**
 * Judgement, facts and review of one unit as this account may see them.
 *
 * @param sheets the 评分表 that panels can give points on
 */
export function presentAssessment(
  review: UnitReview,
  account: AccountRow,
  sheets: readonly PanelSheet[],
): AssessmentAnswer {
  const { round, unit, standing, gaps, judgesFirst } = review;
  const { scheme } = round.scheme;
  const isBlind = account.role === "group" && scoresAreHidden(judgesFirst, standing);
  const { id, name, unitType, group } = unit.unit;
  return {
    unit: { id, name, unitType, group },
    poll: unit.poll && { id: unit.poll.id, state: unit.poll.state },
    judgesFirst,
    isBlind,
    fields: { ...fieldsOf(review), sheets: presentSheets(review, sheets, isBlind) },
    entered: enteredOf(unit.assessment),
    version: versionOf(unit.assessment),
    // An undecided limit tells of results.
    gaps: isBlind ? gaps.filter(({ code }) => code !== "caps-open") : gaps,
    score: isBlind ? null : scoreOf(unit.score),
    grades: scheme.grades.map(({ grade }) => grade),
    state: standing.state,
    mayJudge: standing.state === "entry",
    mayEnter: standing.state === "entry" || standing.state === "judged",
    review: presentReview(unit, scheme),
    history: unit.history.filter(({ act }) => !isBlind || SILENT.has(act.kind)).map(presentLine),
  };
}

function fieldsOf({ round }: UnitReview): Omit<AssessmentAnswer["fields"], "sheets"> {
  const { dimensions, kinds, facts, panels } = entryFields(round.scheme.scheme);
  return {
    dimensions,
    kinds,
    facts,
    panels,
    workload: WORKLOAD,
    more: WORKLOAD_MORE,
    inspection: INSPECTION.map(({ id, title, isDay }) => ({ id, title, isDay })),
    focus: Object.fromEntries(
      Object.entries(FOCUS_SETS).map(([set, all]) => [
        set,
        all.map((focus) => ({ id: problemsOf(focus), focus })),
      ]),
    ),
  };
}

function enteredOf({
  judgement,
  supervision,
  deductions,
  bonus,
  facts,
  workload,
  inspection = {},
  panels,
  panelSheets = {},
}: UnitAssessment): AssessmentBody {
  const points = (entries: UnitAssessment["bonus"]) =>
    entries.map(({ points: value, reason }) => ({ points: String(value), reason }));
  return {
    judgement: Object.fromEntries(
      Object.entries(judgement ?? {}).map(([id, { score, reason }]) => [
        id,
        { score: String(score), reason },
      ]),
    ),
    supervision: { ...supervision },
    deductions: points(deductions),
    bonus: points(bonus),
    facts: [...facts],
    workload: { ...workload },
    inspection: Object.fromEntries(
      INSPECTION.flatMap(({ id }) => (inspection[id] === undefined ? [] : [[id, inspection[id]]])),
    ),
    panels: Object.fromEntries(
      Object.entries(panels ?? {}).map(([id, sheets]) => [
        id,
        sheets.map(({ judge, score, isRecused, points }) => ({
          judge,
          score: score === null ? null : String(score),
          isRecused,
          ...(points && {
            points: Object.fromEntries(Object.entries(points).map(([item, value]) => [item, String(value)])),
          }),
        })),
      ]),
    ),
    panelSheets: Object.fromEntries(
      Object.entries(panelSheets).map(([id, { instrument, version, converted }]) => [
        id,
        { instrument, version, converted: converted?.score ?? null },
      ]),
    ),
  };
}

function scoreOf(score: UnitReview["unit"]["score"]): AssessmentAnswer["score"] {
  if (!score) return null;
  return {
    total: exactOrNull(score.total),
    computed: score.computed,
    caps: score.caps.map(({ id, title, atMost, evidence, confirmed, reason }) => ({
      id,
      title,
      atMost,
      evidence,
      confirmed,
      reason,
    })),
  };
}
