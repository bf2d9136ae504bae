import type { ReactElement } from "react";
import { Link } from "wouter";
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";
import { compare as text } from "../../text/console-compare.ts";
import { grades } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import { words } from "../../text/words.ts";
import { addresses } from "../addresses.ts";
import { LongRows } from "../parts/long-list.tsx";
import { placeOfDimension } from "../results/opened-place.ts";
import type { ComparedRow } from "./order-rows.ts";

interface HeatTableProps {
  readonly round: string;
  readonly answer: ComparisonAnswer;
  readonly rows: readonly ComparedRow[];
  /** Names order and choice of the rows. */
  readonly list: string;
}

/** A number is never told by colour alone: the score, its signed difference and, far off, a triangle. */
export const HeatTable = ({ round, answer, rows, list }: HeatTableProps): ReactElement => (
  <table className="t heat">
    <caption className="sr">{text.caption}</caption>
    <thead>
      <tr>
        <th scope="col">{text.columns.unit}</th>
        <th scope="col" className="num">
          {text.columns.total}
        </th>
        {answer.dimensions.map((one) => (
          <th key={one} scope="col" className="dim">
            {words.dimension[one]}
          </th>
        ))}
      </tr>
    </thead>
    <LongRows
      rows={rows}
      list={list}
      columns={answer.dimensions.length + 2}
      line={(row) => (
        <tr key={row.unit.id}>
          <th scope="row">
            <UnitName round={round} row={row} /> <span className="sub">{row.unit.unitType}</span>
          </th>
          <td className="num">
            {row.awaitsApproval ? <span className="sub">{grades.awaited}</span> : (row.total ?? text.noScore)}
          </td>
          <Cells round={round} answer={answer} row={row} />
        </tr>
      )}
    />
    <MeanRow answer={answer} />
  </table>
);

const UnitName = ({ round, row }: { readonly round: string; readonly row: ComparedRow }): ReactElement =>
  row.level === "open" && !row.isBlind ? (
    <>{row.unit.name}</>
  ) : (
    <Link href={(row.isBlind ? addresses.assessment : addresses.results)(round, row.unit.id)}>
      {row.unit.name}
    </Link>
  );

interface CellsProps {
  readonly round: string;
  readonly answer: ComparisonAnswer;
  readonly row: ComparedRow;
}

function Cells({ round, answer, row }: CellsProps): ReactElement {
  const columns = answer.dimensions.length;
  const why = whyEmpty(row);
  if (why !== null) {
    return (
      <td className={row.level === "open" ? "muted" : "withheld"} colSpan={Math.max(columns, 1)}>
        <span>{why}</span>
      </td>
    );
  }
  return (
    <>
      {row.cells.map((cell, column) => {
        const dimension = answer.dimensions[column]!;
        const name = words.dimension[dimension];
        if (cell === null) {
          return (
            <td key={name} className="cell withheld">
              <span>{withheld.cell}</span>
            </td>
          );
        }
        const { printed, difference, band } = cell;
        const signed = difference?.replace("-", "−") ?? null;
        return (
          <td key={name} className="cell">
            <Link
              href={addresses.results(round, row.unit.id, placeOfDimension(dimension))}
              className={band ? `band ${band}` : "band"}
            >
              <span className="sr">{text.cell(row.unit.name, name)}</span>
              <b>{printed}</b>
              <small>
                {signed}
                <i>{MARKS[band ?? "near"]}</i>
              </small>
            </Link>
          </td>
        );
      })}
    </>
  );
}

/** Far from the mean, so that it is not told by colour alone. */
export const MARKS = { "far-below": "▼", below: "", near: "", above: "", "far-above": "▲" } as const;

/** The one sentence of a row without a single number; null when it has one. */
export function whyEmpty({ level, withdrawn, isBlind, cells }: ComparedRow): string | null {
  if (isBlind) return text.blind;
  if (withdrawn) return words.state[withdrawn];
  if (level === "open") return text.notClosed;
  if (cells.some((cell) => cell !== null)) return null;
  return level === "tables" ? text.notScored : withheld.cell;
}

const MeanRow = ({ answer }: { readonly answer: ComparisonAnswer }): ReactElement => (
  <tfoot>
    <tr>
      <th scope="row">{text.mean}</th>
      <td className="num">{answer.means.total?.printed ?? text.noScore}</td>
      {answer.means.dimensions.map((mean, column) => (
        <td key={answer.dimensions[column]} className="dim">
          {mean?.printed ?? text.noScore}
        </td>
      ))}
    </tr>
  </tfoot>
);
