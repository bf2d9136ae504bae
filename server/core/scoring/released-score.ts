import { ZERO } from "../ratio.ts";
import type { ScoreNote, UnitScore } from "./unit-score.ts";

/** Notes that say something of the forms and nothing of judgement, facts or grade. */
const OF_FORMS: readonly ScoreNote[] = ["unscored", "low-participation", "warn-participation"];

/**
 * What of a score is told by the released forms alone: the parts that are made of forms only. No total, no reference
 * score, no grade and no limit, nothing that people judged or counted.
 *
 * @source domain.md §1, §2.7
 */
export const releasedScore = (score: UnitScore): UnitScore => ({
  ...score,
  parts: score.parts
    .filter(({ indicators }) => indicators.every(({ source }) => source === "form"))
    .map((part) => ({ ...part, earned: null })),
  opinion: null,
  total: null,
  printed: null,
  deductions: [],
  deducted: ZERO,
  bonus: [],
  added: ZERO,
  caps: [],
  computed: null,
  notes: score.notes.filter((note) => OF_FORMS.includes(note)),
});
