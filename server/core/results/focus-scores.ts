import { canonicalJson } from "../definition/canonical.ts";
import { FOCUS_NAMES, FOCUS_SETS } from "../definition/focus-names.ts";
import type { Instrument, LabelSet } from "../definition/instrument.ts";
import type { Ratio } from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { scoreOfItems } from "./score-of-items.ts";

export interface FocusScore {
  /** 三个聚焦, 四个聚焦, 三大问题, or what an office calls a set of its own. */
  readonly set: string;
  readonly code: string;
  readonly title: string;
  /** 0–100, exact; null when no item with this label has a score. */
  readonly score: Ratio | null;
  /** Items that went in. */
  readonly items: number;
}

type Labelled = Pick<Instrument, "id" | "labelSets">;

/**
 * Every label of the three sets and of the forms' own, reckoned as a dimension is; an item counts once in each set it is
 * labelled in. Own sets of several forms are one set when they say the same; else each stands alone.
 *
 * @param instruments that the forms were made of
 * @source docs/scoring.md §8; forms.zh.md §0
 */
export const focusScores = (
  forms: readonly Released<FormResult>[],
  instruments: readonly Labelled[],
): readonly FocusScore[] => [
  ...Object.entries(FOCUS_SETS).flatMap(([id, title]) => {
    const labels = Object.entries(FOCUS_NAMES).filter(([code]) => code.startsWith(id));
    return scoresOf(forms, { id, title, labels: labels.map(([code, name]) => ({ code, title: name })) });
  }),
  ...ownSets(instruments).flatMap(({ set, forms: ids }) =>
    scoresOf(
      forms.filter(({ instrument }) => ids.includes(instrument)),
      set,
    ),
  ),
];

const scoresOf = (forms: readonly Released<FormResult>[], { title: set, labels }: LabelSet): FocusScore[] =>
  labels.map(({ code, title }) => ({
    set,
    code,
    title,
    ...scoreOfItems(forms, (item) => item.focus.includes(code)),
  }));

function ownSets(instruments: readonly Labelled[]): readonly { set: LabelSet; forms: readonly string[] }[] {
  const sets = new Map<string, { set: LabelSet; forms: string[] }>();
  for (const { id, labelSets = [] } of instruments)
    for (const set of labelSets) {
      const known = sets.get(canonicalJson(set)) ?? { set, forms: [] };
      known.forms.push(id);
      sets.set(canonicalJson(set), known);
    }
  return [...sets.values()];
}
