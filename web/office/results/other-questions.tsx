/** Questions that are only counted: choices without points, multi-selects that name no problem, numbers, yes or no. */
import type { ReactElement } from "react";
import type { FormAnswer, TablesAnswer } from "../../../server/http/office/answers-results.ts";
import type { Thresholds } from "../../../server/core/round/round.ts";
import { answerTables } from "../../charts/answer-tables.ts";
import type { AnswerTable } from "../../charts/answer-tables.ts";
import { charts as text } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import { WithheldReasons } from "../parts/withheld-box.tsx";

interface OtherQuestionsProps {
  readonly form: FormAnswer;
  readonly thresholds: Thresholds;
}

export function OtherQuestions({ form, thresholds }: OtherQuestionsProps): ReactElement | null {
  if (form.level !== "tables") return null;
  const tables = answerTables(form, { yes: text.yes, no: text.no });
  if (tables.length === 0) return null;
  return <Panel form={form} tables={tables} thresholds={thresholds} />;
}

interface PanelProps {
  readonly form: Extract<FormAnswer, TablesAnswer>;
  readonly tables: readonly AnswerTable[];
  readonly thresholds: Thresholds;
}

const Panel = ({ form, tables, thresholds }: PanelProps): ReactElement => (
  <section className="panel">
    <header>
      <h2>{text.otherTitle(form.title)}</h2>
    </header>
    <div className="in stack">
      {tables.map((table) => (
        <OneTable key={table.leaf} table={table} thresholds={thresholds} />
      ))}
    </div>
  </section>
);

interface OneTableProps {
  readonly table: AnswerTable;
  readonly thresholds: Thresholds;
}

function OneTable({ table, thresholds }: OneTableProps): ReactElement {
  return (
    <div className="figure">
      <table className="t">
        <caption>{table.title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.otherColumns.answer}</th>
            <th scope="col" className="num">
              {text.otherColumns.count}
            </th>
            <th scope="col" className="num">
              {text.otherColumns.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {table.rows === null ? (
            <tr>
              <td className="withheld" colSpan={3}>
                {withheld.cell}
              </td>
            </tr>
          ) : (
            table.rows.map((row) => (
              <tr key={row.answer}>
                <td>{row.answer}</td>
                <td className="num">{row.count}</td>
                <td className="num">{row.percent === null ? "—" : `${row.percent}%`}</td>
              </tr>
            ))
          )}
        </tbody>
      </table>
      <WithheldReasons sentences={table.rows === null ? [withheld.counts(thresholds)] : []} />
      <p className="sub">{text.otherBase(table.base, table.blank)}</p>
    </div>
  );
}
