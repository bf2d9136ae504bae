/** The rows as a person reads them. */
import type { Comparison } from "./alternate.ts";
import type { Machine } from "./machine.ts";
import type { Base, Count, Goal, Row, Verdict } from "./row.ts";

type Compared = Comparison & Pick<Row, "id" | "what" | "goal" | "unit"> & { readonly verdict: Verdict };

interface Counted {
  readonly id: string;
  readonly what: string;
  readonly counts: readonly (Count & { readonly verdict: Verdict; readonly ratio: number | null })[];
}

export type Result = Compared | Counted;

export function headline({ cpu, cores, memoryGiB, system, versions, fsyncMicroseconds }: Machine): string {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}; fsync p50 ${fsyncMicroseconds} µs`,
    names.join(", "),
  ].join("\n");
}

/** What is printed for a row. */
export function linesOf(result: Result): string {
  return "counts" in result ? countLines(result) : comparisonLines(result);
}

function countLines({ id, what, counts }: Counted): string {
  const lines = counts.map(
    ({ what: counted, value, base, ratio, atMost, of, othersShare, verdict }) =>
      `  ${verdict}; goal ${goalText(atMost === undefined ? {} : { atMost })}${of === "ratio" ? " of the ratio" : ""}; ` +
      `${value} ${counted}; ${baseText(base, ratio)}${besideOthers(othersShare)}`,
  );
  return ["", `${id}: ${what}`, ...lines].join("\n");
}

const baseText = (base: Base, ratio: number | null): string =>
  "none" in base ? `no base: ${base.none}` : `base ${base.value} ${base.what}; ratio ${ratio ?? "–"}`;

function comparisonLines(result: Compared): string {
  const { id, what, goal, unit, verdict, ratio, ratios, base, othersShare, voided } = result;
  const judged = goal.of === "this" ? ` ${unit}` : "";
  const number = (value: number) => value.toPrecision(3);
  const spread = ratio ? `${number(ratio.median)} (${number(ratio.lower)}–${number(ratio.upper)})` : "–";
  return [
    "",
    `${id}: ${what}`,
    `  ${verdict}; goal ${goalText(goal)}${judged}; ratio ${spread} of ${ratios.length} pairs`,
    `  base ${Math.round(base.median)}, this ${Math.round(result.this.median)} ${unit} (medians)`,
    `  others used ${Math.round(othersShare * 100)} % of the CPU; ${voided} slices void`,
  ].join("\n");
}

const besideOthers = (share: number | undefined): string =>
  share === undefined ? "" : `; others used ${Math.round(share * 100)} % of the CPU`;

function goalText({ atLeast, atMost }: Goal): string {
  if (atLeast === undefined && atMost === undefined) return "none";
  return atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;
}
