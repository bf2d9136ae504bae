/** Units with the numbers of each category: imported, or as a file would bring them. */
import type { ReactElement } from "react";
import type { RosterPreviewAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import { categoryWords, roster as text } from "../../text/console.ts";
import { rosterPreviewText } from "../../text/roster-preview.ts";
import { Note } from "../parts/note.tsx";

type Row = Pick<UnitRow, "id" | "name" | "unitType" | "group" | "eligible" | "leaders" | "categories"> &
  Partial<Pick<RosterPreviewAnswer["rows"][number], "change">>;

interface UnitsTableProps {
  readonly units: readonly Row[];
  /** Fewest people that a poll may have. */
  readonly floor: number;
  /** Whether to say what would change. */
  readonly changes?: boolean;
}

export function UnitsTable({ units, floor, changes = false }: UnitsTableProps): ReactElement {
  const categories = [
    ...new Set(
      units.flatMap((unit) => unit.categories.filter(({ eligible }) => eligible > 0).map(({ id }) => id)),
    ),
  ].toSorted();
  const tooFew = units.filter((unit) => unit.eligible < floor);
  return (
    <>
      {tooFew.length > 0 && (
        <div className="page-note">
          <Note tone="warn">{text.tooFew(tooFew.map(({ name }) => name).join("、"), floor)}</Note>
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
              {changes && <th scope="col">{rosterPreviewText.column}</th>}
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
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
                {changes && <td>{unit.change && rosterPreviewText.change[unit.change]}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
