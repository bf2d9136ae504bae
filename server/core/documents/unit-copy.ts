/** What an inspected unit may be given: a subset of its release, without block columns, texts or grades. */
import type { ReleasedForm } from "../release/released.ts";
import { unitView } from "../release/unit-view.ts";
import { count, score, text } from "./cells.ts";
import type { Block, DocumentContent } from "./document.ts";
import { memberBlocks } from "./members-table.ts";
import { ratedBlocks, titleOf } from "./team-table.ts";
import { unitDocument, type UnitFacts } from "./unit-facts.ts";

/**
 * The copy for the unit: form scores from 10 ballots, tables from 30, themes instead of texts.
 * A form that may not leave is not named.
 *
 * @source anonymity.md §5 R11
 */
export function unitCopy(facts: UnitFacts): DocumentContent {
  const forms = facts.result.forms.flatMap((form) => {
    const view = unitView(form);
    return view ? [{ form, view }] : [];
  });
  return unitDocument(facts, {
    kind: "unit-copy",
    title: "民主测评和问卷情况反馈",
    under: [facts.unit.name],
    body: [
      {
        block: "table",
        table: {
          sheet: "得分",
          caption: "各表得分",
          columns: [
            { width: 44, align: "left" },
            { width: 12, align: "centre" },
            { width: 12, align: "centre" },
          ],
          head: [["表", "收回", "得分"].map((title) => ({ text: title }))],
          body: forms.map(({ form, view }) => [text(form.title), count(form.ballots), score(view.score)]),
          notes: [],
        },
      },
      ...forms.flatMap(({ form, view }) => (view.tables === null ? [] : tablesOf(form, facts))),
      { block: "heading", level: 2, text: "意见建议的主要方面" },
      ...["1. ", "2. ", "3. "].map((number): Block => ({
        block: "paragraph",
        pieces: [
          { text: number, missing: false },
          { text: "__", missing: true },
        ],
      })),
    ],
    signatures: [],
  });
}

function tablesOf(form: ReleasedForm, facts: UnitFacts): readonly Block[] {
  const blocks = form.scoring.rule === "leaders" ? memberBlocks(facts, form) : ratedBlocks(facts, form);
  return [{ block: "heading", level: 2, text: titleOf(form.title) }, ...blocks];
}
