/** 试算: a scheme with other points of its parts and other grade lines, for an archived round. Never a grade. */
import { type DefinitionFault, Problem } from "../problem.ts";
import { compare, div, mul, parseRatio, type Ratio, storeRatio, sum } from "../ratio.ts";
import { checkPositive, printExact } from "./check-numbers.ts";
import { checkGrades } from "./check-scheme.ts";
import type { Decimal, IndicatorSource, Scheme, SchemePart } from "./scheme.ts";
import { SCHEME } from "./scheme-sentences.ts";
import { SHAPE } from "./shape-faults.ts";

/** What is tried: points for each part, a line for each grade, by their ids. */
export interface TrialChoice {
  readonly points: { readonly [part: string]: Decimal };
  readonly from: { readonly [grade: string]: Decimal };
}

/**
 * The same scheme with the points and lines that somebody wants to try. What a part is worth from 0 to 100 stays: kinds
 * of cases deduct in proportion to the points of their part.
 *
 * @throws Problem scheme.invalid unless every part and grade has its number and they fit together as a scheme's must
 */
export function trialScheme(scheme: Scheme, { points, from }: TrialChoice): Scheme {
  const faults: DefinitionFault[] = [];
  const report = (path: string, sentence: string): void => void faults.push({ path, sentence });
  const numberOf = (given: TrialChoice["points"], id: string, path: string): Decimal => {
    if (!Object.hasOwn(given, id)) report(path, SHAPE.missing);
    return Object.hasOwn(given, id) ? given[id]! : 0;
  };
  const parts = scheme.parts.map((part) =>
    withPoints(part, numberOf(points, part.id, `$.points.${part.id}`)),
  );
  const grades = scheme.grades.map(({ grade }) => ({
    grade,
    from: numberOf(from, grade, `$.from.${grade}`),
  }));
  refuseOthers(points, new Set(parts.map(({ id }) => id)), "$.points", report);
  refuseOthers(from, new Set<string>(grades.map(({ grade }) => grade)), "$.from", report);
  for (const { id, points: own } of parts) checkPositive(own, `$.points.${id}`, report);
  const [wanted, found] = [
    parseRatio(scheme.fullMarks ?? 100),
    sum(parts.map((one) => parseRatio(one.points))),
  ];
  if (compare(wanted, found) !== 0)
    report("$.points", SCHEME.pointsSum(printExact(wanted), printExact(found)));
  const tried = { ...scheme, parts, grades };
  checkGrades(tried, report);
  if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
  return tried;
}

function refuseOthers(
  given: TrialChoice["points"],
  known: ReadonlySet<string>,
  path: string,
  report: (path: string, sentence: string) => void,
): void {
  const others = Object.keys(given).filter((id) => !known.has(id));
  if (others.length > 0) report(path, SHAPE.unknownKey(others));
}

function withPoints(part: SchemePart, points: Decimal): SchemePart {
  const factor = div(parseRatio(points), parseRatio(part.points));
  const { source, indicators } = part;
  return {
    ...part,
    points,
    ...(source && { source: scaled(source, factor) }),
    ...(indicators && {
      indicators: indicators.map((one) => ({ ...one, source: scaled(one.source, factor) })),
    }),
  };
}

function scaled(source: IndicatorSource, factor: Ratio): IndicatorSource {
  if (source.from !== "supervision") return source;
  const times = (value: Decimal): string => storeRatio(mul(parseRatio(value), factor));
  return {
    ...source,
    kinds: source.kinds.map((kind) => ({
      ...kind,
      perCase: times(kind.perCase),
      limit: times(kind.limit),
    })),
  };
}
