import { compare, div, HUNDRED, mul, parseRatio, type Ratio, sum, ZERO } from "../ratio.ts";
import type { ReleasedForm } from "../release/released.ts";
import type { PollPlan } from "../round/plan.ts";
import type { Category, Unit } from "../roster/unit.ts";

/** A category, or several that were counted as one, and how much it weighs. */
export interface Weighed {
  readonly categories: readonly string[];
  /** In percent. */
  readonly weight: Ratio;
}

/** What the categories of one form weigh: as frozen, and as its votes were counted. */
export interface FormWeights {
  readonly form: string;
  /** Categories that are asked, as frozen; [] = 不分票种: a vote is a vote, whoever gave it. */
  readonly asked: readonly Weighed[];
  /** Blocks that have ballots, as shares of 100; null when they are what was asked, or the form has no result. */
  readonly counted: readonly Weighed[] | null;
}

/**
 * Weights of one form of a closed poll, from the blocks of its release. Which categories had ballots, and which were
 * counted together, are numbers of ballots: exact after close at every level.
 *
 * @source texts.zh.md §11.3; anonymity.md §5 R2, R8
 */
export function formWeights(
  { categories }: Pick<Unit, "categories">,
  plan: PollPlan,
  form: ReleasedForm,
): FormWeights {
  const planned = plan.forms.find(({ instrument }) => instrument === form.instrument)?.blocks ?? [];
  const asked = planned
    .filter(({ isOpen }) => !isOpen)
    .flatMap((block) => block.categories)
    .flatMap((id) => categories.find((category) => category.id === id) ?? [])
    .filter(({ weight }) => compare(parseRatio(weight), ZERO) > 0);
  const blocks = (form.level === "none" ? planned : form.blocks)
    .map((block) => weighed(asked.filter(({ id }) => block.categories.includes(id))))
    .filter((block) => block.categories.length > 0);
  const total = sum(blocks.map(({ weight }) => weight));
  if (blocks.length <= 1) return { form: form.shortTitle, asked: [], counted: null };
  const isAsAsked = blocks.length === asked.length && compare(total, HUNDRED) === 0;
  return {
    form: form.shortTitle,
    asked: asked.map((category) => weighed([category])),
    counted:
      isAsAsked || form.level === "none"
        ? null
        : blocks.map((block) => ({ ...block, weight: div(mul(block.weight, HUNDRED), total) })),
  };
}

const weighed = (categories: readonly Category[]): Weighed => ({
  categories: categories.map(({ name }) => name),
  weight: sum(categories.map(({ weight }) => parseRatio(weight))),
});
