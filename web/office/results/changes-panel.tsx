/** 历次变化: the unit over comparable rounds as a chart with its table; nothing when there is no such round. */
import { useMemo } from "react";
import type { ReactElement } from "react";
import type { ChartConfiguration } from "chart.js";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import {
  type ChangeSeries,
  changeAxisStart,
  changeSeries,
  drawable,
  roundChangesConfig,
} from "../../charts/round-changes.ts";
import { changes as text } from "../../text/console-compare.ts";
import type { Draw } from "../parts/chart-canvas.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { useLookBack } from "../queries.ts";

const HEIGHT = 260;

export function ChangesPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const { round, unit } = results;
  const past = useLookBack(round.id, unit.id);
  const series = useMemo(
    () => past.data && changeSeries(round.title, text.total, past.data),
    [past.data, round.title],
  );
  const drawn = useMemo(() => series && drawable(series), [series]);
  const draw = useMemo<Draw | null>(
    () =>
      drawn && drawn.lines.length > 0
        ? (look) => roundChangesConfig(drawn, look) as ChartConfiguration
        : null,
    [drawn],
  );
  if (!series || !drawn) return null;
  const main = drawn.lines[0];
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in">
        {draw && main ? (
          <ChartFigure
            title={`${unit.name}　${text.title}`}
            name={text.name(
              main.title,
              main.values.map((value) => value ?? text.noScore),
              series.rounds,
            )}
            height={HEIGHT}
            draw={draw}
            caption={text.caption(changeAxisStart(drawn))}
            table={<ChangesTable series={series} />}
          />
        ) : (
          <ChangesTable series={series} />
        )}
        {series.lines.some(({ values }) => values.includes(null)) && <p className="sub">{text.noneHint}</p>}
      </div>
    </section>
  );
}

const ChangesTable = ({ series }: { readonly series: ChangeSeries }): ReactElement => (
  <table className="t">
    <caption className="sr">{text.title}</caption>
    <thead>
      <tr>
        <th scope="col">{text.item}</th>
        {series.rounds.map((round) => (
          <th key={round} scope="col" className="num">
            {round}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {series.lines.map(({ title, values }) => (
        <tr key={title}>
          <th scope="row">{title}</th>
          {values.map((value, at) => (
            <td key={series.rounds[at]} className="num">
              {value ?? text.none}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
