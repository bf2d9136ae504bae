import type { ReleasedForm } from "../release/released.ts";
import { score, withheldCell, words } from "./cells.ts";
import type { Cell } from "./document.ts";
import { documentWords } from "./document-words.ts";

/** Whether a form has one score at all, whatever its ballots are. */
export const isScoredForm = ({ scoring }: Pick<ReleasedForm, "scoring">): boolean => scoring.rule !== "none";

/** 得分 of a form: its number, that the form has none, or that it is withheld. */
export function formScore(form: ReleasedForm): Cell {
  if (form.score !== null) return score(form.score);
  return isScoredForm(form) ? withheldCell() : words(documentWords.notScored);
}
