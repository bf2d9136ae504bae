import type { Inspection } from "../assessment/inspection.ts";
import { documentWords } from "../documents/document-words.ts";
import type { RoundSpan } from "../round/round.ts";

/**
 * First and last day of a round as they are printed: what was typed of the round; else the first 进驻 and the last 撤点
 * of its units, each once every unit has that day.
 *
 * @returns 2026年9月1日; null = not known, printed as __
 * @source texts.zh.md §10 report.round
 */
export function roundDays(
  span: RoundSpan | null,
  units: readonly Inspection[],
): { readonly from: string | null; readonly to: string | null } {
  const sorted = (field: "enteredOn" | "leftOn"): readonly string[] => {
    const days = units.flatMap((unit) => unit[field] ?? []);
    return days.length === units.length ? days.toSorted() : [];
  };
  const printed = (typed: string | undefined, known: string | undefined): string | null => {
    const day = typed || known;
    return day ? documentWords.madeOn(day) : null;
  };
  return {
    from: printed(span?.from, sorted("enteredOn")[0]),
    to: printed(span?.to, sorted("leftOn").at(-1)),
  };
}
