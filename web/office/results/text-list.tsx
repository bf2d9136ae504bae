import { useId } from "react";
import type { ReactElement } from "react";
import { charts as text } from "../../text/console-results.ts";

interface TextListProps {
  readonly title: string;
  /** Shuffled by the server; their places in this list are all that tells equal ones apart. */
  readonly texts: readonly string[];
  readonly search: string;
  readonly hidden: ReadonlySet<number>;
  readonly hide: (lines: ReadonlySet<number>) => void;
}

/** What people answered to one question: what is looked for, less what was put aside. */
export function TextList({ title, texts, search, hidden, hide }: TextListProps): ReactElement {
  const heading = useId();
  const wanted = search.trim().toLowerCase();
  const shown = texts
    .map((line, place) => ({ line, place }))
    .filter(({ line, place }) => !hidden.has(place) && line.toLowerCase().includes(wanted));
  return (
    <div>
      <h3 id={heading}>
        {title} <span className="sub">{text.textsFound(shown.length, texts.length)}</span>
      </h3>
      {shown.length === 0 ? (
        <p className="sub">{text.nothingFound}</p>
      ) : (
        // A long list scrolls by itself, so the keyboard has to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul className="texts" aria-labelledby={heading} tabIndex={0}>
          {shown.map(({ line, place }) => (
            <li key={place}>
              <span>{line}</span>
              <button
                type="button"
                className="link no-print"
                aria-label={text.hideLine(line)}
                onClick={() => hide(new Set([...hidden, place]))}
              >
                {text.hide}
              </button>
            </li>
          ))}
        </ul>
      )}
      {hidden.size > 0 && (
        <button type="button" className="link no-print" onClick={() => hide(new Set())}>
          {text.showHidden(hidden.size)}
        </button>
      )}
    </div>
  );
}
