import { FOCUS_NAMES, FOCUS_SETS } from "../definition/focus-names.ts";
import type { Ratio } from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { scoreOfItems } from "./score-of-items.ts";

export interface FocusScore {
  /** 三个聚焦, 四个聚焦, 三大问题. */
  readonly set: string;
  readonly code: string;
  readonly title: string;
  /** 0–100, exact; null when no item with this label has a score. */
  readonly score: Ratio | null;
  /** Items that went in. */
  readonly items: number;
}

/**
 * Every label of the three sets, reckoned as a dimension is; an item counts once in each set it is labelled in.
 *
 * @source docs/scoring.md §8; forms.zh.md §0
 */
export const focusScores = (forms: readonly Released<FormResult>[]): readonly FocusScore[] =>
  Object.entries(FOCUS_NAMES).map(([code, title]) => ({
    set: FOCUS_SETS[code[0] as keyof typeof FOCUS_SETS],
    code,
    title,
    ...scoreOfItems(forms, (item) => item.focus.includes(code)),
  }));
