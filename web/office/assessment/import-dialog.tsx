import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { AssessmentsAnswer } from "../../../server/http/office/answers-review.ts";
import { importing as text } from "../../text/console-review.ts";
import { factsOf } from "../api.ts";
import { Dialog } from "../parts/dialog.tsx";
import { ImportOutcome } from "../parts/import-outcome.tsx";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
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
              onChange={(event) => {
                setFile(event.target.files?.[0] ?? null);
                forget();
              }}
            />
          </label>
          {file && <span>{file.name}</span>}
          <a className="link" href={assessmentTemplateAddress(round)} download>
            {text.template}
          </a>
        </div>
        <AssessmentsImported round={round} />
        <div className="acts">
          <button type="button" className="btn" data-first onClick={leave}>
            {isPending || got ? text.close : text.safe}
          </button>
          <button type="submit" className="btn primary" disabled={isPending || !file}>
            {text.act}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** How the last import stands; on the page too, for whoever left the dialog. */
export function AssessmentsImported({ round }: Pick<ImportDialogProps, "round">): ReactElement {
  const work = useLongWork<AssessmentsAnswer>("assessments", round);
  const faults = factsOf(work.error, "assessments.invalid")?.faults;
  return (
    <ImportOutcome work={work} busy={text.busy} done={({ units }) => text.done(units)} faults={faults} />
  );
}
