/** How categories are joined, per unit and form: planned, and fixed after `seal`. */
import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { seal as text } from "../../text/console.ts";
import { readinessText } from "../../text/readiness.ts";
import { LongRows } from "../parts/long-list.tsx";

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
        <table className="t">
          <caption className="sr">{text.blocksTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{text.blocksColumns.unit}</th>
              <th scope="col">{text.blocksColumns.form}</th>
              <th scope="col">{text.blocksColumns.blocks}</th>
            </tr>
          </thead>
          <LongRows
            rows={units.flatMap(linesOf)}
            list="blocks"
            columns={3}
            line={(line) => <Row key={`${line.unit}/${line.form.instrument}`} {...line} />}
          />
        </table>
      </div>
    </section>
  );
}

interface Line {
  readonly unit: string;
  readonly form: Planned["forms"][number];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

const linesOf = ({ name, forms }: Planned): readonly Line[] =>
  forms.map((form, index) => ({
    unit: name,
    form,
    isFirst: index === 0,
    isLast: index === forms.length - 1,
  }));

/** The name is seen once for its forms; readers of the screen hear it in every row. */
const Row = ({ unit, form, isFirst, isLast }: Line): ReactElement => (
  <tr>
    <th scope="row" className={isLast ? "" : "runs-on"}>
      <span className={isFirst ? "" : "sr"}>{unit}</span>
    </th>
    <td>{form.shortTitle}</td>
    <td className="wrap">{form.blocks.map(({ name, eligible }) => text.block(name, eligible)).join("；")}</td>
  </tr>
);
