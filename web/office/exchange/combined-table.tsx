/** Units of all counties that one scheme has scored. */
import type { ReactElement } from "react";
import { meanLine } from "../../../server/core/documents/county-table.ts";
import { shortPart } from "../../../server/core/documents/short-part.ts";
import { DIMENSIONS } from "../../../server/core/results/dimension-scores.ts";
import type { CombinedLine, CountyResultsAnswer } from "../../../server/http/office/answers-exchange.ts";
import { countyResultsText as text } from "../../text/county-results.ts";
import { GradeTag } from "../parts/grade-tag.tsx";
import { LongRows } from "../parts/long-list.tsx";

type Table = CountyResultsAnswer["tables"][number];

const columns = text.table;
/** Beside those of the parts. */
const COLUMNS = 9;
/** Names rows of one scheme and choice of units. */
const listOf = (table: Table): string => text.compared(table);
const keyOf = ({ county, round, unit }: CombinedLine): string => `${county} ${round} ${unit}`;

export const CombinedTable = ({ table }: { readonly table: Table }): ReactElement => (
  <section className="panel">
    <header>
      <h2>{text.compared(table)}</h2>
    </header>
    <div className="scroll">
      <table className="t">
        <caption className="sr">{text.compared(table)}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.county}</th>
            <th scope="col">{columns.round}</th>
            <th scope="col">{columns.unit}</th>
            <th scope="col">{columns.eligible}</th>
            <th scope="col">{columns.valid}</th>
            {table.parts.map((part) => (
              <th scope="col" key={part.title}>
                {text.part({ ...part, title: shortPart(part.title) })}
              </th>
            ))}
            <th scope="col">{columns.deducted}</th>
            <th scope="col">{columns.total}</th>
            <th scope="col">{columns.approved}</th>
            <th scope="col">{columns.note}</th>
          </tr>
        </thead>
        <LongRows
          rows={table.rows}
          list={listOf(table)}
          columns={COLUMNS + table.parts.length}
          line={(row) => (
            <tr key={keyOf(row)}>
              <td className="wrap">{row.county}</td>
              <td className="wrap">{row.round}</td>
              <td className="wrap">{row.unit}</td>
              <td>{row.eligible}</td>
              <td>{row.valid ?? "—"}</td>
              {row.parts.map((part, at) => (
                <td key={table.parts[at]?.title ?? at}>{part ?? "—"}</td>
              ))}
              <td>{row.deducted ?? "—"}</td>
              <td>
                <b>{row.total ?? "—"}</b>
              </td>
              <td>{row.approved === null ? "—" : <GradeTag grade={row.approved} />}</td>
              <td className="wrap">{row.note}</td>
            </tr>
          )}
        />
      </table>
    </div>
    <div className="in stack">
      <ul>
        {table.means.map((mean) => (
          <li key={mean.county ?? ""}>{meanLine(mean)}</li>
        ))}
      </ul>
      <p className="sub">{text.order}</p>
      <details>
        <summary>{text.dimensions}</summary>
        <DimensionsTable rows={table.rows} list={`${listOf(table)} dimensions`} />
      </details>
    </div>
  </section>
);

interface DimensionsTableProps extends Pick<Table, "rows"> {
  readonly list: string;
}

const DimensionsTable = ({ rows, list }: DimensionsTableProps): ReactElement => (
  <div className="scroll">
    <table className="t">
      <caption className="sr">{text.dimensions}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.county}</th>
          <th scope="col">{columns.unit}</th>
          {DIMENSIONS.map((one) => (
            <th scope="col" key={one}>
              {text.dimension[one]}
            </th>
          ))}
        </tr>
      </thead>
      <LongRows
        rows={rows}
        list={list}
        columns={DIMENSIONS.length + 2}
        line={(row) => (
          <tr key={keyOf(row)}>
            <td className="wrap">{row.county}</td>
            <td className="wrap">{row.unit}</td>
            {DIMENSIONS.map((one) => (
              <td key={one}>{row.dimensions.find(({ dimension }) => dimension === one)?.score ?? "—"}</td>
            ))}
          </tr>
        )}
      />
    </table>
  </div>
);
