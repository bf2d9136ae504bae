/** 问卷中的突出问题, against the lines of 10 % and 30 %. */
import { useMemo, useState } from "react";
import type { ReactElement } from "react";
import type { ChartConfiguration } from "chart.js";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { problemBars, problemBarsConfig, problemBarsHeight } from "../../charts/problem-bars.ts";
import type { ProblemBar } from "../../charts/problem-bars.ts";
import { charts as text } from "../../text/console-results.ts";
import type { Draw } from "../parts/chart-canvas.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";

const SHOWN_LEAST = 5;

export function ProblemsPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const bars = useMemo(() => problemBars(results.forms), [results]);
  const [showsAll, setShowsAll] = useState(false);
  const least = Math.max(SHOWN_LEAST, bars.filter(({ line }) => line !== null).length);
  const shown = useMemo(() => bars.slice(0, showsAll ? undefined : least), [bars, showsAll, least]);
  const draw = useMemo<Draw>(() => (look) => problemBarsConfig(shown, look) as ChartConfiguration, [shown]);
  const [most] = bars;
  if (!most) return null;
  return (
    <section className="panel">
      <header>
        <h2>{text.problemsTitle}</h2>
      </header>
      <div className="in">
        {bars.every(({ line }) => line === null) && <p>{text.problemsNone}</p>}
        <ChartFigure
          title={`${results.unit.name}　${text.problemsTitle}`}
          name={text.problemsName(most.title, most.printed)}
          height={problemBarsHeight(shown)}
          draw={draw}
          caption={`${text.problemsKey}。${text.problemsCaption}`}
          table={<ProblemTable bars={shown} />}
        />
        {bars.length > least && (
          <p className="sub no-print">
            <button type="button" className="link" onClick={() => setShowsAll(!showsAll)}>
              {showsAll ? text.problemsFewer : text.problemsMore(bars.length - least)}
            </button>
          </p>
        )}
      </div>
    </section>
  );
}

const ProblemTable = ({ bars }: { readonly bars: readonly ProblemBar[] }): ReactElement => (
  <table className="t">
    <caption className="sr">{text.problemsTitle}</caption>
    <thead>
      <tr>
        <th scope="col">{text.problemColumns.problem}</th>
        <th scope="col">{text.problemColumns.question}</th>
        <th scope="col" className="num">
          {text.problemColumns.count}
        </th>
        <th scope="col" className="num">
          {text.problemColumns.share}
        </th>
        <th scope="col">{text.problemColumns.line}</th>
      </tr>
    </thead>
    <tbody>
      {bars.map((bar) => (
        <tr key={`${bar.question}/${bar.title}`}>
          <td className="wrap">{bar.title}</td>
          <td className="wrap">{bar.question}</td>
          <td className="num">{text.share(bar.count, bar.base)}</td>
          <td className="num">{text.percent(bar.printed)}</td>
          <td>{bar.line && (bar.line === "salient" ? text.salient : text.attention)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
