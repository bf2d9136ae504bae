import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { importing as text } from "../../text/console-review.ts";
import { factsOf } from "../api.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FaultTable } from "../parts/fault-table.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { assessmentApi, assessmentTemplateAddress } from "./assessment-api.ts";

interface ImportDialogProps {
  readonly round: string;
  readonly done: () => void;
  readonly close: () => void;
}

/** One table for all units: every row, or with one fault none. */
export function ImportDialog({ round, done, close }: ImportDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [file, setFile] = useState<File | null>(null);
  const load = useMutation({
    mutationFn: (chosen: File) => assessmentApi.importAll(round, chosen),
    onSuccess: async () => {
      await readAgain();
      done();
    },
  });
  const faults = factsOf(load.error, "assessments.invalid")?.faults;
  return (
    <Dialog title={text.title} wide close={() => !load.isPending && close()}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) load.mutate(file);
        }}
      >
        <p>{text.lead}</p>
        <div className="picker">
          <label className="btn file">
            {text.choose}
            <input
              type="file"
              className="sr"
              accept=".xlsx,.csv,.txt"
              onChange={(event) => {
                setFile(event.target.files?.[0] ?? null);
                load.reset();
              }}
            />
          </label>
          {file && <span>{file.name}</span>}
          <a className="link" href={assessmentTemplateAddress(round)} download>
            {text.template}
          </a>
        </div>
        {load.isSuccess && <Note tone="ok">{text.done(load.data.units)}</Note>}
        {faults ? <FaultTable faults={faults} /> : <RefusalNote error={load.error} />}
        <div className="acts">
          <button type="button" className="btn" data-first onClick={close} disabled={load.isPending}>
            {load.isSuccess ? text.close : text.safe}
          </button>
          <button type="submit" className="btn primary" disabled={load.isPending || !file}>
            {load.isPending ? text.busy : text.act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
