import type { PollPlan } from "../round/plan.ts";
import type { Unit } from "../roster/unit.ts";

/**
 * 应参加 of a unit: its own people who are asked one form of the round at least. Before the seal nobody knows who will be
 * asked, and where only outside raters are asked the unit's people are in no rate: then it is all that the roster has.
 *
 * @param plan of its poll; null before the seal
 * @source texts.zh.md §11.1; docs/decisions/0072-turnout-of-a-form.md
 */
export function unitEligible({ categories }: Pick<Unit, "categories">, plan: PollPlan | null): number {
  const own = categories.filter(({ isOutside }) => !isOutside);
  const asked = new Set(plan?.forms.flatMap(({ blocks }) => blocks.flatMap((block) => block.categories)));
  const wanted = own.filter(({ id }) => asked.has(id));
  return (wanted.length > 0 ? wanted : own).reduce((sum, { eligible }) => sum + eligible, 0);
}
