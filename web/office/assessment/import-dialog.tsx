import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { AssessmentsAnswer } from "../../../server/http/office/answers-review.ts";
import { importing as text } from "../../text/console-review.ts";
import { factsOf } from "../api.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FaultTable } from "../parts/fault-table.tsx";
import { ImportOutcome } from "../parts/import-outcome.tsx";
import { Loading } from "../parts/loading.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { useReadAgain } from "../queries.ts";
import { AssessmentsPreview } from "./assessments-preview.tsx";
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
  const look = useMutation({ mutationFn: (chosen: File) => assessmentApi.previewAll(round, chosen) });
  const load = useMutation({
    mutationKey: longWorkKey("assessments", round),
    mutationFn: (chosen: File) => assessmentApi.importAll(round, chosen),
    onSuccess: readAgain,
  });
  const { isPending, got, forget } = useLongWork<AssessmentsAnswer>("assessments", round);
  const leave = (): void => {
    forget();
    close();
  };
  return (
    <Dialog title={text.title} wide close={leave}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          // Only while the dialog stands there: whoever left it may be typing into the fields.
          if (file) load.mutate(file, { onSuccess: done });
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
          <a className="link" href={assessmentTemplateAddress(round)} download>
            {text.template}
          </a>
        </div>
        {look.isPending && <Loading rows={4} />}
        <LookFault error={look.error} />
        {look.data && got === null && <AssessmentsPreview preview={look.data} />}
        <AssessmentsImported round={round} />
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
  const faults = factsOf(error, "assessments.invalid")?.faults;
  return faults ? <FaultTable faults={faults} /> : <RefusalNote error={error} />;
}

/** How the last import stands; on the page too, for whoever left the dialog. */
export function AssessmentsImported({ round }: Pick<ImportDialogProps, "round">): ReactElement {
  const work = useLongWork<AssessmentsAnswer>("assessments", round);
  const faults = factsOf(work.error, "assessments.invalid")?.faults;
  return (
    <ImportOutcome work={work} busy={text.busy} done={({ units }) => text.done(units)} faults={faults} />
  );
}
