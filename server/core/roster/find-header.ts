import { matchKey, trimCell } from "./table.ts";
import type { Table } from "./table.ts";

/** One column of a table that was recognised. `name` is what a person is told: title and letter. */
export interface Column {
  readonly index: number;
  readonly title: string;
}

/** The head of a table: one row, or two whose groups are merged ("基本情况" over "职务 | 手机号"). */
export interface Header {
  /** First and last row, from 0 into `table.rows`. */
  readonly rows: readonly [number, number];
  /** Meaning → columns; more than one column of a meaning is a fault for the reader to name. */
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  /** Titles of columns without a meaning. */
  readonly others: readonly Column[];
}

const SEARCHED_ROWS = 15;

/**
 * Finds the head of a table below titles and notes: the row, or pair of rows, that names most meanings.
 *
 * @param meaningOf meaning of a title (given as its `matchKey`), null for none
 * @returns null when no row names two meanings
 */
export function findHeader(table: Table, meaningOf: (key: string) => string | null): Header | null {
  let best: Header | null = null;
  for (let row = 0; row < Math.min(SEARCHED_ROWS, table.rows.length); row += 1) {
    for (const last of [row, row + 1]) {
      if (last >= table.rows.length) continue;
      const header = headerAt(table, row, last, meaningOf);
      if (header.columns.size >= 2 && header.columns.size > (best?.columns.size ?? 0)) best = header;
    }
  }
  return best;
}

function headerAt(
  table: Table,
  row: number,
  last: number,
  meaningOf: (key: string) => string | null,
): Header {
  const columns = new Map<string, Column[]>();
  const others: Column[] = [];
  const upper = table.rows[row] ?? [];
  const lower = table.rows[last] ?? [];
  for (let index = 0; index < Math.max(upper.length, lower.length); index += 1) {
    const group = trimCell(upper[index] ?? "");
    const own = last === row ? group : trimCell(lower[index] ?? "");
    const title = own === "" ? group : own;
    if (title === "") continue;
    const meaning = meaningOf(matchKey(title)) ?? meaningOf(matchKey(group + own));
    const column = { index, title };
    if (meaning === null) others.push(column);
    else columns.set(meaning, [...(columns.get(meaning) ?? []), column]);
  }
  return { rows: [row, last], columns, others };
}

/** Indices of the rows below the head that say something: blank rows and rows of totals (合计) and examples (示例) are left out. */
export function bodyRows(table: Table, header: Header): number[] {
  const rows: number[] = [];
  for (let row = header.rows[1] + 1; row < table.rows.length; row += 1) {
    const first = (table.rows[row] ?? []).map(matchKey).find((key) => key !== "");
    if (first !== undefined && !/^(合计|总计|小计|示例)/.test(first)) rows.push(row);
  }
  return rows;
}
