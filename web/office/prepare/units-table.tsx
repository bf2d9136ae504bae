/** Units with the numbers of each category: imported, or as a file would bring them. */
import type { ReactElement } from "react";
import type { RosterPreviewAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import type { RoundCoverageAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText } from "../../text/register.ts";
import { categoryWords, roster as text } from "../../text/console.ts";
import { rosterPreviewText } from "../../text/roster-preview.ts";
import { LongRows } from "../parts/long-list.tsx";
import { Note } from "../parts/note.tsx";

type Row = Pick<UnitRow, "id" | "name" | "unitType" | "group" | "eligible" | "leaders" | "categories"> &
  Partial<Pick<RosterPreviewAnswer["rows"][number], "change">>;

interface UnitsTableProps {
  readonly units: readonly Row[];
  /** Fewest people that a poll may have. */
  readonly floor: number;
  /** Whether to say what would change. */
  readonly changes?: boolean;
  /** Of the table; left out: what is imported. */
  readonly title?: string;
  /** How they stand in the term of the round, where the register says something. */
  readonly coverage?: RoundCoverageAnswer | undefined;
}

export function UnitsTable({
  units,
  floor,
  changes = false,
  title = text.unitsTitle,
  coverage,
}: UnitsTableProps): ReactElement {
  const categories = [
    ...new Set(
      units.flatMap((unit) => unit.categories.filter(({ eligible }) => eligible > 0).map(({ id }) => id)),
    ),
  ].toSorted();
  const standing = new Map(coverage?.units.map((unit) => [unit.id, unit]));
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
          <caption className="sr">{title}</caption>
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
              {coverage && <th scope="col">{registerText.planned.column(coverage.term)}</th>}
              {changes && <th scope="col">{rosterPreviewText.column}</th>}
            </tr>
          </thead>
          <LongRows
            rows={units}
            list="units"
            columns={categories.length + 4 + (coverage ? 1 : 0) + (changes ? 1 : 0)}
            line={(unit) => (
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
                {coverage && <td>{registerText.planned.said(standing.get(unit.id))}</td>}
                {changes && <td>{unit.change && rosterPreviewText.change[unit.change]}</td>}
              </tr>
            )}
          />
        </table>
      </div>
    </>
  );
}
