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
import { withheld } from "../../text/withheld.ts";
import { AfterApproval } from "../parts/after-approval.tsx";
import type { Draw } from "../parts/chart-canvas.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { Loading } from "../parts/loading.tsx";
import { ScoreCell } from "../parts/score-cell.tsx";
import { WithheldReasons } from "../parts/withheld-box.tsx";
import { isLost, useLookBack } from "../queries.ts";
import { PanelFault } from "./panel-fault.tsx";

const HEIGHT = 260;

interface ChangesTableProps {
  readonly series: ChangeSeries;
}

export function ChangesPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const { round, unit, thresholds } = results;
  const past = useLookBack(round.id, unit.id);
  const series = useMemo(
    () => past.data && changeSeries({ title: round.title, thresholds }, text.total, past.data),
    [past.data, round.title, thresholds],
  );
  const drawn = useMemo(() => series && drawable(series), [series]);
  const draw = useMemo<Draw | null>(
    () =>
      drawn && drawn.lines.length > 0
        ? (look) => roundChangesConfig(drawn, look) as ChartConfiguration
        : null,
    [drawn],
  );
  if (past.isPending) return <Loading rows={8} />;
  if (isLost(past)) return <PanelFault title={text.title} read={past} />;
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
              main.values.map((value, at) => value ?? (main.withheld[at] ? withheld.cell : text.noScore)),
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
        {series.lines.some(({ values, withheld: why }) => values.some((one, at) => !one && !why[at])) && (
          <>
            <p className="sub">{text.noneHint}</p>
            <AfterApproval />
          </>
        )}
      </div>
    </section>
  );
}

/** With the reasons under it, so that they stand beside its words wherever it is shown. */
export const ChangesTable = ({ series: { rounds, limits, lines } }: ChangesTableProps): ReactElement => (
  <>
    <table className="t">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.item}</th>
          {rounds.map((round) => (
            <th key={round} scope="col" className="num">
              {round}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ title, values, withheld: why }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            {values.map((value, at) => (
              <ScoreCell key={rounds[at]} printed={value} withheld={why[at] ?? null} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    <WithheldReasons
      sentences={lines.flatMap(({ withheld: why }) =>
        why.flatMap((one, at) => (one ? withheld.score(one, limits[at]!) : [])),
      )}
    />
  </>
);
