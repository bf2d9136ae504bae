import { printRatio, sub } from "../../core/ratio.ts";
import { type GradeRow, gradeTable } from "../../core/results/grade-table.ts";
import { outcomesOf, scoreRound } from "../../services/score-round.ts";
import type { Deps } from "../../services/deps.ts";
import { demo as text } from "../../../web/text/cli.ts";
import { noteShort } from "../../../web/text/console-results.ts";
import { words } from "../../../web/text/words.ts";

/** Prints the grade table in a terminal, aligned for full-width characters. */
export async function printGrades(deps: Deps, round: string, say: (line: string) => void): Promise<void> {
  const { scheme, units } = await scoreRound(deps, round);
  const rows = gradeTable(scheme.scheme, outcomesOf(units)).map(cellsOf);
  const table = [[...text.tableHead], ...rows];
  const widths = text.tableHead.map((_, i) => Math.max(...table.map((row) => columnsOf(row[i] ?? ""))));
  say("");
  table.forEach((row, i) => {
    say(
      row.map((cell, column) => pad(cell, widths[column]!, column > 1 && column < row.length - 1)).join("  "),
    );
    if (i === 0) say("─".repeat(widths.reduce((a, b) => a + b + 2, -2)));
  });
  say("");
}

function cellsOf(row: GradeRow): string[] {
  const name = [row.unit.name, row.unit.group];
  if (row.level === "open") return [...name, String(row.eligible), words.state[row.withdrawn ?? "open"]];
  const values = row.values.map(({ value, leftOut }) =>
    value ? printRatio(value, 2) : leftOut === "withheld" ? text.withheldShort : "—",
  );
  const balance = row.added && row.deducted ? sub(row.added, row.deducted) : null;
  return [
    ...name,
    String(row.eligible),
    String(row.returned ?? ""),
    ...values,
    balance && balance.n !== 0n ? printRatio(balance, 2) : "",
    row.printed ?? "—",
    row.computed ?? "—",
    row.notes.map((note) => noteShort[note]).join("、"),
  ];
}

/** Width on a terminal: Han and full-width signs take two columns. */
function columnsOf(cell: string): number {
  return [...cell].reduce(
    (sum, sign) => sum + (/[\u2e80-\uffef]|[\u{20000}-\u{3ffff}]/u.test(sign) ? 2 : 1),
    0,
  );
}

function pad(cell: string, width: number, isNumber: boolean): string {
  const space = " ".repeat(Math.max(0, width - columnsOf(cell)));
  return isNumber ? space + cell : cell + space;
}
