import type { ReactElement } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { changed as text, assessment as names, judges } from "../../text/console-review.ts";
import { Note } from "../parts/note.tsx";
import { type DraftSheet, hasPoints } from "./draft-entry.ts";
import type { Clash } from "./merge-entries.ts";

interface ChangedNoteProps {
  readonly answer: AssessmentAnswer;
  readonly clashes: readonly Clash[];
  /** null once both entries have been put together. */
  readonly merge: (() => void) | null;
  readonly take: (clash: Clash) => void;
}

/** Somebody else has saved meanwhile: nothing is lost, and where both typed something else, both are shown. */
export function ChangedNote({ answer, clashes, merge, take }: ChangedNoteProps): ReactElement {
  if (merge) {
    return (
      <div className="changed">
        <Note tone="alert">{text.behind}</Note>
        <button type="button" className="btn" onClick={merge}>
          {text.merge}
        </button>
      </div>
    );
  }
  return (
    <div className="changed">
      <Note tone="warn">{text.clashes(clashes.length)}</Note>
      <table className="t">
        <caption className="sr">{text.title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.field}</th>
            <th scope="col">{text.columns.mine}</th>
            <th scope="col">{text.columns.theirs}</th>
            <th scope="col">{text.columns.act}</th>
          </tr>
        </thead>
        <tbody>
          {clashes.map((clash) => {
            const title = titleOf(clash.place, answer);
            return (
              <tr key={clash.place}>
                <th scope="row">{title}</th>
                <td>{shown(clash.mine)}</td>
                <td>{shown(clash.theirs)}</td>
                <td>
                  <button
                    type="button"
                    className="btn small"
                    aria-label={text.takeOf(title)}
                    onClick={() => take(clash)}
                  >
                    {text.take}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function titleOf(place: string, { fields }: AssessmentAnswer): string {
  const [section, id = "", part] = place.split("/");
  const title = (all: readonly { readonly id: string; readonly title: string }[]): string =>
    all.find((one) => one.id === id)?.title ?? id;
  switch (section) {
    case "judgement":
      return (part === "score" ? names.scoreOf : names.reasonOf)(title(fields.dimensions));
    case "supervision":
      return names.countOf(title(fields.kinds));
    case "facts":
      return title(fields.facts);
    case "panels":
      return title(fields.panels);
    case "panelSheets":
      return judges.sheetOf(title(fields.panels));
    case "converted":
      return judges.convertedOf(title(fields.panels));
    case "inspection":
      return title(fields.inspection);
    case "workload":
      return title([
        ...fields.workload,
        ...fields.more,
        ...Object.values(fields.focus)
          .flat()
          .map((one) => ({
            id: one.id,
            title: names.focus[one.focus as keyof typeof names.focus] ?? one.focus,
          })),
      ]);
    default:
      return section === "bonus" ? names.bonus : names.deductions;
  }
}

function shown(value: Clash["mine"]): string {
  if (value === undefined || value.length === 0) return text.empty;
  if (typeof value === "string") return value;
  return value
    .map((row) =>
      "judge" in row
        ? text.sheet(row.judge, givenIn(row), row.isRecused)
        : text.point(row.points, row.reason),
    )
    .join("；");
}

/** The points one by one, or the total. */
const givenIn = (sheet: DraftSheet): string =>
  hasPoints(sheet) ? Object.values(sheet.points).join("＋") : sheet.score;
