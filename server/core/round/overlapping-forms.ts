import type { CategoryId } from "../roster/unit.ts";
import type { PlannedForm } from "./plan.ts";

/**
 * Forms of a unit whose fillers partly are the same people, while no form asks everybody of the unit who is asked. Once
 * small categories are joined nobody can tell there who has filled two, so 收回 of the unit may come out too low.
 *
 * @returns their instruments in the order of the plan; [] where a form asks everybody or no two share a category
 * @source docs/decisions/0072-turnout-of-a-form.md
 */
export function overlappingForms(forms: readonly PlannedForm[]): readonly string[] {
  const own = forms.map(({ instrument, blocks }) => {
    const inside = blocks.filter(({ isOutside }) => !isOutside);
    return { instrument, categories: new Set(inside.flatMap(({ categories }) => categories)) };
  });
  const asked = new Set(own.flatMap(({ categories }) => [...categories]));
  if (own.some(({ categories }) => categories.size === asked.size)) return [];
  const share = (one: ReadonlySet<CategoryId>, other: ReadonlySet<CategoryId>): boolean =>
    [...one].some((category) => other.has(category));
  return own
    .filter((one) => own.some((other) => other !== one && share(one.categories, other.categories)))
    .map(({ instrument }) => instrument);
}
