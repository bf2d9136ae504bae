/** Something that covers `span` columns and `rows` rows; 1 when absent. */
interface Spanning {
  readonly span?: number;
  readonly rows?: number;
}

export interface Placed<C> {
  readonly cell: C;
  readonly row: number;
  readonly column: number;
  readonly span: number;
  readonly rows: number;
}

/**
 * Finds the column of every cell: each takes the first columns of its row that no cell above covers.
 *
 * @param rows cells from left to right; a cell over several rows stands in its first row only
 */
export const placeCells = <C extends Spanning>(
  rows: readonly (readonly C[])[],
): readonly (readonly Placed<C>[])[] => [...placedRows(rows)];

/** The same row by row, for tables that are not held placed. */
export function* placedRows<C extends Spanning>(
  rows: readonly (readonly C[])[],
): Generator<readonly Placed<C>[], void, undefined> {
  /** Column → first row that is free again. */
  const free: number[] = [];
  for (const [row, cells] of rows.entries()) {
    let column = 0;
    yield cells.map((cell) => {
      const { span = 1, rows: height = 1 } = cell;
      while ((free[column] ?? 0) > row) column += 1;
      for (let at = column; at < column + span; at += 1) free[at] = row + height;
      const placed = { cell, row, column, span, rows: height };
      column += span;
      return placed;
    });
  }
}
