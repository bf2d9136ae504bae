/** Whether a 结果包 says only what `release` and `scoreUnit` could have given; whoever signed it. */
import { compare, HUNDRED, parseRatio } from "../ratio.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import type { ResultContents, ResultUnit } from "./result-contents.ts";

/**
 * Nobody protects people by lower thresholds than this release, and no unit shows more than its level lets out.
 *
 * @returns names of the units that do, or the title of the round; [] when it may be shown
 * @source anonymity.md §5; docs/parcels.md
 */
export function notReleased({ round, thresholds, units }: ResultContents): readonly string[] {
  const { floor, table, block } = DEFAULT_THRESHOLDS;
  if (thresholds.floor < floor || thresholds.table < table || thresholds.block < block) return [round.title];
  return units.filter((unit) => !isReleased(unit, thresholds.table)).map(({ name }) => name);
}

function isReleased(unit: ResultUnit, table: number): boolean {
  if (!isInRange(unit)) return false;
  if (unit.level === "open") return isEmpty(unit);
  if (unit.returned === null || unit.withdrawn !== null) return false;
  if (unit.level !== "tables") return unit.valid === null && unit.dimensions.length === 0 && isScored(unit);
  return unit.valid === null || (unit.valid <= unit.returned && unit.returned >= table);
}

/** Nothing was counted, so nothing is known of it. */
const isEmpty = ({ returned, valid, forms, dimensions, parts, deducted, total }: ResultUnit): boolean =>
  [returned, valid, deducted, total, ...parts].every((value) => value === null) &&
  forms.length + dimensions.length === 0;

/** At level none no form has a score, and the total says that it comes from judgement and facts alone. */
const isScored = ({ level, forms, notes }: ResultUnit): boolean =>
  level !== "none" || (forms.every(({ score }) => score === null) && notes.includes("unscored"));

const isInRange = ({ forms, dimensions, parts, total }: ResultUnit): boolean =>
  [...forms, ...dimensions]
    .map(({ score }) => score)
    .concat(parts, total)
    .every((value) => value === null || (!value.startsWith("-") && compare(parseRatio(value), HUNDRED) <= 0));
