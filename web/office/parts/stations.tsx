/** The five stations of a grade on one line: done, now, waiting; each with who and when. */
import type { ReactElement, ReactNode } from "react";
import { stations as text } from "../../text/console-review.ts";

export interface Station {
  readonly id: keyof typeof text.names;
  readonly state: "done" | "now" | "waiting";
  readonly says: ReactNode;
}

export const Stations = ({ all }: { readonly all: readonly Station[] }): ReactElement => (
  <ol className="stations" aria-label={text.title}>
    {all.map(({ id, state, says }) => (
      <li key={id} className={state} aria-current={state === "now" ? "step" : undefined}>
        <b>
          {text.names[id]}
          <span className="sr">（{text[state]}）</span>
        </b>
        <span className="sub">{says}</span>
      </li>
    ))}
  </ol>
);
