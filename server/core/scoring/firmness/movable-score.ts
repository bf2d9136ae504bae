import { parseRatio } from "../../ratio.ts";
import type { FormResult } from "../../release/released.ts";
import { indicatorsOf, type Scheme } from "../scheme.ts";
import { isScored } from "../selection.ts";
import type { UnitScore } from "../unit-score.ts";
import { LYING_BALLOTS_MAX, SMALL_BALLOTS_MAX } from "./extreme-pool.ts";
import {
  type Direction,
  fixed,
  mean,
  type MovableScore,
  type ScoredBlock,
  type Slot,
  worstOverlap,
} from "./movable.ts";
import { MovableForm } from "./movable-form.ts";

/** The whole unit: parts by points, indicators by weight; what people entered stays as it is. */
export function movableScore(
  scheme: Scheme,
  score: UnitScore,
  forms: readonly FormResult[],
  direction: Direction,
): MovableScore {
  const isPlaceable = isPlaceableUnit(forms);
  const slots: Slot[] = [];
  const builders = new Map<string, MovableForm>();
  forms.forEach((form, at) => {
    if (form.level !== "tables") return;
    const own = form.blocks.filter(isScored).map(({ id, ballots, weight }): [string, ScoredBlock] => {
      return [id, { slot: slots.push({ form: at, ballots }) - 1, ballots, weight }];
    });
    builders.set(form.instrument, new MovableForm(form, new Map(own), direction, isPlaceable));
  });
  let isUnknown = false;
  const parts = scheme.parts.map((part, p) => ({
    weight: parseRatio(part.points),
    of: mean(
      indicatorsOf(part).map(({ weight, source }, i) => {
        const value = score.parts[p]!.indicators[i]!.value;
        const builder = "instrument" in source ? builders.get(source.instrument) : undefined;
        if (!builder && "instrument" in source && value !== null) isUnknown = true;
        return { weight: parseRatio(weight), of: builder ? builder.build(source) : fixed(value, direction) };
      }),
    ),
  }));
  const overlap = worstOverlap([...builders.values()].map((builder) => builder.overlap));
  return { tree: mean(parts), slots, isUnknown, overlap, isPlaceable };
}

function isPlaceableUnit(forms: readonly FormResult[]): boolean {
  const ballots = forms.flatMap((form) =>
    form.level === "tables"
      ? [form.blocks.filter(isScored).reduce((total, block) => total + block.ballots, 0)]
      : [],
  );
  return (
    ballots.every((n) => n <= SMALL_BALLOTS_MAX) && ballots.reduce((a, b) => a + b, 0) <= LYING_BALLOTS_MAX
  );
}
