import { printRatio, sub } from "../../../core/ratio.ts";
import type { UnitScore } from "../../../core/scoring/unit-score.ts";
import { eligibleOf, type RoundStanding, type UnitStanding } from "../../../services/score-round.ts";
import type { AccountRow } from "../../../store/office.ts";
import type { GradeRow, GradeTableAnswer } from "../answers-results.ts";
import { exactOrNull } from "../results/present-form.ts";
import { sortUnits } from "../rounds/present-round.ts";
import { maySee } from "../session.ts";

export function presentGrades(standing: RoundStanding, account: AccountRow): GradeTableAnswer {
  const { row, scheme, units } = standing;
  const seen = units.filter(({ unit }) => maySee(account, unit));
  const byUnit = new Map(seen.map((one) => [one.unit, one]));
  return {
    round: { id: row.round.id, title: row.round.title },
    scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
    parts: scheme.scheme.parts.map(({ id, title, points }) => ({ id, title, points: String(points) })),
    grades: scheme.scheme.grades.map(({ grade, from }) => ({ grade, from: String(from) })),
    rows: sortUnits(seen.map(({ unit }) => unit)).map((unit) => presentRow(byUnit.get(unit)!)),
    paragraph: [],
  };
}

function presentRow({ unit, poll, release, score }: UnitStanding): GradeRow {
  const team = release?.result.forms[0] ?? null;
  return {
    unit: { id: unit.id, name: unit.name, unitType: unit.unitType, group: unit.group },
    poll: poll && poll.state !== "draft" ? poll.id : null,
    eligible: eligibleOf(unit),
    valid: team?.level === "tables" ? team.valid : null,
    level: team?.level ?? "open",
    values: score?.parts.map(({ value }) => value && printRatio(value, 2)) ?? [],
    deduction: score ? deductionOf(score) : "",
    total: exactOrNull(score?.total ?? null),
    opinion: exactOrNull(score?.opinion ?? null),
    computed: score?.computed ?? null,
    proposed: score?.proposed ?? null,
    approved: score?.approved ?? null,
    notes: score?.notes ?? [],
  };
}

function deductionOf({ deducted, added }: UnitScore): string {
  const balance = sub(added, deducted);
  return balance.n === 0n ? "" : printRatio(balance, 2);
}
