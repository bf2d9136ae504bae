import type { ReleasedForm } from "../release/released.ts";
import type { Thresholds } from "../round/round.ts";
import { text } from "./cells.ts";
import type { Block } from "./document.ts";
import { formScore, isScoredForm } from "./form-score.ts";
import type { UnitFacts } from "./unit-facts.ts";
import { withheldWords } from "./withheld-words.ts";

const plain = (said: string): Block => ({ block: "paragraph", pieces: [{ text: said, missing: false }] });

export type WithheldFacts = {
  readonly round: Pick<UnitFacts["round"], "thresholds">;
  readonly result: Pick<UnitFacts["result"], "forms">;
};

const asked = (form: ReleasedForm) => {
  return { level: form.level, raters: form.raters, isScored: isScoredForm(form), people: form.people };
};

/** What stands in place of a form's tables: its one score, or that there is none. @source texts.zh.md §6 */
export function withheldBlocks(
  { round: { thresholds }, result }: WithheldFacts,
  form: ReleasedForm,
): readonly Block[] {
  const table: Block = {
    block: "table",
    table: {
      sheet: form.shortTitle,
      caption: form.title.replace(/表$/, ""),
      columns: [
        { width: 40, align: "left" },
        { width: 16, align: "centre" },
        { width: 30, align: "centre" },
      ],
      head: [[{ text: "表" }, { text: "收回" }, { text: "得分" }]],
      body: [[text(form.title), { kind: "count", value: form.ballots }, formScore(form)]],
      notes: excludedNotes(form, thresholds),
    },
  };
  return [table, plain(withheldWords.form(asked(form), result.forms.map(asked), thresholds))];
}

/** Outside raters beside the unit's own people who were too few: counted nowhere, and said so. */
export const excludedNotes = (
  { excluded }: Pick<ReleasedForm, "excluded">,
  thresholds: Thresholds,
): readonly string[] => excluded.map((name) => withheldWords.excluded(name, thresholds));
