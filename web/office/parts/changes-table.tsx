/** Each cell that an import would fill, change or empty: what stands there now and what would stand there. */
import type { ReactElement } from "react";
import type { UnitChangesAnswer } from "../../../server/http/office/answers.ts";
import { importPreviewText as text } from "../../text/import-preview.ts";
import { LongRows } from "./long-list.tsx";

export interface ChangeRow {
  readonly unit: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly kind: keyof typeof text.change;
}

/** @param isEmpty what counts as nothing standing there */
export const changeRows = (
  units: readonly UnitChangesAnswer[],
  isEmpty: (text: string) => boolean = (one) => one === "",
): readonly ChangeRow[] =>
  units.flatMap(({ unit, changes }) =>
    changes.map((change) => ({
      unit,
      ...change,
      kind: change.to === "" ? "gone" : isEmpty(change.from) ? "new" : "changed",
    })),
  );

export const countOf = (rows: readonly ChangeRow[], kind: ChangeRow["kind"]): number =>
  rows.filter((row) => row.kind === kind).length;

export const ChangesTable = ({ rows }: { readonly rows: readonly ChangeRow[] }): ReactElement => (
  <div className="scroll" tabIndex={0} role="group" aria-label={text.title}>
    <table className="t">
      <thead>
        <tr>
          {(["unit", "field", "from", "to", "change"] as const).map((column) => (
            <th key={column} scope="col">
              {text.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <LongRows
        rows={rows}
        list="preview"
        columns={5}
        line={({ unit, title, from, to, kind }) => (
          <tr key={`${unit} ${title}`}>
            <th scope="row">{unit}</th>
            <td className="wrap">{title}</td>
            <td className="wrap">{from || text.empty}</td>
            <td className="wrap">{to || text.empty}</td>
            <td>{kind === "new" ? text.change.new : <b>{text.change[kind]}</b>}</td>
          </tr>
        )}
      />
    </table>
  </div>
);
