/** Long tables begin with the rows of the first screens and grow before the reader comes to their end. */
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import { common } from "../../text/console.ts";

const FIRST = 120;
const STEP = 240;

export interface Growing {
  /** How many rows stand in the page. */
  readonly shown: number;
  readonly grow: () => void;
}

/**
 * @param total rows there are
 * @param list what the rows are of; another list begins at its first rows again
 */
export function useGrowing(total: number, list: string): Growing {
  const [grown, setGrown] = useState({ list, rows: FIRST });
  const rows = grown.list === list ? grown.rows : FIRST;
  useEffect(() => {
    // On paper there is no scrolling: every row is printed.
    const all = (): void => setGrown({ list, rows: total });
    addEventListener("beforeprint", all);
    return () => removeEventListener("beforeprint", all);
  }, [list, total]);
  return { shown: Math.min(rows, total), grow: () => setGrown({ list, rows: rows + STEP }) };
}

/** Stands below the table: grows it when it comes near the window, and can be pressed. */
export function MoreRows({
  growing,
  total,
}: {
  readonly growing: Growing;
  readonly total: number;
}): ReactElement | null {
  const { shown, grow } = growing;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || shown >= total) return;
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) grow();
      },
      { rootMargin: "1200px" },
    );
    near.observe(end.current);
    return () => near.disconnect();
  }, [shown, total, grow]);
  if (shown >= total) return null;
  return (
    <div className="acts more-rows" ref={end}>
      <button type="button" className="btn" onClick={grow}>
        {common.moreRows(total - shown)}
      </button>
    </div>
  );
}
