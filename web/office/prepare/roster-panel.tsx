/** One workbook in, all or nothing; every fault with its row and column. */
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReactElement } from "react";
import type { ImportFault } from "../../../server/core/problem.ts";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { roster as text } from "../../text/console.ts";
import { importFaultLine } from "../../text/problems-office.ts";
import { api, factsOf, rosterTemplateAddress } from "../api.ts";
import { Note, RefusalNote } from "../parts/note.tsx";
import { FaultTable } from "../parts/fault-table.tsx";
import { useReadAgain } from "../queries.ts";
import { UnitsTable } from "./units-table.tsx";

export function RosterPanel({ round }: { readonly round: RoundAnswer }): ReactElement {
  const readAgain = useReadAgain();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState("");
  const [needsFile, setNeedsFile] = useState(false);
  const load = useMutation({
    mutationFn: (file: File) => api.importRoster(round.id, file),
    onSuccess: readAgain,
  });
  const faults = factsOf(load.error, "roster.invalid")?.faults;
  const submit = (): void => {
    const file = input.current?.files?.[0];
    setNeedsFile(!file);
    if (file) load.mutate(file);
    else input.current?.focus();
  };
  return (
    <section id="roster" tabIndex={-1}>
      <h2>{text.title}</h2>
      {!round.isFrozen && (
        <>
          <p>{text.lead}</p>
          <form
            className="picker"
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <label className="btn file">
              {text.choose}
              <input
                ref={input}
                type="file"
                className="sr"
                aria-invalid={needsFile || undefined}
                accept=".xlsx,.csv,.txt"
                onChange={(event) => {
                  setChosen(event.target.files?.[0]?.name ?? "");
                  setNeedsFile(false);
                  load.reset();
                }}
              />
            </label>
            {chosen && <span>{chosen}</span>}
            <button type="submit" className="btn" disabled={load.isPending}>
              {load.isPending ? text.busy : round.units.length > 0 ? text.replace : text.act}
            </button>
            <a className="link" href={rosterTemplateAddress} download>
              {text.template}
            </a>
          </form>
          <div className="stack picker-notes">
            {needsFile && <Note tone="warn">{text.pickFirst}</Note>}
            {load.isSuccess && <Note tone="ok">{text.done(load.data.units, load.data.leaders)}</Note>}
            {load.isSuccess && load.data.warnings.length > 0 && <WarningList warnings={load.data.warnings} />}
            {faults ? <FaultTable faults={faults} /> : <RefusalNote error={load.error} />}
          </div>
        </>
      )}
      {round.units.length > 0 && <UnitsTable round={round} />}
    </section>
  );
}

function WarningList({ warnings }: { readonly warnings: readonly ImportFault[] }): ReactElement {
  return (
    <Note tone="warn">
      {text.warningsTitle(warnings.length)}
      {warnings.map((warning, index) => (
        <span key={index}>
          <br />
          {importFaultLine(warning)}
        </span>
      ))}
    </Note>
  );
}
