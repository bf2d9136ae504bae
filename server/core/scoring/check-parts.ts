import { add, compare, div, HUNDRED, mul, parseRatio, sum, ZERO } from "../ratio.ts";
import {
  checkNotNegative,
  checkPositive,
  checkUnique,
  checkWithin,
  printExact,
  type Report,
} from "./check-numbers.ts";
import { type CaseKind, type CountedKind, type Indicator, indicatorsOf, type SchemePart } from "./scheme.ts";
import { SCHEME } from "./scheme-sentences.ts";

/** Parts, their indicators and what they count; ids of what people enter are unique in the whole scheme. */
export function checkParts(parts: readonly SchemePart[], report: Report): void {
  checkUnique(
    parts.map((part) => part.id),
    "$.parts",
    report,
  );
  parts.forEach((part, i) => checkPart(part, `$.parts[${i}]`, report));
  checkEnteredOnce(parts, report);
}

function checkPart(part: SchemePart, path: string, report: Report): void {
  checkPositive(part.points, `${path}.points`, report);
  if ((part.source === undefined) === (part.indicators === undefined)) {
    report(path, SCHEME.sourceOrIndicators);
    return;
  }
  const { indicators } = part;
  const weights = sum((indicators ?? []).map(({ weight }) => parseRatio(weight)));
  if (indicators && compare(weights, HUNDRED) !== 0) {
    report(`${path}.indicators`, SCHEME.weightsSum(printExact(weights)));
  }
  checkUnique(
    (indicators ?? []).map(({ id }) => id),
    `${path}.indicators`,
    report,
  );
  indicatorsOf(part).forEach((indicator, i) => {
    const at = indicators ? `${path}.indicators[${i}]` : path;
    checkPositive(indicator.weight, `${at}.weight`, report);
    checkSource(part, indicator, `${at}.source`, report);
  });
}

function checkSource(part: SchemePart, { weight, source }: Indicator, path: string, report: Report): void {
  switch (source.from) {
    case "members":
      return checkMembers(source, path, report);
    case "judgement":
      return checkUnique(
        source.dimensions.map((one) => one.id),
        `${path}.dimensions`,
        report,
      );
    case "supervision": {
      const points = div(mul(parseRatio(part.points), parseRatio(weight)), HUNDRED);
      return checkKinds(source.kinds, points, `${path}.kinds`, report);
    }
    case "counted":
      checkWithin(source.base, HUNDRED, `${path}.base`, SCHEME.percent, report);
      return checkCounts(source.counts, `${path}.counts`, report);
    default:
      return;
  }
}

function checkMembers(
  { principal, others }: { readonly principal: string | number; readonly others: string | number },
  path: string,
  report: Report,
): void {
  checkNotNegative(principal, `${path}.principal`, report);
  checkNotNegative(others, `${path}.others`, report);
  const weights = add(parseRatio(principal), parseRatio(others));
  if (compare(weights, HUNDRED) !== 0) report(path, SCHEME.weightsSum(printExact(weights)));
}

function checkKinds(
  kinds: readonly CaseKind[],
  points: ReturnType<typeof parseRatio>,
  path: string,
  report: Report,
): void {
  kinds.forEach((kind, i) => {
    checkPositive(kind.perCase, `${path}[${i}].perCase`, report);
    checkPositive(kind.limit, `${path}[${i}].limit`, report);
  });
  const limits = sum(kinds.map((kind) => parseRatio(kind.limit)));
  if (compare(limits, points) !== 0) report(path, SCHEME.limitsSum(printExact(limits), printExact(points)));
}

function checkCounts(counts: readonly CountedKind[], path: string, report: Report): void {
  counts.forEach(({ each, limit }, i) => {
    if (compare(parseRatio(each), ZERO) === 0) report(`${path}[${i}].each`, SCHEME.notZero);
    checkPositive(limit, `${path}[${i}].limit`, report);
  });
}

/** What people enter is known by its id alone: numbers of cases, dimensions, panels. A form counts once. */
function checkEnteredOnce(parts: readonly SchemePart[], report: Report): void {
  const seen = new Set<string>();
  const once = (key: string, path: string, sentence: string): void => {
    if (seen.has(key)) report(path, sentence);
    seen.add(key);
  };
  parts.forEach((part, p) =>
    indicatorsOf(part).forEach(({ id, source }, i) => {
      const at = part.indicators ? `$.parts[${p}].indicators[${i}]` : `$.parts[${p}]`;
      if (source.from === "form") once(`form ${source.instrument}`, `${at}.source`, SCHEME.formTwice);
      if (source.from === "judgement") once("judgement", `${at}.source`, SCHEME.judgementTwice);
      if (source.from === "panel") once(`panel ${id}`, `${at}.id`, SCHEME.repeated(id));
      const counted =
        source.from === "supervision" ? source.kinds : source.from === "counted" ? source.counts : [];
      const list = source.from === "supervision" ? "kinds" : "counts";
      counted.forEach((kind, k) =>
        once(`count ${kind.id}`, `${at}.source.${list}[${k}].id`, SCHEME.repeated(kind.id)),
      );
    }),
  );
}
