/** What a table would change, cell by cell, before anything is saved. */
import type { ReactElement } from "react";
import type { AssessmentsPreviewAnswer } from "../../../server/http/office/answers-review.ts";
import { importing } from "../../text/console-review.ts";
import { changeRows, ChangesTable, countOf } from "../parts/changes-table.tsx";
import { ImportPreview } from "../parts/import-preview.tsx";
import { Note } from "../parts/note.tsx";

const text = importing.preview;

export function AssessmentsPreview({
  preview,
}: {
  readonly preview: AssessmentsPreviewAnswer;
}): ReactElement {
  // A fact that did not hold has not been ticked by anybody.
  const rows = changeRows(preview, (from) => from === "" || from === text.notHeld);
  const fresh = countOf(rows, "new");
  const same = preview.filter(({ changes }) => changes.length === 0).map(({ unit }) => unit);
  return (
    <ImportPreview table={rows.length > 0 && <ChangesTable rows={rows} />}>
      <p>{text.found(preview.length, fresh, rows.length - fresh)}</p>
      {rows.length > fresh && <Note tone="warn">{text.overwrites}</Note>}
      {same.length > 0 && <p>{text.same(same)}</p>}
    </ImportPreview>
  );
}
