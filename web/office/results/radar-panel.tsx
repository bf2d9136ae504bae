/** Six dimensions as a radar, with the numbers below it; fewer than three have no shape. */
import { useMemo } from "react";
import type { ReactElement } from "react";
import type { ChartConfiguration } from "chart.js";
import type { ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import {
  DIMENSIONS_LEAST,
  axisStart,
  dimensionPoints,
  dimensionRadarConfig,
  extremesOf,
  roundMeansOf,
} from "../../charts/dimension-radar.ts";
import type { DimensionPoint, RoundMeanOf } from "../../charts/dimension-radar.ts";
import { charts as text } from "../../text/console-results.ts";
import { words } from "../../text/words.ts";
import { useComparison } from "../queries.ts";
import type { Draw } from "../parts/chart-canvas.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { DimensionList } from "./dimension-list.tsx";

const HEIGHT = 288;

/** Whether enough dimensions have a score to make a shape. */
export const hasRadar = ({ dimensions }: ResultsAnswer): boolean =>
  dimensionPoints(dimensions).length >= DIMENSIONS_LEAST;

export function RadarPanel({ results }: { readonly results: ResultsAnswer }): ReactElement | null {
  const points = useMemo(() => dimensionPoints(results.dimensions), [results]);
  const { round } = results;
  const compared = useComparison(round.id);
  const means = useMemo(
    () => (compared.data ? roundMeansOf(points, compared.data) : []),
    [points, compared.data],
  );
  const draw = useMemo<Draw>(
    () => (look) => dimensionRadarConfig(points, look, words.dimension, means) as ChartConfiguration,
    [points, means],
  );
  const extremes = extremesOf(points);
  if (!hasRadar(results) || !extremes) return null;
  const { lowest, highest } = extremes;
  return (
    <section className="panel">
      <header>
        <h2>{text.radarTitle}</h2>
      </header>
      <div className="in">
        <ChartFigure
          title={`${results.unit.name}　${text.radarTitle}`}
          name={text.radarName(
            words.dimension[lowest.dimension],
            lowest.printed,
            words.dimension[highest.dimension],
            highest.printed,
          )}
          height={HEIGHT}
          draw={draw}
          caption={text.radarCaption(axisStart(points, means), means.length > 0)}
          table={<DimensionTable points={points} means={means} />}
        />
        <DimensionList results={results} scores={points} />
      </div>
    </section>
  );
}

interface DimensionTableProps {
  readonly points: readonly DimensionPoint[];
  readonly means: readonly RoundMeanOf[];
}

const DimensionTable = ({ points, means }: DimensionTableProps): ReactElement => (
  <table className="t">
    <caption className="sr">{text.radarTitle}</caption>
    <thead>
      <tr>
        <th scope="col">{text.columns.dimension}</th>
        <th scope="col" className="num">
          {text.columns.items}
        </th>
        <th scope="col" className="num">
          {text.columns.score}
        </th>
        {means.length > 0 && (
          <th scope="col" className="num">
            {text.columns.roundMean}
          </th>
        )}
      </tr>
    </thead>
    <tbody>
      {points.map(({ dimension, items, printed }, row) => (
        <tr key={dimension}>
          <td>{words.dimension[dimension]}</td>
          <td className="num">{items}</td>
          <td className="num">{printed}</td>
          {means.length > 0 && <td className="num">{means[row]?.printed}</td>}
        </tr>
      ))}
    </tbody>
  </table>
);
