/** What the next changed ballot can gain at most, while every question goes on counting the way it does. */
import { toNumber } from "../../ratio.ts";
import { cellWeights, type Leaf, type Movable, type Slot } from "./movable.ts";

export interface Gain {
  readonly gain: number;
  readonly slot: number;
}

/**
 * Gains of single ballots, greatest first: the first k of them are the most that k ballots can do.
 *
 * The worst answers go first, so a further ballot of the same block never gains more than the one before. The total is
 * then a sum of concave functions of the blocks, and taking the greatest gain each time is best. Floats: whoever
 * decides by a sum must look at the exact value when it is close.
 */
export function bestGains(tree: Movable, slots: readonly Slot[]): readonly Gain[] {
  const ofSlot = slots.map(({ ballots }) => new Float64Array(ballots));
  const forms = [...new Set(slots.map(({ form }) => form))];
  const ofForm = new Map(
    forms.map((form) => {
      const ballots = slots.reduce((total, slot) => total + (slot.form === form ? slot.ballots : 0), 0);
      return [form, new Float64Array(ballots)] as const;
    }),
  );
  visit(tree, 1, (leaf, share) => {
    const weights = toNumber(cellWeights(leaf));
    for (const cell of leaf.cells) {
      const [first] = cell.slots;
      if (first === undefined) continue;
      const gains = cell.slots.length === 1 ? ofSlot[first]! : ofForm.get(slots[first]!.form)!;
      const perPoint = (share * toNumber(cell.weight)) / weights / cell.valid;
      let at = 0;
      for (const { points, n } of cell.answers) {
        const gain = perPoint * (toNumber(leaf.best) - toNumber(points));
        for (let i = 0; i < n; i++) gains[at++]! += gain;
      }
    }
  });
  return forms
    .flatMap((form) => {
      const own = slots.flatMap((slot, at) =>
        slot.form === form ? [...ofSlot[at]!].map((gain) => ({ gain, slot: at })) : [],
      );
      const shared = ofForm.get(form)!;
      return own.toSorted(byGain).map(({ gain, slot }, i) => ({ gain: gain + shared[i]!, slot }));
    })
    .toSorted(byGain);
}

const byGain = (a: Gain, b: Gain): number => b.gain - a.gain;

/** Leaves that have a value, with their share of the whole. */
function visit(node: Movable, share: number, act: (leaf: Leaf, share: number) => void): void {
  if (node.kind === "leaf") act(node, share);
  if (node.kind === "form") visit(node.of, share, act);
  if (node.kind !== "mean") return;
  const present = node.terms.filter(({ weight, of }) => weight.n > 0n && hasValue(of));
  const weights = present.reduce((total, { weight }) => total + toNumber(weight), 0);
  for (const { weight, of } of present) visit(of, (share * toNumber(weight)) / weights, act);
}

function hasValue(node: Movable): boolean {
  if (node.kind === "fixed") return node.value !== null;
  if (node.kind === "leaf") return node.cells.length > 0;
  if (node.kind === "form") return hasValue(node.of);
  return node.terms.some(({ weight, of }) => weight.n > 0n && hasValue(of));
}
