import type { ReactElement } from "react";
import type { AssessmentAnswer, ReviewLine } from "../../../server/http/office/answers-review.ts";
import { history as text, momentOf, stations } from "../../text/console-review.ts";

/** Everything that was done about the unit's grade, newest first; nothing is ever taken away. */
export function HistoryPanel({ answer }: { readonly answer: AssessmentAnswer }): ReactElement {
  return (
    <section className="panel" id="history">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in">
        {answer.history.length === 0 ? (
          <p className="sub">{text.empty}</p>
        ) : (
          <ol className="history" reversed>
            {answer.history.toReversed().map((line) => (
              <Line key={line.sequence} line={line} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}

const Line = ({ line }: { readonly line: ReviewLine }): ReactElement => (
  <li id={`act-${line.sequence}`} tabIndex={-1}>
    <b>{text.act(line.act)}</b>{" "}
    <span className="sub">
      {stations.by(stations.who(line), momentOf(line.atUtc))}
      {line.second !== null && `，${text.second(line.second)}`}
    </span>
    <p>{text.said(line.act)}</p>
  </li>
);
