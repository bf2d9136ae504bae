import type { ReactElement } from "react";
import type { GradeTableAnswer } from "../../../server/http/office/answers-results.ts";
import { trial as text } from "../../text/console-trial.ts";
import type { Choice } from "./trial-api.ts";

interface TrialFieldsProps {
  readonly table: GradeTableAnswer;
  readonly choice: Choice;
  readonly change: (choice: Choice) => void;
}

/** What the scheme says, and beside it what is tried. */
export function TrialFields({ table, choice, change }: TrialFieldsProps): ReactElement {
  const { points, from } = choice;
  return (
    <div className="trial-fields">
      <section className="panel holds-table">
        <header>
          <h2>{text.weightsTitle}</h2>
          <span className="sub">{text.sum(sumOf(Object.values(points)))}</span>
        </header>
        <NumbersTable
          caption={text.weightsTitle}
          first={text.columns.part}
          rows={table.parts.map(({ id, title, points: own }) => ({
            id,
            title,
            own,
            label: text.pointsOf(title),
          }))}
          values={points}
          change={(id, value) => change({ ...choice, points: { ...points, [id]: value } })}
        />
      </section>
      <section className="panel holds-table">
        <header>
          <h2>{text.linesTitle}</h2>
        </header>
        <NumbersTable
          caption={text.linesTitle}
          first={text.columns.grade}
          rows={table.grades.map(({ grade, from: own }) => ({
            id: grade,
            title: grade,
            own,
            label: text.lineOf(grade),
          }))}
          values={from}
          change={(id, value) => change({ ...choice, from: { ...from, [id]: value } })}
        />
      </section>
    </div>
  );
}

interface NumbersTableProps {
  readonly caption: string;
  readonly first: string;
  readonly rows: readonly {
    readonly id: string;
    readonly title: string;
    readonly own: string;
    readonly label: string;
  }[];
  readonly values: { readonly [id: string]: string };
  readonly change: (id: string, value: string) => void;
}

const NumbersTable = ({ caption, first, rows, values, change }: NumbersTableProps): ReactElement => (
  <table className="t">
    <caption className="sr">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col" className="num">
          {text.columns.own}
        </th>
        <th scope="col">{text.columns.tried}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ id, title, own, label }) => (
        <tr key={id}>
          <th scope="row">{title}</th>
          <td className="num">{own}</td>
          <td>
            <input
              className="count"
              inputMode="decimal"
              aria-label={label}
              value={values[id] ?? ""}
              onChange={(event) => change(id, event.target.value.trim())}
            />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** For the eye only; the server adds exactly. */
const sumOf = (values: readonly string[]): string =>
  String(Math.round(values.reduce((sum, value) => sum + (Number(value) || 0), 0) * 100) / 100);
