import { gradeTable } from "../../../core/results/grade-table.ts";
import { outcomesOf } from "../../../services/score-round.ts";
import type { Trial } from "../../../services/try-scheme.ts";
import type { TrialAnswer } from "../answers-trial.ts";

/** Units as they were scored, and as they would be. The office's only: it sees every unit. */
export function presentTrial({ standing, units }: Trial): TrialAnswer {
  const tried = new Map(units.map((one) => [one.standing.unit.id, one.tried]));
  return {
    mark: "试算",
    rows: gradeTable(standing.scheme.scheme, outcomesOf(standing.units)).map((row) => {
      const other = tried.get(row.unit.id);
      return {
        unit: { id: row.unit.id, name: row.unit.name, unitType: row.unit.unitType },
        level: row.level,
        withdrawn: row.withdrawn,
        total: row.printed,
        computed: row.computed,
        tried: { total: other?.printed ?? null, computed: other?.computed ?? null },
      };
    }),
  };
}
