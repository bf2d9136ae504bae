/** The imported units with the numbers of each category. */
import type { ReactElement } from "react";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { categoryWords, roster as text } from "../../text/console.ts";
import { Note } from "../parts/note.tsx";

export function UnitsTable({ round }: { readonly round: RoundAnswer }): ReactElement {
  const categories = [
    ...new Set(
      round.units.flatMap((unit) =>
        unit.categories.filter(({ eligible }) => eligible > 0).map(({ id }) => id),
      ),
    ),
  ].toSorted();
  const tooFew = round.units.filter((unit) => unit.eligible < round.thresholds.floor);
  return (
    <>
      {tooFew.length > 0 && (
        <div className="page-note">
          <Note tone="warn">
            {text.tooFew(tooFew.map(({ name }) => name).join("、"), round.thresholds.floor)}
          </Note>
        </div>
      )}
      <div className="panel scroll">
        <table className="t">
          <caption className="sr">{text.unitsTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{text.columns.unit}</th>
              <th scope="col">{text.columns.group}</th>
              {categories.map((id) => (
                <th key={id} scope="col" className="num">
                  {id} {categoryWords[id] ?? ""}
                </th>
              ))}
              <th scope="col" className="num">
                {text.columns.total}
              </th>
              <th scope="col" className="num">
                {text.columns.leaders}
              </th>
            </tr>
          </thead>
          <tbody>
            {round.units.map((unit) => (
              <tr key={unit.id} className={tooFew.includes(unit) ? "few" : ""}>
                <td>
                  {unit.name} <span className="sub">{unit.unitType}</span>
                </td>
                <td>{unit.group}</td>
                {categories.map((id) => (
                  <td key={id} className="num">
                    {unit.categories.find((category) => category.id === id)?.eligible ?? "—"}
                  </td>
                ))}
                <td className="num">{unit.eligible}</td>
                <td className="num">{unit.leaders}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
