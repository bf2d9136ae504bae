import type { Answer } from "../core/definition/frozen.ts";
import { isExcluded, isScored } from "../core/release/final-block.ts";
import { type FormStatistics, itemStatistics } from "../core/statistics/form-statistics.ts";
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
 * Statistics of a closed poll for the keeper of the data folder, on record: of the ballots that the release scores,
 * question by question. Scales and raters are numbers of whole sheets, which nothing tells of a closed poll.
 *
 * @throws Problem poll.unknown, poll.results-while-open
 * @source docs/statistics.md, docs/disclosure.md §6
 */
export async function pollStatistics(deps: Deps, who: Actor, poll: string): Promise<PollStatistics> {
  const { head, result } = await readRelease(deps, poll);
  const { floor, table } = head.round.thresholds;
  const shown = new Map<string, Answer[][]>();
  for (const { instrument, level } of result.forms) if (level === "tables") shown.set(instrument, []);
  const scored = new Map(
    [...shown.keys()].map((instrument) => {
      const blocks = (head.blocks[instrument] ?? []).filter(
        (block) => isScored(block) && !isExcluded(block, { table }),
      );
      return [instrument, new Set(blocks.map(({ id }) => id))] as const;
    }),
  );
  for await (const { instrument, block, answers } of deps.closed.ballots(poll)) {
    if (scored.get(instrument)?.has(block)) shown.get(instrument)!.push(JSON.parse(answers) as Answer[]);
  }
  await deps.office.inTransaction((office) => audit(deps, office, who, "statistics.read", poll));
  return {
    unit: head.unit.name,
    forms: [...shown].map(([instrument, ballots]) => {
      const { form } = head.forms.find((one) => one.form.instrument === instrument)!;
      const of = ballots.map((answers) => ({ unit: "", answers }));
      return itemStatistics(form, of, floor);
    }),
    withheld: result.forms.flatMap(({ level, shortTitle }) => (level === "tables" ? [] : [shortTitle])),
  };
}
