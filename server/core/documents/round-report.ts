/** 本轮综合情况: the round's paragraph, the grade table, the changes between computed and proposed. @source texts.zh.md §10 */
import type { Piece } from "./pieces.ts";
import type { Block, Cell, DocumentContent, Table } from "./document.ts";

export interface RoundReportFacts {
  /** The grade table of the same calculation. */
  readonly grades: DocumentContent;
  readonly paragraph: readonly Piece[];
  /** One sentence per unit whose proposed or approved grade differs from the computed one. */
  readonly changes: readonly (readonly Piece[])[];
}

export function roundReport({ grades, paragraph, changes }: RoundReportFacts): DocumentContent {
  const table = grades.body.find((block) => block.block === "table");
  return {
    ...grades,
    kind: "round-report",
    title: "巡察政治生态评估综合情况",
    orientation: "portrait",
    body: [
      { block: "heading", level: 1, text: "一、总体情况" },
      ...(paragraph.length === 0 ? [] : [{ block: "paragraph" as const, pieces: paragraph }]),
      { block: "heading", level: 1, text: "二、各单位等次" },
      ...(table ? [{ block: "table" as const, table: shortTable(table.table) }] : []),
      ...(changes.length === 0
        ? []
        : [{ block: "heading" as const, level: 1 as const, text: "三、等次调整说明" }]),
      ...changes.map((pieces): Block => ({ block: "paragraph", pieces })),
    ],
    signatures: [],
  };
}

/** Seventeen columns do not stand on an upright page: unit, group, total, grades, note. */
function shortTable(table: Table): Table {
  const last = table.columns.length;
  const kept = [0, 1, 3, last - 5, last - 4, last - 3, last - 2, last - 1];
  const titles = ["序号", "被巡察党组织", "巡察组", "总分", "测算等次", "建议等次", "审定等次", "备注"];
  const widths = [5, 24, 14, 9, 9, 9, 9, 22];
  return {
    ...table,
    sheet: "各单位等次",
    caption: "被巡察党组织政治生态评估等次",
    columns: widths.map((width, at) => ({ width, align: at === 1 || at === 7 ? "left" : "centre" })),
    head: [titles.map((title) => ({ text: title }))],
    body: table.body.map((cells) => {
      let column = 0;
      return cells.flatMap((cell): Cell[] => {
        const at = column;
        column += cell.span ?? 1;
        return kept.includes(at) && (cell.span ?? 1) === 1 ? [alone(cell)] : [];
      });
    }),
  };
}

/** Without its formula, which speaks of columns that are not here. */
const alone = (cell: Cell): Cell => (cell.kind === "score" ? { kind: "score", printed: cell.printed } : cell);
