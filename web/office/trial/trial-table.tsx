import type { ReactElement } from "react";
import type { TrialAnswer } from "../../../server/http/office/answers-trial.ts";
import type { Thresholds } from "../../../server/core/round/round.ts";
import { trial as text } from "../../text/console-trial.ts";
import { withheld } from "../../text/withheld.ts";
import { words } from "../../text/words.ts";
import { GradeTag } from "../parts/grade-tag.tsx";
import { LongRows } from "../parts/long-list.tsx";
import { Note } from "../parts/note.tsx";
import { WithheldReasons } from "../parts/withheld-box.tsx";

interface TrialTableProps {
  readonly answer: TrialAnswer;
  /** The fields say something else by now. */
  readonly isStale: boolean;
  readonly thresholds: Thresholds;
}

export function TrialTable({ answer, isStale, thresholds }: TrialTableProps): ReactElement {
  const { rows } = text;
  return (
    <section className="panel scroll" aria-live="polite">
      <header>
        <h2>{text.resultTitle}</h2>
      </header>
      {isStale && (
        <div className="in">
          <Note tone="warn">{text.stale}</Note>
        </div>
      )}
      <table className="t">
        <caption className="sr">{text.resultTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{rows.unit}</th>
            <th scope="col" className="num">
              {rows.total}
            </th>
            <th scope="col">{rows.computed}</th>
            <th scope="col" className="num">
              {rows.triedTotal}
            </th>
            <th scope="col">{rows.triedGrade}</th>
            <th scope="col">{rows.change}</th>
          </tr>
        </thead>
        <LongRows
          rows={answer.rows}
          list="trial"
          columns={6}
          line={(row) => <Row key={row.unit.id} row={row} />}
        />
      </table>
      <WithheldReasons sentences={answer.rows.filter(isWithheld).map(() => withheld.unit(thresholds))} />
    </section>
  );
}

const isWithheld = ({ level, withdrawn, total }: TrialAnswer["rows"][number]): boolean =>
  total === null && withdrawn === null && level === "none";

function Row({ row }: { readonly row: TrialAnswer["rows"][number] }): ReactElement {
  const { unit, withdrawn, total, computed, tried } = row;
  return (
    <tr>
      <th scope="row">
        {unit.name} <span className="sub">{unit.unitType}</span>
      </th>
      {total === null ? (
        <td className={isWithheld(row) ? "withheld" : "muted"} colSpan={5}>
          <span>{withdrawn ? words.state[withdrawn] : isWithheld(row) ? withheld.cell : text.none}</span>
        </td>
      ) : (
        <>
          <td className="num">{total}</td>
          <td>{computed ? <GradeTag grade={computed} /> : text.none}</td>
          <td className="num">{tried.total ?? text.none}</td>
          <td>
            {tried.computed ? (
              <>
                <GradeTag grade={tried.computed} /> <span className="trial-tag">{text.mark}</span>
              </>
            ) : (
              text.none
            )}
          </td>
          <td>{tried.computed === computed ? text.same : text.changed}</td>
        </>
      )}
    </tr>
  );
}
