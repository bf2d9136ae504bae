/** What a table of history would make of the one that was imported before. */
import type { ReactElement } from "react";
import type { RegisterPreviewAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText } from "../../text/register.ts";
import { changeRows, ChangesTable, countOf } from "../parts/changes-table.tsx";
import { ImportPreview } from "../parts/import-preview.tsx";
import { Note } from "../parts/note.tsx";

const text = registerText.preview;

export function RegisterPreview({ preview }: { readonly preview: RegisterPreviewAnswer }): ReactElement {
  const rows = changeRows(preview.units);
  const [fresh, changed, gone] = (["new", "changed", "gone"] as const).map((kind) => countOf(rows, kind));
  return (
    <ImportPreview table={rows.length > 0 && <ChangesTable rows={rows} />}>
      <p>{text.found(preview.lines, fresh!, changed!, gone!)}</p>
      {rows.length === 0 && <p>{text.nothing}</p>}
      {rows.length > fresh! && <Note tone="warn">{text.replaces}</Note>}
    </ImportPreview>
  );
}
