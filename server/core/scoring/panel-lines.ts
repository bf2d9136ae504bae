/** A panel's sheets (评委评分表): recused judges do not count, and from seven scores on neither do one highest and one lowest. */
import { compare, div, HUNDRED, ONE, ratio, type Ratio } from "../ratio.ts";
import { within } from "./entered-lines.ts";
import { printScore } from "./grade-of.ts";
import { judges, type TrimRule } from "./judges.ts";
import type { PanelEntry, PanelSheet } from "./scheme.ts";
import { convertedPoints, plain } from "./sheet-total.ts";
import type { LeftOut, ScoreLine } from "./unit-score.ts";

const trimFrom = (dropFrom: number): TrimRule => ({
  dropHighest: 1,
  dropLowest: 1,
  minRemaining: dropFrom - 2,
});

/** Who decides: neither recused nor without a score. @throws Problem scoring.input outside 0–100 */
const scoreOf = ({ judge, score, isRecused }: PanelEntry): Ratio | null =>
  isRecused || score === null ? null : within(score, HUNDRED, judge);

/**
 * @param dropFrom scores from which on one highest and one lowest are left out
 * @returns 0–100; null when nobody has scored
 * @throws Problem scoring.input outside 0–100
 * @source docs/scoring.md §6
 */
export const panelValue = (entries: readonly PanelEntry[], dropFrom: number): Ratio | null =>
  judges(entries.map(scoreOf), trimFrom(dropFrom)).mean;

/**
 * One line per judge, in the order of the entries; the contributions add up to the mean.
 *
 * @param sheet the 评分表 that points were given on; the line then says them
 */
export function panelLines(
  entries: readonly PanelEntry[],
  dropFrom: number,
  sheet: PanelSheet | null = null,
): readonly ScoreLine[] {
  const scores = entries.map(scoreOf);
  const { used, isTrimmed } = judges(scores, trimFrom(dropFrom));
  const extremes = isTrimmed ? extremesOf(scores) : [];
  return entries.map(({ judge, isRecused, points }, i): ScoreLine => {
    const value = scores[i]!;
    const leftOut: LeftOut | null = isRecused
      ? "recused"
      : value === null
        ? "not-entered"
        : extremes.includes(i)
          ? "extreme"
          : null;
    return {
      id: String(i + 1),
      title: judge,
      reference: null,
      weight: ONE,
      value,
      contribution: leftOut === null && value ? div(value, ratio(used)) : null,
      formula: leftOut === null && value ? { kind: "mean", value, terms: used } : null,
      entered: value && printScore(value),
      reason: value && points && sheet ? pointsOf(sheet, points) : "",
      leftOut,
    };
  });
}

/** Places of one lowest and one highest score: the first of each. */
function extremesOf(scores: readonly (Ratio | null)[]): readonly number[] {
  const places = scores.flatMap((score, at) => (score ? [{ score, at }] : []));
  const order = places.toSorted((a, b) => compare(a.score, b.score));
  return [order[0]!.at, order.at(-1)!.at];
}

/** 组织领导 13，责任落实 12，群众满意度折算 7.344 */
function pointsOf(sheet: PanelSheet, points: NonNullable<PanelEntry["points"]>): string {
  const extra = convertedPoints(sheet);
  return [
    ...sheet.items.map(({ id, title }) => `${title} ${points[id] ?? ""}`),
    ...(sheet.converted && extra ? [`${sheet.converted.title}折算 ${plain(extra)}`] : []),
  ].join("，");
}
