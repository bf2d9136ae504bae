import type { z } from "zod";
import { type DefinitionFault, Problem } from "../problem.ts";
import { compare, HUNDRED, ONE, parseRatio, printRatio, type Ratio, sum, ZERO } from "../ratio.ts";
import type { Decimal, Grade, Scheme, SchemePart } from "./scheme.ts";
import { SCHEME } from "./scheme-sentences.ts";
import { schemeShape } from "./scheme-shape.ts";

type Report = (path: string, sentence: string) => void;

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
  if (!read.success) throw new Problem("scheme.invalid", { faults: read.error.issues.flatMap(shapeFaults) });
  const faults: DefinitionFault[] = [];
  crossCheck(read.data, (path, sentence) => faults.push({ path, sentence }));
  if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
  return read.data;
}

function shapeFaults(issue: z.core.$ZodIssue): DefinitionFault[] {
  const path = issue.path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
    "$",
  );
  return [{ path, sentence: shapeSentence(issue) }];
}

function shapeSentence(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return SCHEME.unknownKey(issue.keys);
  if (issue.code === "invalid_value") return SCHEME.wanted(issue.values);
  return issue.code === "invalid_type" && issue.input === undefined ? SCHEME.missing : SCHEME.shape;
}

function crossCheck(scheme: Scheme, report: Report): void {
  checkParts(scheme.parts, report);
  const points = sum(scheme.parts.map((part) => parseRatio(part.points)));
  if (compare(points, HUNDRED) !== 0) report("$.parts", SCHEME.pointsSum(printExact(points)));
  checkNotNegative(scheme.deductionLimit, "$.deductionLimit", report);
  checkNotNegative(scheme.bonusLimit, "$.bonusLimit", report);
  checkCaps(scheme, report);
  checkGrades(scheme, report);
  checkValidity(scheme, report);
}

function checkParts(parts: readonly SchemePart[], report: Report): void {
  checkUnique(
    parts.map((part) => part.id),
    "$.parts",
    report,
  );
  const sources = parts.map(({ source }) => (source.from === "form" ? source.instrument : source.from));
  sources.forEach((source, i) => {
    if (sources.indexOf(source) < i) report(`$.parts[${i}].source`, SCHEME.onlyOne);
  });
  parts.forEach((part, i) => checkPart(part, `$.parts[${i}]`, report));
}

function checkPart({ points, source }: SchemePart, path: string, report: Report): void {
  checkPositive(points, `${path}.points`, report);
  if (source.from === "judgement") {
    checkUnique(
      source.dimensions.map((one) => one.id),
      `${path}.source.dimensions`,
      report,
    );
  }
  if (source.from !== "supervision") return;
  const kinds = `${path}.source.kinds`;
  checkUnique(
    source.kinds.map((kind) => kind.id),
    kinds,
    report,
  );
  source.kinds.forEach((kind, i) => {
    checkPositive(kind.perCase, `${kinds}[${i}].perCase`, report);
    checkPositive(kind.limit, `${kinds}[${i}].limit`, report);
  });
  const limits = sum(source.kinds.map((kind) => parseRatio(kind.limit)));
  const wanted = parseRatio(points);
  if (compare(limits, wanted) !== 0) report(kinds, SCHEME.limitsSum(printExact(limits), printExact(wanted)));
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
      if (!parts.some((part) => part.source.from === "judgement")) report(path, SCHEME.needsJudgement);
    }
    if ("optionRate" in when) {
      checkWithin(when.optionRate.atLeast, ONE, `${path}.when.optionRate.atLeast`, SCHEME.share, report);
      checkPositive(when.optionRate.atLeast, `${path}.when.optionRate.atLeast`, report);
    }
  });
}

/** No grades at all: the scheme gives 测评问卷参考分 only. */
function checkGrades({ grades }: Scheme, report: Report): void {
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

function checkUnique(ids: readonly string[], path: string, report: Report): void {
  ids.forEach((id, i) => {
    if (ids.indexOf(id) < i) report(`${path}[${i}].id`, SCHEME.repeated(id));
  });
}

function checkPositive(value: Decimal, path: string, report: Report): void {
  if (compare(parseRatio(value), ZERO) <= 0) report(path, SCHEME.positive);
}

function checkNotNegative(value: Decimal, path: string, report: Report): void {
  if (compare(parseRatio(value), ZERO) < 0) report(path, SCHEME.notNegative);
}

function checkWithin(value: Decimal, most: Ratio, path: string, sentence: string, report: Report): void {
  const exact = parseRatio(value);
  if (compare(exact, ZERO) < 0 || compare(exact, most) > 0) report(path, sentence);
}

/** Short, for sentences; up to six places. */
const printExact = (value: Ratio): string => printRatio(value, 6).replace(/\.?0+$/, "");
