import { COUNTED_TERMS } from "../documents/score-words.ts";
import { add, compare, HUNDRED, mul, parseRatio, ratio, type Ratio, sub, sum, ZERO } from "../ratio.ts";
import { countOf } from "./entered-lines.ts";
import type { CountedKind, IndicatorSource, UnitAssessment } from "./scheme.ts";
import type { ScoreLine } from "./unit-score.ts";

/**
 * Counted facts: a base and what each kind adds or takes off, at most its limit; the sum into 0–100.
 *
 * @returns lines that add up to the value; the last one only when the sum had to be brought into 0–100
 * @source docs/scoring.md §4
 */
export function countedLines(
  { base, counts }: Extract<IndicatorSource, { from: "counted" }>,
  { supervision }: UnitAssessment,
): readonly ScoreLine[] {
  const start = parseRatio(base);
  const lines = counts.map((kind) => countedLine(kind, countOf(supervision, kind.id)));
  const raw = add(start, sum(lines.map(({ contribution }) => contribution ?? ZERO)));
  const kept = compare(raw, ZERO) < 0 ? ZERO : compare(raw, HUNDRED) > 0 ? HUNDRED : raw;
  const over = sub(kept, raw);
  return [
    fixedLine("base", COUNTED_TERMS.base, start),
    ...lines,
    ...(compare(over, ZERO) === 0 ? [] : [fixedLine("range", COUNTED_TERMS.range, over)]),
  ];
}

function countedLine({ id, title, each, limit }: CountedKind, count: number | null): ScoreLine {
  if (count === null) return line(id, title, { contribution: null, formula: null, entered: null });
  const one = parseRatio(each);
  const isLess = one.n < 0n;
  const size = isLess ? sub(ZERO, one) : one;
  const most = parseRatio(limit);
  const full = mul(size, ratio(count));
  const taken = compare(full, most) > 0 ? most : full;
  return line(id, title, {
    contribution: isLess ? sub(ZERO, taken) : taken,
    formula: { kind: "counted", isLess, each: size, count, most },
    entered: String(count),
  });
}

const fixedLine = (id: string, title: string, contribution: Ratio): ScoreLine =>
  line(id, title, { contribution, formula: { kind: "fixed", value: contribution }, entered: null });

/** It only adds or takes off, so that it has neither weight nor value. */
const line = (
  id: string,
  title: string,
  { contribution, formula, entered }: Pick<ScoreLine, "contribution" | "formula" | "entered">,
): ScoreLine => ({
  id,
  title,
  reference: null,
  weight: ZERO,
  value: null,
  contribution,
  formula,
  entered,
  reason: "",
  leftOut: contribution === null ? "not-entered" : null,
});
