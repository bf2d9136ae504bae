/** Items of one scale: stacked bars, and the same counts and rates as a table. */
import { printShare } from "../../charts/share.ts";
import { useMemo } from "react";
import type { ReactElement } from "react";
import type { ChartConfiguration } from "chart.js";
import type { ItemAnswer } from "../../../server/http/office/answers-results.ts";
import type { Thresholds } from "../../../server/core/round/round.ts";
import { levelTone } from "../../charts/level-colours.ts";
import { stackedHeight, stackedItemsConfig, stackedKey } from "../../charts/stacked-items.ts";
import type { StackedSeries } from "../../charts/stacked-items.ts";
import { charts as text } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import type { Draw } from "../parts/chart-canvas.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { WithheldReasons } from "../parts/withheld-box.tsx";
import type { Figure } from "./figures.ts";

interface ItemsFigureProps {
  readonly figure: Figure;
  /** Over how many ballots it is. */
  readonly base: string;
  readonly thresholds: Thresholds;
}

export function ItemsFigure({ figure, base, thresholds }: ItemsFigureProps): ReactElement {
  const { title, name, items, series } = figure;
  const draw = useMemo<Draw>(
    () => (look) => stackedItemsConfig(series, look, { withheld: withheld.cell }) as ChartConfiguration,
    [series],
  );
  return (
    <section className="panel">
      <header>
        <h2>{title}</h2>
        <Key levels={series.levels} />
      </header>
      <div className="in">
        <ChartFigure
          title={title}
          name={name}
          height={stackedHeight(series)}
          draw={draw}
          caption={`${text.itemsCaption}${base}`}
          table={<ItemsTable title={title} series={series} items={items} />}
          pictureKey={stackedKey(series.levels, text.outside)}
        />
        <WithheldReasons
          sentences={series.rows.some(({ counts }) => !counts) ? [withheld.counts(thresholds)] : []}
        />
      </div>
    </section>
  );
}

const Key = ({ levels }: { readonly levels: readonly string[] }): ReactElement => (
  <div className="key">
    {levels.map((level, index) => (
      <span key={level}>
        <i style={{ background: levelTone(index, levels.length) }} />
        {level}
      </span>
    ))}
    <span>
      <i className="hatch" />
      {text.outside}
    </span>
  </div>
);

function shareOf(counts: readonly number[], level: number): string {
  const base = counts.reduce((sum, count) => sum + count, 0);
  const count = counts[level] ?? 0;
  return text.countAndShare(count, base === 0 ? "0.0" : printShare(count, base));
}

interface ItemsTableProps {
  readonly title: string;
  readonly series: StackedSeries;
  readonly items: readonly ItemAnswer[];
}

function ItemsTable({ title, series, items }: ItemsTableProps): ReactElement {
  return (
    <table className="t">
      <caption className="sr">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.item}</th>
          {series.levels.map((level) => (
            <th key={level} scope="col" className="num">
              {text.columns.level(level)}
            </th>
          ))}
          <th scope="col" className="num">
            {text.columns.outside}
          </th>
          <th scope="col" className="num">
            {text.columns.blank}
          </th>
          <th scope="col" className="num">
            {text.columns.score}
          </th>
        </tr>
      </thead>
      <tbody>
        {series.rows.map((row, index) => (
          <tr key={items[index]?.leaf}>
            <td>{row.label}</td>
            {row.counts ? (
              series.levels.map((level, place) => (
                <td key={level} className="num">
                  {shareOf(row.counts ?? [], place)}
                </td>
              ))
            ) : (
              <td className="withheld" colSpan={series.levels.length}>
                {withheld.cell}
              </td>
            )}
            <td className="num">{items[index]?.dontKnow}</td>
            <td className="num">{items[index]?.blank}</td>
            <td className="num">{row.score ?? "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
