import type { ReleasedForm } from "../../../core/release/released.ts";
import { unitView } from "../../../core/release/unit-view.ts";
import type { UnitCopyAnswer } from "../answers-results.ts";
import { exactOrNull, presentItem, presentMulti } from "./present-form.ts";

/** What may leave for the unit itself; forms that may not are absent. */
export function presentUnitCopy(forms: readonly ReleasedForm[]): UnitCopyAnswer[] {
  return forms.flatMap((form) => {
    const view = unitView(form);
    if (!view) return [];
    const { instrument, title, score, tables } = view;
    return [
      {
        instrument,
        title,
        score: exactOrNull(score),
        tables: tables && {
          valid: tables.valid,
          items: tables.items.map(presentItem),
          multis: tables.multis.map(presentMulti),
          leaders: tables.leaders.map(({ position, name, post, isPrincipal, score: own }) => ({
            position,
            name,
            post,
            isPrincipal,
            score: exactOrNull(own),
          })),
        },
      },
    ];
  });
}
