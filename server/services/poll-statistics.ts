import type { Answer } from "../core/definition/frozen.ts";
import { type FormStatistics, formStatistics, type ScaleMap } from "../core/statistics/form-statistics.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { readRelease } from "./release-poll.ts";

/** Forms of which tables are not released are named and nothing more is said of them. */
export interface PollStatistics {
  readonly unit: string;
  readonly forms: readonly FormStatistics[];
  readonly withheld: readonly string[];
}

/**
 * Statistics of a closed poll for the keeper of the data folder, on record.
 *
 * @param scales null = the weighted items of each form
 * @throws Problem poll.unknown, poll.results-while-open, inputs.invalid
 * @source docs/statistics.md
 */
export async function pollStatistics(
  deps: Deps,
  who: Actor,
  poll: string,
  scales: ScaleMap | null,
): Promise<PollStatistics> {
  const { head, result } = await readRelease(deps, poll);
  const shown = new Map<string, Answer[][]>();
  for (const { instrument, level } of result.forms) if (level === "tables") shown.set(instrument, []);
  for await (const { instrument, answers } of deps.closed.ballots(poll)) {
    shown.get(instrument)?.push(JSON.parse(answers) as Answer[]);
  }
  await deps.office.inTransaction((office) => audit(deps, office, who, "statistics.read", poll));
  return {
    unit: head.unit.name,
    forms: [...shown].map(([instrument, ballots]) => {
      const { form } = head.forms.find((one) => one.form.instrument === instrument)!;
      const of = ballots.map((answers) => ({ unit: "", answers }));
      return formStatistics(form, of, { scales, countsFrom: head.round.thresholds.floor });
    }),
    withheld: result.forms.flatMap(({ level, shortTitle }) => (level === "tables" ? [] : [shortTitle])),
  };
}
