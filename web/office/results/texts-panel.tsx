/** What people wrote, per question; a viewer reads numbers only, and below the threshold nobody reads anything. */
import type { ReactElement } from "react";
import { charts as text } from "../../text/console-results.ts";
import { office } from "../../text/office.ts";
import { withheld } from "../../text/withheld.ts";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { useSession, useTexts } from "../queries.ts";

export function TextsPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const mayRead = useSession().data?.role !== "viewer";
  const { data: forms } = useTexts(mayRead ? results.poll : null);
  if (!mayRead || !forms) return null;
  const written = forms.filter(({ questions }) => questions === null || questions.length > 0);
  if (written.length === 0) return null;
  return (
    <section className="panel">
      <header>
        <h2>{text.textsTitle}</h2>
      </header>
      <div className="in stack">
        <p className="sub">{office.texts}</p>
        {written.map(({ instrument, title, questions }) =>
          questions === null ? (
            <div key={instrument}>
              <h3>{title}</h3>
              <p className="withheld">{withheld.text(results.thresholds)}</p>
            </div>
          ) : (
            questions.map((question) => (
              <div key={question.leaf}>
                <h3>{question.title}</h3>
                <ul className="texts">
                  {question.texts.map((line, i) => (
                    // The same words may have been written twice; the place in the list is all that tells them apart.
                    // oxlint-disable-next-line react/no-array-index-key
                    <li key={i}>{line}</li>
                  ))}
                </ul>
              </div>
            ))
          ),
        )}
      </div>
    </section>
  );
}
