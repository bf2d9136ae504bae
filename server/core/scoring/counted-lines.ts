import { COUNTED_TERMS } from "../documents/score-words.ts";
import {
  add,
  compare,
  HUNDRED,
  mul,
  parseRatio,
  ratio,
  type Ratio,
  storeRatio,
  sub,
  sum,
  ZERO,
} from "../ratio.ts";
import { countOf } from "./entered-lines.ts";
import type { IndicatorSource, UnitAssessment } from "./scheme.ts";
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
  const lines = counts.map(({ id, title, each, limit }) =>
    countedLine(id, title, each, limit, countOf(supervision, id)),
  );
  const raw = add(start, sum(lines.map(({ contribution }) => contribution ?? ZERO)));
  const kept = compare(raw, ZERO) < 0 ? ZERO : compare(raw, HUNDRED) > 0 ? HUNDRED : raw;
  const over = sub(kept, raw);
  return [
    fixedLine("base", COUNTED_TERMS.base, start),
    ...lines,
    ...(compare(over, ZERO) === 0 ? [] : [fixedLine("range", COUNTED_TERMS.range, over)]),
  ];
}

function countedLine(
  id: string,
  title: string,
  each: string | number,
  limit: string | number,
  count: number | null,
): ScoreLine {
  const fixed = { id, title, reference: null, weight: ZERO, value: null, reason: "" };
  if (count === null) {
    return { ...fixed, contribution: null, formula: "", entered: null, leftOut: "not-entered" };
  }
  const one = parseRatio(each);
  const isLess = compare(one, ZERO) < 0;
  const size = isLess ? sub(ZERO, one) : one;
  const most = parseRatio(limit);
  const full = mul(size, ratio(count));
  const taken = compare(full, most) > 0 ? most : full;
  return {
    ...fixed,
    contribution: isLess ? sub(ZERO, taken) : taken,
    formula: `${isLess ? "−" : "+"} min(${storeRatio(size)} × ${count}, ${storeRatio(most)})`,
    entered: String(count),
    leftOut: null,
  };
}

const fixedLine = (id: string, title: string, contribution: Ratio): ScoreLine => ({
  id,
  title,
  reference: null,
  weight: ZERO,
  value: null,
  contribution,
  formula: storeRatio(contribution),
  entered: null,
  reason: "",
  leftOut: null,
});
