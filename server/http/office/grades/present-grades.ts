import { printRatio, sub } from "../../../core/ratio.ts";
import { type GradeRow, gradeTable } from "../../../core/results/grade-table.ts";
import { describeRound } from "../../../services/describe-round.ts";
import { outcomesOf } from "../../../services/score-round.ts";
import { standingOf } from "../../../core/review/review.ts";
import type { GradeRow as GradeRowAnswer, GradeTableAnswer } from "../answers-results.ts";
import { exactOrNull } from "../results/present-form.ts";
import { presentReview } from "../assessments/present-review.ts";
import { isAwaited } from "../read-round.ts";
import { maySee } from "../session.ts";
import { blindUnits } from "../blind-units.ts";
import { oncePerViewer } from "../once-per-viewer.ts";

/** The grade table as this account may see it; the paragraph speaks of all units, so a group gets none. */
export const presentGrades = oncePerViewer((standing, account): GradeTableAnswer => {
  const { row, scheme, units } = standing;
  const paragraph = account.role === "group" || units.some(isAwaited) ? [] : describeRound(standing);
  const seen = units.filter(({ unit }) => maySee(account, unit));
  const blind = blindUnits(standing, account);
  const standings = new Map(seen.map((one) => [one.unit.id, one]));
  const shown = seen.map((one) => (blind.has(one.unit.id) ? { ...one, release: null, score: null } : one));
  return {
    round: { id: row.round.id, title: row.round.title },
    scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
    parts: scheme.scheme.parts.map(({ id, title, points }) => ({ id, title, points: String(points) })),
    grades: scheme.scheme.grades.map(({ grade, from }) => ({ grade, from: String(from) })),
    rows: gradeTable(scheme.scheme, outcomesOf(shown)).map((line) => {
      const own = standings.get(line.unit.id)!;
      return {
        ...presentRow(line),
        review:
          own.approval === undefined
            ? presentReview(own, scheme.scheme)
            : { state: standingOf(own.history).state, steps: [], moved: [] },
        isBlind: blind.has(line.unit.id),
        awaitsApproval: isAwaited(own),
      };
    }),
    paragraph: paragraph.map(({ text, missing }) => ({ text, missing })),
  };
});

function presentRow(row: GradeRow): Omit<GradeRowAnswer, "review" | "isBlind" | "awaitsApproval"> {
  return {
    unit: row.unit,
    poll: row.poll,
    eligible: row.eligible,
    valid: row.valid,
    level: row.level,
    withdrawn: row.withdrawn,
    values: row.values.map(({ value }) => value && printRatio(value, 2)),
    deduction: deductionOf(row),
    total: exactOrNull(row.total),
    opinion: exactOrNull(row.opinion),
    computed: row.computed,
    proposed: row.proposed,
    approved: row.approved,
    notes: row.notes,
  };
}

function deductionOf({ deducted, added }: GradeRow): string {
  if (!deducted || !added) return "";
  const balance = sub(added, deducted);
  return balance.n === 0n ? "" : printRatio(balance, 2);
}
