/** Whether a 结果包 says only what `release` and `scoreUnit` could have given; whoever signed it. */
import { compare, HUNDRED, parseRatio } from "../ratio.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { indicatorsOf, type Scheme } from "../scoring/scheme.ts";
import type { ResultContents, ResultUnit } from "./result-contents.ts";

type Thresholds = ResultContents["thresholds"];

/**
 * Nobody protects people by lower thresholds than this release, and no unit shows more than its level lets out.
 *
 * @param scheme the one that the result names by its digest; null: it is not known here, and which parts come from forms neither
 * @returns names of the units that do, or the title of the round; [] when it may be shown
 * @source anonymity.md §5; docs/parcels.md
 */
export function notReleased(
  { round, thresholds, units }: ResultContents,
  scheme: Scheme | null,
): readonly string[] {
  const { floor, table, block } = DEFAULT_THRESHOLDS;
  if (thresholds.floor < floor || thresholds.table < table || thresholds.block < block) return [round.title];
  const ofForms = (scheme?.parts ?? []).map((part) => indicatorsOf(part).every(isOfForm));
  return units.filter((unit) => !isReleased(unit, thresholds, ofForms)).map(({ name }) => name);
}

const isOfForm = ({ source }: ReturnType<typeof indicatorsOf>[number]): boolean => "instrument" in source;

/** @param ofForms by part, whether all of it comes from forms */
function isReleased(unit: ResultUnit, thresholds: Thresholds, ofForms: readonly boolean[]): boolean {
  if (!isInRange(unit)) return false;
  if (unit.level === "open") return isEmpty(unit);
  if (unit.returned === null || unit.withdrawn !== null) return false;
  if (!isOfSoMany(unit, unit.returned, thresholds)) return false;
  if (unit.level === "tables") return unit.valid === null || unit.valid <= unit.returned;
  return unit.valid === null && unit.dimensions.length === 0 && isScored(unit, ofForms);
}

/**
 * 收回 is of the unit's own people, one form or several of different people: no form of theirs has more ballots, and thresholds
 * count no more than it. It may be more than they count, with spare slips (decision 0136), so it is never too many. With fewer than `table` none of theirs has tables, so there is neither 有效 nor a dimension,
 * and what has tables is a form of outside raters beside it; with fewer than `floor` one form at least has no score.
 *
 * @source docs/disclosure.md §3; docs/decisions/0072-turnout-of-a-form.md
 */
function isOfSoMany(unit: ResultUnit, returned: number, { floor, table }: Thresholds): boolean {
  const { level, forms, dimensions, valid } = unit;
  if (returned < table && (valid !== null || dimensions.length > 0)) return false;
  if (level === "tables" && returned < table && forms.length < 2) return false;
  return returned >= floor || level === "none" || forms.some(({ score }) => score === null);
}

/** Nothing was counted, so nothing is known of it. */
const isEmpty = ({ returned, valid, forms, dimensions, parts, deducted, total }: ResultUnit): boolean =>
  [returned, valid, deducted, total, ...parts].every((value) => value === null) &&
  forms.length + dimensions.length === 0;

/** At level none no form has a score, nor a part that is made of forms, and the total says that it comes from judgement and facts alone. */
const isScored = ({ level, forms, parts, notes }: ResultUnit, ofForms: readonly boolean[]): boolean =>
  level !== "none" ||
  (forms.every(({ score }) => score === null) &&
    parts.every((value, at) => value === null || ofForms[at] !== true) &&
    notes.includes("unscored"));

const isInRange = ({ forms, dimensions, parts, total }: ResultUnit): boolean =>
  [...forms, ...dimensions]
    .map(({ score }) => score)
    .concat(parts, total)
    .every((value) => value === null || (!value.startsWith("-") && compare(parseRatio(value), HUNDRED) <= 0));
