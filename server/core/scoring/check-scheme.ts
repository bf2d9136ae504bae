import { type DefinitionFault, Problem } from "../problem.ts";
import { compare, HUNDRED, ONE, parseRatio, sum, ZERO } from "../ratio.ts";
import {
  checkNotNegative,
  checkPositive,
  checkUnique,
  checkWithin,
  printExact,
  type Report,
} from "./check-numbers.ts";
import { checkParts } from "./check-parts.ts";
import { type Decimal, type Grade, indicatorsOf, type Scheme } from "./scheme.ts";
import { SCHEME } from "./scheme-sentences.ts";
import { schemeShape } from "./scheme-shape.ts";
import { shapeFaults } from "./shape-faults.ts";

const BEST_TO_WORST: readonly Grade[] = ["良好", "较好", "较差"];

/**
 * Reads a scheme file: shape first, then whether its numbers fit together. All faults are listed at once.
 *
 * @returns the same value, typed
 * @throws Problem scheme.invalid with JSON paths
 * @source docs/scoring.md §5
 */
export function checkScheme(value: unknown): Scheme {
  const read = schemeShape.safeParse(value, { reportInput: true });
  if (!read.success) throw new Problem("scheme.invalid", { faults: shapeFaults(read.error) });
  const faults: DefinitionFault[] = [];
  crossCheck(read.data, (path, sentence) => faults.push({ path, sentence }));
  if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
  return read.data;
}

function crossCheck(scheme: Scheme, report: Report): void {
  checkParts(scheme.parts, report);
  const points = sum(scheme.parts.map((part) => parseRatio(part.points)));
  const wanted = parseRatio(scheme.fullMarks ?? 100);
  checkPositive(scheme.fullMarks ?? 100, "$.fullMarks", report);
  if (compare(points, wanted) !== 0)
    report("$.parts", SCHEME.pointsSum(printExact(wanted), printExact(points)));
  checkNotNegative(scheme.deductionLimit, "$.deductionLimit", report);
  checkNotNegative(scheme.bonusLimit, "$.bonusLimit", report);
  checkCaps(scheme, report);
  checkGrades(scheme, report);
  checkValidity(scheme, report);
}

function checkCaps({ caps, grades, parts }: Scheme, report: Report): void {
  checkUnique(
    caps.map((cap) => cap.id),
    "$.caps",
    report,
  );
  caps.forEach(({ atMost, when }, i) => {
    const path = `$.caps[${i}]`;
    if (!grades.some((band) => band.grade === atMost)) report(`${path}.atMost`, SCHEME.unknownGrade(atMost));
    if ("judgementBelow" in when) {
      checkWithin(when.judgementBelow, HUNDRED, `${path}.when.judgementBelow`, SCHEME.percent, report);
      const isJudged = parts.some((part) =>
        indicatorsOf(part).some(({ source }) => source.from === "judgement"),
      );
      if (!isJudged) report(path, SCHEME.needsJudgement);
    }
    if ("optionRate" in when) checkShare(when.optionRate.atLeast, `${path}.when.optionRate.atLeast`, report);
    if ("problemRate" in when)
      checkShare(when.problemRate.atLeast, `${path}.when.problemRate.atLeast`, report);
    if ("partBelow" in when) {
      checkWithin(when.partBelow.below, HUNDRED, `${path}.when.partBelow.below`, SCHEME.percent, report);
      if (!parts.some(({ id }) => id === when.partBelow.part)) {
        report(`${path}.when.partBelow.part`, SCHEME.unknownPart(when.partBelow.part));
      }
    }
  });
}

function checkShare(share: Decimal, path: string, report: Report): void {
  checkWithin(share, ONE, path, SCHEME.share, report);
  checkPositive(share, path, report);
}

/** Lines best to worst without a gap. No grades at all: the scheme gives 测评问卷参考分 only. */
export function checkGrades({ grades }: Pick<Scheme, "grades">, report: Report): void {
  grades.forEach(({ grade, from }, i) => {
    const path = `$.grades[${i}]`;
    checkWithin(from, HUNDRED, `${path}.from`, SCHEME.percent, report);
    const better = grades[i - 1];
    if (!better) return;
    const descends = compare(parseRatio(better.from), parseRatio(from)) > 0;
    const worsens = BEST_TO_WORST.indexOf(better.grade) < BEST_TO_WORST.indexOf(grade);
    if (!descends || !worsens) report(path, SCHEME.bandOrder);
  });
  const last = grades.at(-1);
  if (last && compare(parseRatio(last.from), ZERO) !== 0) {
    report(`$.grades[${grades.length - 1}].from`, SCHEME.bandGap);
  }
}

function checkValidity({ validity }: Scheme, report: Report): void {
  const { participationAtLeast, participationWarn } = validity;
  checkWithin(participationAtLeast, ONE, "$.validity.participationAtLeast", SCHEME.share, report);
  checkWithin(participationWarn, ONE, "$.validity.participationWarn", SCHEME.share, report);
  if (compare(parseRatio(participationWarn), parseRatio(participationAtLeast)) < 0) {
    report("$.validity.participationWarn", SCHEME.warnBelow);
  }
}
