import type { ReactElement } from "react";
import { making as text } from "../../text/console.ts";

interface MakingLineProps {
  readonly says: string;
  /** 0 to 1; null = not known. */
  readonly share: number | null;
  /** What the button stops, for who does not see beside what it stands. */
  readonly label: string;
  readonly stop: () => void;
}

/** How far the work is, and the button that ends it. */
export function MakingLine({ says, share, label, stop }: MakingLineProps): ReactElement {
  return (
    <span className="making">
      <progress aria-label={text.progress} {...(share !== null && { value: share })} />
      <span aria-live="off">{says}</span>
      <button type="button" className="btn small" aria-label={label} onClick={stop}>
        {text.stop}
      </button>
    </span>
  );
}
