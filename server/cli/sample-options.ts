/** The unit that a definition is frozen for where there is no round, as commands name it. */
import type { Instrument } from "../core/definition/instrument.ts";
import { Problem } from "../core/problem.ts";
import { SAMPLE_LEADERS_MAX } from "../core/round/sample-context.ts";
import { cli } from "../../web/text/cli.ts";

export interface SampleOptions {
  readonly leaders: string;
  readonly include?: readonly string[] | undefined;
}

/** @throws Problem usage for a number of leaders out of range, and for an item that is not an optional one of the form */
export function sampleOf(
  { leaders, include = [] }: SampleOptions,
  { items }: Instrument,
): { readonly leaders: number; readonly include: readonly string[] } {
  const count = Number(leaders);
  if (!/^\d{1,2}$/.test(leaders) || count > SAMPLE_LEADERS_MAX)
    throw new Problem("usage", { reason: cli.leaders(SAMPLE_LEADERS_MAX) });
  for (const item of include)
    if (items[item]?.optional !== true) throw new Problem("usage", { reason: cli.notOptional(item) });
  return { leaders: count, include };
}
