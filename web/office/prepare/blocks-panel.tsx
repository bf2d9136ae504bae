/** After `seal`: how categories were joined, per unit and form. */
import type { ReactElement } from "react";
import type { RoundAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import { seal as text } from "../../text/console.ts";

export function BlocksPanel({ round }: { readonly round: RoundAnswer }): ReactElement {
  return (
    <section>
      <h2>{text.blocksTitle}</h2>
      <p>{text.blocksLead}</p>
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
          <tbody>{round.units.flatMap(rowsOf)}</tbody>
        </table>
      </div>
    </section>
  );
}

const rowsOf = (unit: UnitRow): readonly ReactElement[] =>
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
