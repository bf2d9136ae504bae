/** The scored questions about the unit with the lowest scores, for its summary. */
import { compare, parseRatio } from "../../server/core/ratio.ts";
import type { FormAnswer, ItemAnswer } from "../../server/http/office/answers-results.ts";

export interface LowItem {
  readonly leaf: string;
  readonly title: string;
  readonly form: string;
  readonly printed: string;
}

/** Lowest first, ties in the order of the forms; questions about leaders and those without weight are left out. */
export function lowestItems(forms: readonly FormAnswer[], count: number): readonly LowItem[] {
  const scored = forms.flatMap((form) =>
    form.level === "tables" ? form.items.flatMap((item) => scoredItem(item, form.shortTitle)) : [],
  );
  return scored
    .toSorted((a, b) => compare(parseRatio(a.exact), parseRatio(b.exact)))
    .slice(0, count)
    .map(({ leaf, title, form, printed }) => ({ leaf, title, form, printed }));
}

const scoredItem = ({ leaf, title, leader, weight, score }: ItemAnswer, form: string) =>
  leader === null && weight !== null && score !== null
    ? [{ leaf, title, form, printed: score.printed, exact: score.exact }]
    : [];
