/** Up, down, away: for one row of a list. */
import type { ReactElement } from "react";
import { commonEdits as text } from "../../../text/forms.ts";

interface RowActsProps {
  /** What the buttons act on, for their names. */
  readonly what: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly move: (by: -1 | 1) => void;
  /** Null where it has to stay. */
  readonly remove: (() => void) | null;
}

export const RowActs = ({ what, isFirst, isLast, move, remove }: RowActsProps): ReactElement => (
  <span className="row-acts">
    <button
      type="button"
      className="btn small"
      disabled={isFirst}
      aria-label={text.on(text.up, what)}
      onClick={() => move(-1)}
    >
      {text.up}
    </button>
    <button
      type="button"
      className="btn small"
      disabled={isLast}
      aria-label={text.on(text.down, what)}
      onClick={() => move(1)}
    >
      {text.down}
    </button>
    {remove && (
      <button type="button" className="btn small" aria-label={text.on(text.remove, what)} onClick={remove}>
        {text.remove}
      </button>
    )}
  </span>
);
