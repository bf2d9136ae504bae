/** The arithmetic of every number in a score, as figures: what a reader repeats by hand. Written out only when it is read. */
import { compare, type Ratio, storeRatio, ZERO } from "../ratio.ts";
import { printScore } from "./grade-of.ts";
import type { Formula, ScoredIndicator, ScoredPart, ScoreLine, UnitScore } from "./unit-score.ts";

/** Numbers and signs only; "" for what does not count. @source docs/scoring.md §4, §5 */
export function formulaText(formula: Formula | null): string {
  switch (formula?.kind) {
    case undefined:
      return "";
    case "share":
      return `${printScore(formula.value)} × ${storeRatio(formula.weight)} ÷ ${storeRatio(formula.present)}`;
    case "mean":
      return `${printScore(formula.value)} ÷ ${formula.terms}`;
    case "kept": {
      const most = storeRatio(formula.most);
      return `(${most} − min(${formula.perCase} × ${formula.cases}, ${most})) × 100 ÷ ${storeRatio(formula.points)}`;
    }
    case "counted": {
      const { isLess, each, count, most } = formula;
      return `${isLess ? "−" : "+"} min(${storeRatio(each)} × ${count}, ${storeRatio(most)})`;
    }
    case "fixed":
      return storeRatio(formula.value);
  }
}

/** How the total is made of the parts as printed; "" without a total. */
export function totalFormula({ total, parts, deducted, added }: UnitScore): string {
  if (!total) return "";
  const earned = parts.flatMap((part) => (part.earned ? [printScore(part.earned)] : []));
  const signed = (sign: string, value: Ratio): string =>
    compare(value, ZERO) === 0 ? "" : ` ${sign} ${printScore(value)}`;
  return `${earned.join(" + ")}${signed("−", deducted)}${signed("+", added)}`;
}

type Written<T> = Omit<T, "formula"> & { readonly formula: string };

/** A score with every formula written out, as the sheet of a round keeps it. */
export const writtenScore = (score: UnitScore) => ({
  ...score,
  formula: totalFormula(score),
  parts: score.parts.map((part) => ({
    ...written<ScoredPart>(part),
    indicators: part.indicators.map((indicator) => ({
      ...written<ScoredIndicator>(indicator),
      lines: indicator.lines.map(written<ScoreLine>),
    })),
  })),
});

const written = <T extends { readonly formula: Formula | null }>(step: T): Written<T> => {
  return { ...step, formula: formulaText(step.formula) };
};
