/**
 * Long lists keep in the page only what is near the window: they are cut into pieces, and a piece that is far away is a
 * gap of its height. Printing and the browser's own search put every row back, because neither scrolls.
 */
import { Fragment, useLayoutEffect, useMemo, useRef } from "react";
import type { ReactElement } from "react";
import { flushSync } from "react-dom";
import { common } from "../../text/console.ts";
import { useHeldColumns } from "./held-columns.ts";
import { type Hidden, useNearRows } from "./use-near-rows.ts";
import { useWholeList } from "./use-whole-list.ts";

/** Pieces that are there at once; a list of up to twice as many stands in the page as it is. */
const FIRST = 2;
/** A piece, its height before it was seen, and how many of it come with each frame. */
const ROWS = { size: 50, heightPx: 41, step: 5 };
const PANELS = { size: 5, heightPx: 420, step: 1 };
const PRESSABLE = "a[href], button, input, select";

interface LongListProps<T> {
  readonly rows: readonly T[];
  /** Names the list, so that another one begins at its top. */
  readonly list: string;
  /** One row (a `tr`) or panel, with its key. */
  readonly line: (row: T, at: number) => ReactElement;
}

interface LongRowsProps<T> extends LongListProps<T> {
  readonly columns: number;
}

/** The body of a table. Rows tell readers of the screen their place among all rows. */
export function LongRows<T>({ rows, list, columns, line }: LongRowsProps<T>): ReactElement {
  const isWhole = useWholeList(list);
  if (rows.length <= 2 * FIRST * ROWS.size) return <tbody>{rows.map(line)}</tbody>;
  return (
    <>
      {piecesOf(rows, ROWS.size).map(({ from, part }, at) => (
        <Piece
          key={`${list} ${from}`}
          tag="tbody"
          rowsOfTable={at === 0 ? rows.length : null}
          heightPx={part.length * ROWS.heightPx}
          step={ROWS.step}
          line={(within) => line(part[within]!, from + within)}
          gap={(hidden, heightPx, show) => (
            <tr className="gap">
              <td colSpan={columns} style={{ height: heightPx }}>
                <GapButton
                  words={common.rowsFrom(from + hidden.first + 1, from + hidden.behind)}
                  {...{ hidden, show }}
                />
              </td>
            </tr>
          )}
          {...{ at, from, count: part.length, isWhole, list }}
        />
      ))}
    </>
  );
}

/** Panels below each other. */
export function LongPanels<T>({ rows, list, line }: LongListProps<T>): ReactElement {
  const isWhole = useWholeList(list);
  if (rows.length <= 2 * FIRST * PANELS.size) return <>{rows.map(line)}</>;
  return (
    <>
      {piecesOf(rows, PANELS.size).map(({ from, part }, at) => (
        <Piece
          key={`${list} ${from}`}
          tag="div"
          rowsOfTable={null}
          heightPx={part.length * PANELS.heightPx}
          step={PANELS.step}
          line={(within) => line(part[within]!, from + within)}
          gap={(hidden, heightPx, show) => (
            <div className="gap" style={{ height: heightPx }}>
              <GapButton
                words={common.panelsFrom(from + hidden.first + 1, from + hidden.behind)}
                {...{ hidden, show }}
              />
            </div>
          )}
          {...{ at, from, count: part.length, isWhole, list }}
        />
      ))}
    </>
  );
}

interface Part<T> {
  readonly from: number;
  readonly part: readonly T[];
}

const piecesOf = <T,>(rows: readonly T[], size: number): readonly Part<T>[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => ({
    from: at * size,
    part: rows.slice(at * size, (at + 1) * size),
  }));

interface PieceProps {
  readonly tag: "tbody" | "div";
  readonly at: number;
  /** Rows before the piece. */
  readonly from: number;
  readonly count: number;
  readonly isWhole: boolean;
  readonly list: string;
  /** All rows of the table, told to its first piece; otherwise null. */
  readonly rowsOfTable: number | null;
  /** Until the piece has been seen. */
  readonly heightPx: number;
  /** Rows that come with each frame. */
  readonly step: number;
  /** @param within the piece */
  readonly line: (within: number) => ReactElement;
  readonly gap: (hidden: Hidden, heightPx: number, show: () => void) => ReactElement;
}

function Piece(piece: PieceProps): ReactElement {
  const { tag: Tag, at, from, count, heightPx, step, isWhole, list, rowsOfTable, line, gap } = piece;
  const box = useRef<HTMLElement>(null);
  const near = useNearRows(box, { count, heightPx, step, isThereAtOnce: at < FIRST });
  // A row that stands already is not made again for those that come.
  const made = useMemo(() => ({ line, rows: [] as ReactElement[] }), [line]);
  const hidden = isWhole ? null : near.hidden;
  useHeldColumns(box, rowsOfTable, list);
  useLayoutEffect(() => {
    const isGapFirst = hidden !== null && hidden.first === 0;
    for (const [child, row] of [...box.current!.children].entries()) {
      if (!(row instanceof HTMLTableRowElement)) continue;
      const within = isGapFirst && child > 0 ? hidden.behind + child - 1 : child;
      row.setAttribute("aria-rowindex", String(from + within + 2));
    }
  });
  const lines = (first: number, behind: number): readonly ReactElement[] =>
    Array.from({ length: behind - first }, (_, k) => (made.rows[first + k] ??= made.line(first + k)));
  return (
    <Tag
      ref={(element: HTMLElement | null) => {
        box.current = element;
      }}
      className={Tag === "div" ? "piece work stack" : "piece"}
    >
      {hidden === null
        ? lines(0, count)
        : [
            ...lines(0, hidden.first),
            <Fragment key="gap">{gap(hidden, near.gapPx, near.showAll)}</Fragment>,
            ...lines(hidden.behind, count),
          ]}
    </Tag>
  );
}

interface GapButtonProps {
  readonly words: string;
  readonly hidden: Hidden;
  readonly show: () => void;
}

/** For the keyboard and for readers of the screen, which may come to a gap before its rows are there. */
const GapButton = ({ words, hidden, show }: GapButtonProps): ReactElement => (
  <button
    type="button"
    className="link"
    onFocus={({ target, relatedTarget }) => {
      const piece = target.closest<HTMLElement>(".piece")!;
      const isFromBelow =
        relatedTarget !== null &&
        (target.compareDocumentPosition(relatedTarget) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      flushSync(show);
      focusIn([...piece.children].slice(hidden.first, hidden.behind) as HTMLElement[], isFromBelow);
    }}
  >
    {words}
  </button>
);

/** Goes on where the gap was: at its last row for whoever comes from below, otherwise at its first. */
function focusIn(rows: readonly HTMLElement[], isFromBelow: boolean): void {
  const found = rows.flatMap((row) => [...row.querySelectorAll<HTMLElement>(PRESSABLE)]);
  const [row] = rows;
  if (found.length === 0) row!.tabIndex = -1;
  ((isFromBelow ? found.at(-1) : found[0]) ?? row!).focus();
}
