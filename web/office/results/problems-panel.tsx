/** 问卷中的突出问题, against the lines of 10 % and 30 %. */
import { useMemo, useState } from "react";
import type { CSSProperties, ReactElement } from "react";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { ATTENTION_PERCENT, SALIENT_PERCENT, problemBars } from "../../charts/problem-bars.ts";
import type { ProblemBar } from "../../charts/problem-bars.ts";
import { charts as text } from "../../text/console-results.ts";

const LINES = [ATTENTION_PERCENT, SALIENT_PERCENT];
const SHOWN_LEAST = 5;

export function ProblemsPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const bars = useMemo(() => problemBars(results.forms), [results]);
  const [showsAll, setShowsAll] = useState(false);
  if (bars.length === 0) return null;
  const shown = Math.max(SHOWN_LEAST, bars.filter(({ line }) => line !== null).length);
  const axis = Math.max(SALIENT_PERCENT + 10, ...bars.map(({ percent }) => percent));
  return (
    <section className="panel">
      <header>
        <h2>{text.problemsTitle}</h2>
        <span className="sub">{text.problemsKey}</span>
      </header>
      <div className="in">
        {bars.every(({ line }) => line === null) && <p>{text.problemsNone}</p>}
        <ul className="prob">
          {bars.slice(0, showsAll ? undefined : shown).map((bar) => (
            <Bar key={`${bar.question}/${bar.title}`} bar={bar} axis={axis} />
          ))}
        </ul>
        <p className="sub">
          {text.problemsCaption}
          {bars.length > shown && (
            <button type="button" className="link no-print" onClick={() => setShowsAll(!showsAll)}>
              {showsAll ? text.problemsFewer : text.problemsMore(bars.length - shown)}
            </button>
          )}
        </p>
      </div>
    </section>
  );
}

function Bar({ bar, axis }: { readonly bar: ProblemBar; readonly axis: number }): ReactElement {
  return (
    <li className={bar.line === "salient" ? "hot" : ""}>
      <span>
        {bar.title}
        {bar.line && <span className="sub"> {bar.line === "salient" ? text.salient : text.attention}</span>}
      </span>
      <span
        className="track"
        aria-hidden="true"
        style={{ "--v": `${(100 * bar.percent) / axis}%` } as CSSProperties}
      >
        <i />
        {LINES.map((line) => (
          <u key={line} style={{ left: `${(100 * line) / axis}%` }} />
        ))}
      </span>
      <span className="num">
        {bar.printed}%<span className="sr">，{text.share(bar.count, bar.base)}</span>
      </span>
    </li>
  );
}
