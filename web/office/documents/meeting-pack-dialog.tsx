/** One archive for a meeting; its tickets are made once, while it is downloaded. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { common } from "../../text/console.ts";
import { documents } from "../../text/console-documents.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { saveFile } from "../parts/save-file.ts";
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
  const make = useMutation({
    mutationFn: async () => {
      const pack = await documentsApi.meetingPack(unit.poll ?? "", Number(spare));
      saveFile(pack, documents.meeting.fileName(unit.name));
    },
    onSuccess: readAgain,
  });
  return (
    <Dialog title={text.title(unit.name)} close={() => !make.isPending && close()}>
      <Note tone="warn">{text.warn}</Note>
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
      {make.isSuccess && <Note tone="ok">{text.done}</Note>}
      <RefusalNote error={make.error} />
      <div className="acts">
        <button type="button" className="btn" onClick={close} disabled={make.isPending}>
          {common.close}
        </button>
        <button
          type="button"
          className="btn primary"
          data-first
          disabled={!isWhole || make.isPending || make.isSuccess}
          onClick={() => make.mutate()}
        >
          {make.isPending ? text.busy : text.act}
        </button>
      </div>
    </Dialog>
  );
}
