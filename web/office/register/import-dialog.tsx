import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { registerText as text } from "../../text/register.ts";
import { factsOf } from "../api.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FaultTable } from "../parts/fault-table.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { registerApi, registerTemplateAddress } from "./register-api.ts";

interface ImportDialogProps {
  /** Rows that would be replaced. */
  readonly lines: number;
  readonly close: () => void;
}

/** The history in one table: every row, or with one fault none. */
export function ImportDialog({ lines, close }: ImportDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [file, setFile] = useState<File | null>(null);
  const load = useMutation({ mutationFn: registerApi.import, onSuccess: readAgain });
  const faults = factsOf(load.error, "register.invalid")?.faults;
  return (
    <Dialog title={text.importTitle} wide close={() => !load.isPending && close()}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) load.mutate(file);
        }}
      >
        <p>{text.importLead(lines)}</p>
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
          <a className="link" href={registerTemplateAddress} download>
            {text.template}
          </a>
        </div>
        {load.isSuccess && <Note tone="ok">{text.imported(load.data.lines)}</Note>}
        {faults ? <FaultTable faults={faults} /> : <RefusalNote error={load.error} />}
        <div className="acts">
          <button type="button" className="btn" data-first onClick={close} disabled={load.isPending}>
            {load.isSuccess ? text.close : text.safe}
          </button>
          <button type="submit" className="btn primary" disabled={load.isPending || !file || load.isSuccess}>
            {load.isPending ? text.busy : text.act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
