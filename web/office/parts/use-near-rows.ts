import { useEffect, useState } from "react";
import type { RefObject } from "react";

/** Rows of a piece that are not in the page: from `first` up to `behind`, without that. */
export interface Hidden {
  readonly first: number;
  readonly behind: number;
}

export interface NearRows {
  /** null = every row of the piece stands in the page. */
  readonly hidden: Hidden | null;
  /** Height of what is hidden. */
  readonly gapPx: number;
  readonly showAll: () => void;
}

interface Piece {
  readonly count: number;
  /** Of the whole piece, until it has been seen. */
  readonly heightPx: number;
  /** Rows that come with each frame, so that no frame waits for many. */
  readonly step: number;
  readonly isThereAtOnce: boolean;
}

/** How far outside the window rows are brought, above and below. */
const NEAR = "1200px 0px";

interface Shown {
  readonly rows: number;
  /** The window came from below: the last rows are brought first. */
  readonly isFromBelow: boolean;
  readonly heightPx: number;
}

/** Brings the rows of a piece, some with each frame, when it comes near the window, and takes them away when it is far. */
export function useNearRows(
  box: RefObject<HTMLElement | null>,
  { count, heightPx, step, isThereAtOnce }: Piece,
): NearRows {
  const [shown, setShown] = useState<Shown>({
    rows: isThereAtOnce ? count : 0,
    isFromBelow: false,
    heightPx,
  });
  useEffect(() => {
    const near = new IntersectionObserver(
      (entries) => {
        const { isIntersecting, boundingClientRect, target } = entries.at(-1)!;
        // Whoever is in it with the keyboard stays in it.
        if (!isIntersecting && target.contains(document.activeElement)) return;
        const { top, bottom, height } = boundingClientRect;
        const isFromBelow = (top + bottom) / 2 < innerHeight / 2;
        setShown((before) => {
          if (!isIntersecting) return { ...before, rows: 0, heightPx: height };
          return before.rows > 0 ? before : { ...before, rows: step, isFromBelow };
        });
      },
      { rootMargin: NEAR },
    );
    near.observe(box.current!);
    return () => near.disconnect();
  }, [box, step]);
  const { rows } = shown;
  useEffect(() => {
    if (rows === 0 || rows >= count) return undefined;
    const bring = (before: Shown): Shown =>
      // Meanwhile it may have come to be far.
      before.rows === rows ? { ...before, rows: rows + step } : before;
    const next = requestAnimationFrame(() => setShown(bring));
    return () => cancelAnimationFrame(next);
  }, [rows, count, step]);
  const left = Math.max(0, count - rows);
  return {
    hidden: left === 0 ? null : hiddenOf(shown, count),
    gapPx: (shown.heightPx * left) / count,
    showAll: () => setShown((before) => ({ ...before, rows: count })),
  };
}

const hiddenOf = ({ rows, isFromBelow }: Shown, count: number): Hidden =>
  isFromBelow ? { first: 0, behind: count - rows } : { first: rows, behind: count };
