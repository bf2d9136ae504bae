import type { ReleasedForm } from "../release/released.ts";
import { score, text, withheldCell } from "./cells.ts";
import type { Block, Cell } from "./document.ts";

const plain = (said: string): Block => ({ block: "paragraph", pieces: [{ text: said, missing: false }] });

/** What stands in place of a form's tables: its one score, or that there is none. @source texts.zh.md §6 */
export function withheldBlocks(form: ReleasedForm): readonly Block[] {
  const own: Cell = form.score === null ? withheldCell() : score(form.score);
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
      body: [[text(form.title), { kind: "count", value: form.ballots }, own]],
      notes: [],
    },
  };
  return form.level === "none"
    ? [
        table,
        plain(
          "收回份数过少，为保护填写人，不计算测评得分；等次由巡察组依据研判和监督情况提出，并经领导小组审定（须注明）。",
        ),
      ]
    : [table, plain("收回份数较少，为保护填写人，只显示总体得分，不显示各档票数。")];
}
