import type { FormAnswer, ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { unitSummary as text } from "../../text/unit-summary.ts";

/** What of a unit's forms is not shown, a line each, in the order of the forms. */
export const withheldLines = ({
  forms,
  thresholds,
}: {
  readonly forms: readonly FormAnswer[];
  readonly thresholds: ResultsAnswer["thresholds"];
}): readonly string[] =>
  forms.flatMap((form) => [
    ...(form.level === "none" ? [text.noForm(form.shortTitle, thresholds.floor)] : []),
    ...(form.level === "score" ? [text.scoreOnly(form.shortTitle)] : []),
    ...itemsOf(form),
    ...form.excluded.map((name) => text.excluded(form.shortTitle, name, thresholds.table)),
  ]);

function itemsOf(form: FormAnswer): readonly string[] {
  if (form.level !== "tables") return [];
  const items = new Set(form.items.filter(({ counts }) => counts === null).map(({ leaf }) => leaf));
  const multis = form.multis.filter(({ counts }) => counts === null).length;
  const count = items.size + multis;
  return count === 0 ? [] : [text.items(form.shortTitle, count)];
}
