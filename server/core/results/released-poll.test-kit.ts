/** A closed poll of one block, released; for tests of what is read from released forms. */
import type { FrozenForm, FrozenItem } from "../definition/frozen.ts";
import { type PollResult, releasePoll } from "../release/release.ts";
import type { Released } from "../release/released.ts";
import { printRatio, type Ratio } from "../ratio.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import type { LeafTally } from "../tally/tally.ts";

export const item = (leaf: string, rest: Partial<FrozenItem> = {}): FrozenItem => {
  return { leaf, part: null, weight: "100", dimension: null, focus: [], item: leaf, leader: null, ...rest };
};

export function pollOf(
  forms: readonly { form: FrozenForm; ballots: number; leaves: readonly LeafTally[] }[],
): Released<PollResult> {
  return releasePoll({
    poll: "p",
    forms: forms.map(({ form, ballots, leaves }) => ({
      form,
      digest: "d",
      tally: {
        instrument: form.instrument,
        digest: "d",
        blocks: [{ block: "C", ballots, bySource: { ticket: ballots }, valid: ballots - 1, leaves }],
      },
      blocks: [{ id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false, ballots }],
    })),
    thresholds: DEFAULT_THRESHOLDS,
  });
}

export const printed = (value: Ratio | null): string | null => value && printRatio(value, 2);
