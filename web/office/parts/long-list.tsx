/**
 * Long lists keep in the page only what is near the window: they are cut into pieces, and a piece that is far away is a
 * gap of its height. Printing and the browser's own search put every row back, because neither scrolls.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import { flushSync } from "react-dom";
import { common } from "../../text/console.ts";
import { useHeldColumns } from "./held-columns.ts";
import { useWholeList } from "./use-whole-list.ts";

/** Pieces that are there at once; a list of up to twice as many stands in the page as it is. */
const FIRST = 2;
const NEAR = "1200px 0px";
const ROWS = { size: 50, heightPx: 41 };
const PANELS = { size: 5, heightPx: 420 };
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
      {piecesOf(rows, ROWS.size).map(({ from, to, part }, at) => (
        <Piece
          key={`${list} ${from}`}
          tag="tbody"
          rowsOfTable={at === 0 ? rows.length : null}
          heightPx={part.length * ROWS.heightPx}
          lines={() => part.map((row, within) => line(row, from + within))}
          gap={(heightPx, show) => (
            <tr className="gap">
              <td colSpan={columns} style={{ height: heightPx }}>
                <GapButton words={common.rowsFrom(from + 1, to)} show={show} />
              </td>
            </tr>
          )}
          {...{ at, from, isWhole, list }}
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
      {piecesOf(rows, PANELS.size).map(({ from, to, part }, at) => (
        <Piece
          key={`${list} ${from}`}
          tag="div"
          rowsOfTable={null}
          heightPx={part.length * PANELS.heightPx}
          lines={() => part.map((row, within) => line(row, from + within))}
          gap={(heightPx, show) => (
            <div className="gap" style={{ height: heightPx }}>
              <GapButton words={common.panelsFrom(from + 1, to)} show={show} />
            </div>
          )}
          {...{ at, from, isWhole, list }}
        />
      ))}
    </>
  );
}

interface Part<T> {
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
  readonly part: readonly T[];
}

const piecesOf = <T,>(rows: readonly T[], size: number): readonly Part<T>[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => {
    const part = rows.slice(at * size, (at + 1) * size);
    return { from: at * size, to: at * size + part.length, part };
  });

interface PieceProps {
  readonly tag: "tbody" | "div";
  readonly at: number;
  /** Rows before the piece. */
  readonly from: number;
  readonly isWhole: boolean;
  readonly list: string;
  /** All rows of the table, told to its first piece; otherwise null. */
  readonly rowsOfTable: number | null;
  /** Until the piece has been seen. */
  readonly heightPx: number;
  readonly lines: () => readonly ReactElement[];
  readonly gap: (heightPx: number, show: () => void) => ReactElement;
}

function Piece(piece: PieceProps): ReactElement {
  const { tag: Tag, at, from, isWhole, list, rowsOfTable, heightPx, lines, gap } = piece;
  const box = useRef<HTMLElement>(null);
  const [far, setFar] = useState(at < FIRST ? null : heightPx);
  const isShown = isWhole || far === null;
  useHeldColumns(box, rowsOfTable, list);
  useEffect(() => {
    const near = new IntersectionObserver(
      (entries) => {
        const { isIntersecting, boundingClientRect, target } = entries.at(-1)!;
        // Whoever is in it with the keyboard stays in it.
        if (!isIntersecting && target.contains(document.activeElement)) return;
        setFar(isIntersecting ? null : boundingClientRect.height);
      },
      { rootMargin: NEAR },
    );
    near.observe(box.current!);
    return () => near.disconnect();
  }, []);
  useLayoutEffect(() => {
    for (const [within, row] of [...box.current!.children].entries())
      if (row instanceof HTMLTableRowElement) row.setAttribute("aria-rowindex", String(from + within + 2));
  });
  return (
    <Tag
      ref={(element: HTMLElement | null) => {
        box.current = element;
      }}
      className={Tag === "div" ? "piece work stack" : "piece"}
    >
      {isShown ? lines() : gap(far, () => setFar(null))}
    </Tag>
  );
}

/** For the keyboard and for readers of the screen, which may come to a gap before its rows are there. */
const GapButton = ({ words, show }: { readonly words: string; readonly show: () => void }): ReactElement => (
  <button
    type="button"
    className="link"
    onFocus={({ target, relatedTarget }) => {
      const piece = target.closest<HTMLElement>(".piece")!;
      const isFromBelow =
        relatedTarget !== null &&
        (target.compareDocumentPosition(relatedTarget) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      flushSync(show);
      focusIn(piece, isFromBelow);
    }}
  >
    {words}
  </button>
);

/** Goes on where the gap was: at its last row for whoever comes from below, otherwise at its first. */
function focusIn(piece: HTMLElement, isFromBelow: boolean): void {
  const found = [...piece.querySelectorAll<HTMLElement>(PRESSABLE)];
  const row = piece.firstElementChild as HTMLElement;
  if (found.length === 0) row.tabIndex = -1;
  ((isFromBelow ? found.at(-1) : found[0]) ?? row).focus();
}
