/** Builds a one-item form, its blocks and its tally from category counts, the way the product does at close. */
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { type FinalBlock, finalBlocks } from "../../server/core/release/final-block.ts";
import { choice, emptyForm } from "../../server/core/release/scored-form.test-kit.ts";
import type { PlannedForm } from "../../server/core/round/plan.ts";
import type { Thresholds } from "../../server/core/round/round.ts";
import { addTallies } from "../../server/core/tally/add-tallies.ts";
import { foldBallots } from "../../server/core/tally/fold.ts";
import type { FormTally } from "../../server/core/tally/tally.ts";

export interface VectorInput extends Thresholds {
  readonly categories: readonly {
    readonly id: string;
    readonly weight: number;
    readonly outside?: boolean;
  }[];
  readonly points: readonly (number | null)[];
  readonly tally: { readonly [category: string]: readonly number[] };
}

export interface ClosedForm {
  readonly form: FrozenForm;
  readonly tally: FormTally;
  readonly blocks: readonly FinalBlock[];
}

function formOfVector({ points }: VectorInput): FrozenForm {
  return {
    ...emptyForm,
    leaves: [
      choice(
        "q",
        points.map((price) => (price === null ? null : String(price))),
      ),
    ],
    items: [{ leaf: "q", part: null, weight: "100", dimension: null, focus: [], item: "q", leader: null }],
  };
}

/** Every category is a planned block of its own, so that the partition at close is the one under test. */
export function closeVector(input: VectorInput): ClosedForm {
  const form = formOfVector(input);
  const planned: PlannedForm = {
    instrument: "one",
    digest: "d",
    blocks: input.categories.map(({ id, weight, outside }) => ({
      id,
      categories: [id],
      name: id,
      weight: String(weight),
      eligible: (input.tally[id] ?? []).reduce((sum, n) => sum + n, 0),
      isOutside: outside === true,
    })),
  };
  const fold = foldBallots(form, "d");
  const ballots = new Map<string, number>();
  for (const [category, counts] of Object.entries(input.tally)) {
    counts.forEach((n, option) => {
      for (let i = 0; i < n; i++) fold.add(category, [option], "ticket");
      ballots.set(category, (ballots.get(category) ?? 0) + n);
    });
  }
  const { blocks, of } = finalBlocks(planned, ballots, input);
  return { form, blocks, tally: addTallies(form, [fold.finish()], of) };
}
