import type { Result } from "./report-lines.ts";
import type { AnyRow } from "./read-arguments.ts";
import { type Effort, ratioOf, verdictOf, verdictOfCount } from "./row.ts";

/** Runs a row: its figures, each beside its base, and whether the goal is met. */
export async function resultOf(row: AnyRow, effort: Effort): Promise<Result> {
  const { id, what } = row;
  if ("count" in row) {
    const counts = await row.count(effort);
    return {
      id,
      what,
      counts: counts.map((one) => ({ ...one, ratio: ratioOf(one), verdict: verdictOfCount(one) })),
    };
  }
  const compared = await row.run(effort);
  const { goal, unit } = row;
  return { id, what, goal, unit, verdict: verdictOf(goal, compared), ...compared };
}

export function isMissed(result: Result): boolean {
  const verdicts = "counts" in result ? result.counts.map(({ verdict }) => verdict) : [result.verdict];
  return verdicts.includes("missed");
}
