import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { RegisterImportAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText as text } from "../../text/register.ts";
import { factsOf } from "../api.ts";
import { Dialog } from "../parts/dialog.tsx";
import { ImportOutcome } from "../parts/import-outcome.tsx";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { Loading } from "../parts/loading.tsx";
import { FaultTable } from "../parts/fault-table.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { registerApi, registerTemplateAddress } from "./register-api.ts";
import { RegisterPreview } from "./register-preview.tsx";

interface ImportDialogProps {
  /** Rows that would be replaced. */
  readonly lines: number;
  readonly close: () => void;
}

/** The history in one table: every row, or with one fault none. */
export function ImportDialog({ lines, close }: ImportDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const [file, setFile] = useState<File | null>(null);
  const look = useMutation({ mutationFn: registerApi.preview });
  const load = useMutation({
    mutationKey: longWorkKey("register"),
    mutationFn: registerApi.import,
    onSuccess: readAgain,
  });
  const { isPending, got, forget } = useLongWork<RegisterImportAnswer>("register");
  const leave = (): void => {
    forget();
    close();
  };
  return (
    <Dialog title={text.importTitle} wide close={leave}>
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
              disabled={isPending}
              onChange={(event) => {
                const chosen = event.target.files?.[0] ?? null;
                setFile(chosen);
                forget();
                look.reset();
                if (chosen) look.mutate(chosen);
                // The same file can be chosen again once it was mended.
                event.target.value = "";
              }}
            />
          </label>
          {file && <span>{file.name}</span>}
          <a className="link" href={registerTemplateAddress} download>
            {text.template}
          </a>
        </div>
        {look.isPending && <Loading rows={4} />}
        <LookFault error={look.error} />
        {look.data && got === null && <RegisterPreview preview={look.data} />}
        <RegisterImported />
        <div className="acts">
          <button type="button" className="btn" data-first onClick={leave}>
            {isPending || got ? text.close : text.safe}
          </button>
          <button type="submit" className="btn primary" disabled={isPending || got !== null || !look.data}>
            {text.act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function LookFault({ error }: { readonly error: unknown }): ReactElement {
  const faults = factsOf(error, "register.invalid")?.faults;
  return faults ? <FaultTable faults={faults} /> : <RefusalNote error={error} />;
}

/** How the last import stands; on the page too, for whoever left the dialog. */
export function RegisterImported(): ReactElement {
  const work = useLongWork<RegisterImportAnswer>("register");
  const faults = factsOf(work.error, "register.invalid")?.faults;
  return (
    <ImportOutcome work={work} busy={text.busy} done={({ lines }) => text.imported(lines)} faults={faults} />
  );
}
