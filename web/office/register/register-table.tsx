import { memo, useId } from "react";
import type { ReactElement } from "react";
import type { RegisterAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText as text } from "../../text/register.ts";
import { LongRows } from "../parts/long-list.tsx";
import { StandingChip } from "./standing-chip.tsx";

type Row = RegisterAnswer["rows"][number];

interface RegisterTableProps {
  readonly rows: readonly Row[];
  /** Names the list, so that another one begins at its top. */
  readonly list: string;
  readonly picked: readonly string[];
  readonly pick: (unit: string) => void;
}

/** The units of a term, each to be picked for the next round. */
export function RegisterTable({ rows, list, picked, pick }: RegisterTableProps): ReactElement {
  const title = useId();
  return (
    <section className="panel scroll" aria-labelledby={title}>
      <header>
        <h2 id={title}>{text.unitsTitle}</h2>
        <span className="sub">{text.unitsHint}</span>
      </header>
      <table className="t register">
        <caption className="sr">{text.unitsTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.pick}</th>
            <th scope="col">{text.columns.unit}</th>
            <th scope="col">{text.columns.standing}</th>
            <th scope="col">{text.columns.inTerm}</th>
            <th scope="col">{text.columns.before}</th>
          </tr>
        </thead>
        <LongRows
          rows={rows}
          list={list}
          columns={5}
          line={(row) => (
            <UnitLine key={row.name} row={row} isPicked={picked.includes(row.name)} pick={pick} />
          )}
        />
      </table>
    </section>
  );
}

const UnitLine = memo(
  ({
    row,
    isPicked,
    pick,
  }: {
    readonly row: Row;
    readonly isPicked: boolean;
    readonly pick: (unit: string) => void;
  }): ReactElement => (
    <tr>
      <td>
        <label className="tick">
          <input type="checkbox" checked={isPicked} onChange={() => pick(row.name)} />
          <span className="sr">{text.pick(row.name)}</span>
        </label>
      </td>
      <td>
        {row.name} <span className="sub">{row.unitType}</span>
      </td>
      <td>
        <StandingChip standing={row.standing} />
      </td>
      <td className="wrap">{text.inTerm(row)}</td>
      <td className="wrap">{text.before(row)}</td>
    </tr>
  ),
  (a, b) => a.row === b.row && a.isPicked === b.isPicked && a.pick === b.pick,
);
UnitLine.displayName = "UnitLine";
