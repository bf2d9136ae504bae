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
import { withheld } from "../../text/withheld.ts";
import { common } from "../../text/console.ts";
import { words } from "../../text/words.ts";
import { isLost, useComparison } from "../queries.ts";
import type { Draw } from "../parts/chart-canvas.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { WithheldReasons } from "../parts/withheld-box.tsx";
import { DimensionList } from "./dimension-list.tsx";
import { byReason, type WithheldDimension, withheldDimensions } from "./withheld-dimensions.ts";

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
  const hidden = useMemo(() => withheldDimensions(results), [results]);
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
          caption={[
            text.radarCaption(axisStart(points, means), means.length > 0),
            ...byReason(hidden).map(({ dimensions, why }) =>
              text.radarWithheld(
                dimensions.map((one) => words.dimension[one]),
                why,
              ),
            ),
          ].join("")}
          table={<DimensionTable points={points} means={means} hidden={hidden} />}
        />
        {isLost(compared) && <MeansLost again={() => void compared.refetch()} />}
        <DimensionList results={results} scores={[...points, ...hidden.map(withoutScore)]} />
      </div>
    </section>
  );
}

const withoutScore = ({ dimension }: WithheldDimension) => ({ dimension, printed: null });

/** Without the dashed shape the chart would look as if there were no mean. */
const MeansLost = ({ again }: { readonly again: () => void }): ReactElement => (
  <p className="sub no-print" role="status">
    {text.meansLost}{" "}
    <button type="button" className="link" onClick={again}>
      {common.tryAgain}
    </button>
  </p>
);

interface DimensionTableProps {
  readonly points: readonly DimensionPoint[];
  readonly means: readonly RoundMeanOf[];
  readonly hidden: readonly WithheldDimension[];
}

const DimensionTable = ({ points, means, hidden }: DimensionTableProps): ReactElement => (
  <>
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
        {hidden.map(({ dimension }) => (
          <tr key={dimension}>
            <td>{words.dimension[dimension]}</td>
            <td className="withheld num" colSpan={means.length > 0 ? 3 : 2}>
              <span>{withheld.cell}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <WithheldReasons sentences={hidden.flatMap(({ sentences }) => sentences)} />
  </>
);
