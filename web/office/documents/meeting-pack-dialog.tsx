/** One archive for a meeting; its tickets are made once, while it is downloaded. */
import { useState } from "react";
import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { common } from "../../text/console.ts";
import { documents } from "../../text/console-documents.ts";
import { forgetMade, make, stopMaking, useMakings } from "../making/making.ts";
import { MakingLine } from "../making/making-line.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { documentsApi } from "./documents-api.ts";

const text = documents.packDialog;
const SPARE_USUAL = 5;

interface MeetingPackDialogProps {
  readonly unit: UnitRow;
  readonly close: () => void;
}

export function MeetingPackDialog({ unit, close }: MeetingPackDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [spare, setSpare] = useState(String(SPARE_USUAL));
  const isWhole = /^\d{1,3}$/.test(spare);
  const key = `pack/${unit.poll ?? ""}`;
  const making = useMakings().get(key) ?? null;
  const isMaking = making?.state === "making";
  const leave = (): void => {
    forgetMade([key]);
    close();
  };
  const begin = (): void =>
    make(key, {
      ask: (signal) => documentsApi.meetingPack(unit.poll ?? "", Number(spare), signal),
      settled: readAgain,
    });
  return (
    <Dialog title={text.title(unit.name)} close={leave}>
      <Note tone="warn">{isMaking ? text.leave : text.warn}</Note>
      <p>
        <label>
          {text.spare}{" "}
          <input
            className="box narrow"
            inputMode="numeric"
            value={spare}
            aria-invalid={!isWhole || undefined}
            onChange={(event) => setSpare(event.target.value)}
          />{" "}
          {text.spareUnit}
        </label>
      </p>
      {making?.state === "done" && <Note tone="ok">{text.done}</Note>}
      {making?.state === "stopped" && <Note tone="alert">{text.stopped}</Note>}
      <RefusalNote error={making?.error} />
      {isMaking && (
        <MakingLine
          says={text.making((making.bytes / 1_000_000).toFixed(1))}
          share={null}
          label={text.stopOf(unit.name)}
          stop={() => stopMaking(key)}
        />
      )}
      <div className="acts">
        <button type="button" className="btn" onClick={leave}>
          {common.close}
        </button>
        <button
          type="button"
          className="btn primary"
          data-first
          disabled={!isWhole || isMaking || making?.state === "done"}
          onClick={begin}
        >
          {text.act}
        </button>
      </div>
    </Dialog>
  );
}
