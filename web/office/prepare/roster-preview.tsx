/** What a file would bring, before anything is saved. */
import type { ReactElement } from "react";
import type { RosterPreviewAnswer } from "../../../server/http/office/answers.ts";
import { roster } from "../../text/console.ts";
import { importFaultLine } from "../../text/problems-office.ts";
import { rosterPreviewText as text } from "../../text/roster-preview.ts";
import { ImportPreview } from "../parts/import-preview.tsx";
import { Note } from "../parts/note.tsx";
import { CoverageNotes } from "./coverage-notes.tsx";
import { UnitsTable } from "./units-table.tsx";

interface RosterPreviewProps {
  readonly preview: RosterPreviewAnswer;
  readonly floor: number;
  /** There are units that would be replaced. */
  readonly hasUnits: boolean;
  readonly isBusy: boolean;
  readonly confirm: () => void;
  readonly cancel: () => void;
}

export function RosterPreview(props: RosterPreviewProps): ReactElement {
  const { preview, floor, hasUnits, isBusy, confirm, cancel } = props;
  const among = (change: RosterPreviewAnswer["rows"][number]["change"]): number =>
    preview.rows.filter((row) => row.change === change).length;
  return (
    <ImportPreview>
      <p>
        {text.found(preview.units, preview.eligible, preview.leaders)}
        {hasUnits && text.changes(among("new"), among("changed"), among("same"))}
      </p>
      {preview.gone.length > 0 && <Note tone="warn">{text.gone(preview.gone)}</Note>}
      {preview.warnings.length > 0 && (
        <Note tone="warn">
          {text.warnings(preview.warnings.length)}
          {preview.warnings.map((warning, index) => (
            <span key={index}>
              <br />
              {importFaultLine(warning)}
            </span>
          ))}
        </Note>
      )}
      <CoverageNotes units={preview.rows} coverage={preview.coverage} />
      <UnitsTable
        units={preview.rows}
        floor={floor}
        changes={hasUnits}
        title={text.unitsTitle}
        coverage={preview.coverage}
      />
      <div className="acts">
        <button type="button" className="btn" onClick={cancel} disabled={isBusy}>
          {text.cancel}
        </button>
        <button type="button" className="btn primary" onClick={confirm} disabled={isBusy}>
          {hasUnits ? roster.replace : roster.act}
        </button>
      </div>
    </ImportPreview>
  );
}
