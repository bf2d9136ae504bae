import type { CellFormula, CellPlace } from "../../core/documents/document.ts";
import { columnLetters } from "../../core/roster/table.ts";

/**
 * A formula as a spreadsheet reads it, rounded as we round.
 *
 * @param at row of the sheet, from 0, in which the table's body begins
 */
export function formulaText(formula: CellFormula, at: number): string {
  const name = ({ row, column }: CellPlace): string => `${columnLetters(column)}${at + row + 1}`;
  if ("sum" in formula) return `SUM(${name(formula.sum.from)}:${name(formula.sum.to)})`;
  if ("share" in formula) {
    const { part, of } = formula.share;
    return `ROUND(${name(part)}/(${of.map(name).join("+")}),3)`;
  }
  const { terms, divisor, less } = formula.weighted;
  const sum = terms.map(({ at: place, factor }) =>
    factor === "1" ? name(place) : `${name(place)}*${factor}`,
  );
  return `ROUND((${sum.join("+")})/${divisor}${less ? `-${name(less)}` : ""},2)`;
}
