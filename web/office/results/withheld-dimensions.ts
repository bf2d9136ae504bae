import type { Dimension } from "../../../server/core/definition/instrument.ts";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { withheld } from "../../text/withheld.ts";

export interface WithheldDimension {
  readonly dimension: Dimension;
  /** Why, one sentence for each form that could have given it. */
  readonly sentences: readonly string[];
}

/** Dimensions that a form asks about and that have no score, in their fixed order; what nobody asked is not among them. */
export const withheldDimensions = ({
  dimensions,
  forms,
  thresholds,
}: Pick<ResultsAnswer, "dimensions" | "forms" | "thresholds">): readonly WithheldDimension[] =>
  dimensions.flatMap(({ dimension, score, askedBy }) => {
    const asking = forms.filter(({ instrument }) => askedBy.includes(instrument));
    if (score !== null || asking.length === 0) return [];
    const sentences = asking.map((form) =>
      form.level === "tables" ? withheld.dimension(thresholds) : withheld.form(form, forms, thresholds),
    );
    return [{ dimension, sentences: [...new Set(sentences)] }];
  });

/** Dimensions that are withheld for the same reasons beside each other, in the order of the first of them. */
export function byReason(hidden: readonly WithheldDimension[]): readonly {
  readonly dimensions: readonly Dimension[];
  readonly why: string;
}[] {
  const groups = new Map<string, Dimension[]>();
  for (const { dimension, sentences } of hidden) {
    const why = sentences.join("");
    groups.set(why, [...(groups.get(why) ?? []), dimension]);
  }
  return [...groups].map(([why, dimensions]) => ({ dimensions, why }));
}
