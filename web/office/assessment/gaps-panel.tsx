import type { ReactElement } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { gaps as text } from "../../text/console-review.ts";
import { gapSentence } from "../../text/review.ts";

/** What is missing before a grade can be proposed; the workload only leaves gaps in the report. */
export function GapsPanel({ answer }: { readonly answer: AssessmentAnswer }): ReactElement | null {
  if (!answer.mayEnter) return null;
  const needed = answer.gaps.filter(({ code }) => code !== "workload");
  const wished = answer.gaps.filter(({ code }) => code === "workload");
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in stack gaps">
        {needed.length === 0 ? (
          <p>{text.none}</p>
        ) : (
          <ul aria-label={text.needed}>
            {needed.map((gap) => (
              <li key={gap.code}>{gapSentence(gap)}</li>
            ))}
          </ul>
        )}
        {wished.length > 0 && (
          <ul aria-label={text.wished} className="sub">
            {wished.map((gap) => (
              <li key={gap.code}>{gapSentence(gap)}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
