/** 有效票: at least one item rated with an option other than 不了解. */
import type { Answer, FrozenForm } from "./frozen.ts";

/** Places of the rated items and, per place, which options leave the base. */
interface Ratings {
  readonly places: readonly { readonly at: number; readonly dontKnow: readonly boolean[] | null }[];
}

const compiled = new WeakMap<FrozenForm, Ratings>();

/**
 * Whether a ballot is valid. For a form that rates nothing: whether anything was answered.
 *
 * @param answers positional, as the checker made them
 * @source domain.md §3
 */
export function isRated(form: FrozenForm, answers: readonly Answer[]): boolean {
  let ratings = compiled.get(form);
  if (!ratings) compiled.set(form, (ratings = ratingsOf(form)));
  if (ratings.places.length === 0) return answers.some((answer) => answer !== null);
  return ratings.places.some(({ at, dontKnow }) => {
    const answer = answers[at];
    if (answer === null || answer === undefined) return false;
    return typeof answer === "number" && dontKnow !== null ? dontKnow[answer] === false : true;
  });
}

function ratingsOf(form: FrozenForm): Ratings {
  const weighed = new Set(form.items.filter((item) => item.weight !== null).map((item) => item.leaf));
  const places = form.leaves.flatMap((leaf, at) => {
    const isScaled = leaf.kind === "choice" && leaf.options.some((option) => option.points !== null);
    if (!isScaled && !weighed.has(leaf.id)) return [];
    return [{ at, dontKnow: leaf.kind === "choice" ? leaf.options.map((option) => option.dontKnow) : null }];
  });
  return { places };
}
