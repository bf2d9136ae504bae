/** A released form as the example files write it: printed scores, counts by option value. */
import { HUNDRED, mul, printRatio } from "../../server/core/ratio.ts";
import type { Ratio } from "../../server/core/ratio.ts";
import type { FormResult, ReleasedForm, ReleasedItem } from "../../server/core/release/released.ts";

const printed = (score: Ratio | null): string | null => (score === null ? null : printRatio(score, 2));

type Tables = Extract<FormResult, { level: "tables" }>;

/** Everything an example may expect; the test compares only what the file names. */
export function printForm(released: ReleasedForm): Record<string, unknown> {
  const { level, ballots, excluded, score } = released;
  const base = { level, ballots, excluded, score: printed(score) };
  if (released.level === "none") return base;
  const blocks = released.blocks.map(({ id, weight, ballots: returned }) => {
    return { id, weight: printRatio(weight, 0), ballots: returned };
  });
  return released.level === "score" ? { ...base, blocks } : { ...base, blocks, ...printTables(released) };
}

function printTables(tables: Tables): Record<string, unknown> {
  return {
    items: Object.fromEntries(tables.items.map((item) => [item.leaf, printItem(item)])),
    leaders: Object.fromEntries(tables.leaders.map(({ position, score }) => [position, printed(score)])),
    parts: Object.fromEntries(tables.parts.map(({ id, score }) => [id, printed(score)])),
    problemRatePercent: tables.problemRate && printRatio(mul(HUNDRED, tables.problemRate), 1),
    multis: Object.fromEntries(tables.multis.map(({ leaf, base, reported }) => [leaf, { base, reported }])),
  };
}

function printItem(item: ReleasedItem): Record<string, unknown> {
  const counts = item.counts?.map((count, i) => [String(item.options[i]?.value), count] as const) ?? [];
  return {
    score: printed(item.score),
    valid: item.valid,
    ...(item.counts && { counts: Object.fromEntries(counts.filter(([, count]) => count > 0)) }),
    ...(item.score !== null && item.isPooled && { pooled: true }),
    ...(item.blocks.length > 0 && {
      blocks: Object.fromEntries(item.blocks.map(({ block, mean }) => [block, printed(mean)])),
    }),
  };
}
