/** How categories are joined, per unit and form: planned, and fixed after `seal`. */
import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { seal as text } from "../../text/console.ts";
import { readinessText } from "../../text/readiness.ts";

interface BlocksPanelProps {
  readonly units: readonly Planned[];
  /** Not sealed yet: the numbers and forms can still change. */
  readonly isPlanned: boolean;
}

type Planned = Pick<UnitRow, "id" | "name" | "forms">;

export function BlocksPanel({ units, isPlanned }: BlocksPanelProps): ReactElement | null {
  if (units.length === 0) return null;
  return (
    <section id="blocks" tabIndex={-1}>
      <h2>{text.blocksTitle}</h2>
      <p>{isPlanned ? readinessText.blocksPlanned : text.blocksLead}</p>
      <div className="panel scroll">
        <table className="t spanned">
          <caption className="sr">{text.blocksTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{text.blocksColumns.unit}</th>
              <th scope="col">{text.blocksColumns.form}</th>
              <th scope="col">{text.blocksColumns.blocks}</th>
            </tr>
          </thead>
          <tbody>{units.flatMap(rowsOf)}</tbody>
        </table>
      </div>
    </section>
  );
}

const rowsOf = (unit: Planned): readonly ReactElement[] =>
  unit.forms.map((form, index) => (
    <tr key={`${unit.id}/${form.instrument}`}>
      {index === 0 && (
        <th scope="row" rowSpan={unit.forms.length}>
          {unit.name}
        </th>
      )}
      <td>{form.shortTitle}</td>
      <td className="wrap">
        {form.blocks.map(({ name, eligible }) => text.block(name, eligible)).join("；")}
      </td>
    </tr>
  ));
