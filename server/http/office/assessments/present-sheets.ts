import { printScore } from "../../../core/scoring/grade-of.ts";
import type { PanelSheet } from "../../../core/scoring/scheme.ts";
import type { UnitReview } from "../../../services/review/unit-standing.ts";
import type { SheetField } from "../answers-review.ts";

/** The 评分表 that can be chosen, those that this unit has first: they stay as they were when they were chosen. */
export function presentSheets(
  { unit }: UnitReview,
  known: readonly PanelSheet[],
  isBlind: boolean,
): readonly SheetField[] {
  const own = Object.values(unit.assessment.panelSheets ?? {});
  const all = [...own, ...known];
  const releasedOf = (instrument: string): string | null => {
    const form = unit.release?.result.forms.find((one) => one.instrument === instrument);
    return isBlind || unit.score === null || !form || form.level === "none" || form.score === null
      ? null
      : printScore(form.score);
  };
  return all
    .filter((sheet, at) => all.findIndex((one) => isSame(one, sheet)) === at)
    .map(({ instrument, version, title, items, converted }) => ({
      instrument,
      version,
      title,
      items: items.map(({ id, title: name, max, step }) => ({ id, title: name, max, step })),
      converted: converted && {
        title: converted.title,
        points: converted.points,
        released: releasedOf(converted.instrument),
      },
    }));
}

const isSame = (a: PanelSheet, b: PanelSheet): boolean =>
  a.instrument === b.instrument && a.version === b.version;
