/** One workbook in, all or nothing: first what it would bring or every fault, then the import. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ReactElement } from "react";
import type { ImportFault } from "../../../server/core/problem.ts";
import type { RosterAnswer, RoundAnswer } from "../../../server/http/office/answers.ts";
import { roster as text } from "../../text/console.ts";
import { registerText } from "../../text/register.ts";
import { importFaultLine } from "../../text/problems-office.ts";
import { Link } from "wouter";
import { addresses } from "../addresses.ts";
import { api, factsOf, rosterTemplateAddress } from "../api.ts";
import { longWorkKey, useLongWork } from "../making/use-long-work.ts";
import { ImportOutcome } from "../parts/import-outcome.tsx";
import { FaultTable } from "../parts/fault-table.tsx";
import { Loading } from "../parts/loading.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { useReadAgain } from "../queries.ts";
import { registerApi } from "../register/register-api.ts";
import { CoverageNotes } from "./coverage-notes.tsx";
import { RosterPreview } from "./roster-preview.tsx";
import { UnitsTable } from "./units-table.tsx";

export function RosterPanel({ round }: { readonly round: RoundAnswer }): ReactElement {
  const coverage = useQuery({
    queryKey: ["coverage", round.id],
    queryFn: () => registerApi.ofRound(round.id),
    enabled: round.units.length > 0,
  });
  return (
    <section id="roster" tabIndex={-1}>
      <h2>{text.title}</h2>
      {!round.isFrozen && !round.isFixed && <RosterImport round={round} />}
      {round.units.length > 0 && (
        <>
          {!round.isFrozen && coverage.data && <CoverageNotes units={round.units} coverage={coverage.data} />}
          <UnitsTable units={round.units} floor={round.thresholds.floor} coverage={coverage.data} />
        </>
      )}
    </section>
  );
}

function RosterImport({ round }: { readonly round: RoundAnswer }): ReactElement {
  const readAgain = useReadAgain();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const look = useMutation({ mutationFn: (chosen: File) => api.previewRoster(round.id, chosen) });
  const load = useMutation({
    mutationKey: longWorkKey("roster", round.id),
    mutationFn: (chosen: File) => api.importRoster(round.id, chosen),
    onSuccess: readAgain,
  });
  const work = useLongWork<RosterAnswer>("roster", round.id);
  const forget = (): void => {
    look.reset();
    setFile(null);
    if (input.current) input.current.value = "";
  };
  const faultsOf = (error: unknown) => factsOf(error, "roster.invalid")?.faults;
  const lookFaults = faultsOf(look.error);
  return (
    <>
      <p>{text.lead}</p>
      <div className="picker">
        <label className="btn file">
          {text.choose}
          <input
            ref={input}
            type="file"
            className="sr"
            accept=".xlsx,.csv,.txt"
            disabled={work.isPending}
            onChange={(event) => {
              const chosen = event.target.files?.[0] ?? null;
              work.forget();
              setFile(chosen);
              if (chosen) look.mutate(chosen);
              // The same file can be chosen again once it was mended.
              event.target.value = "";
            }}
          />
        </label>
        {file && <span>{file.name}</span>}
        <a className="link" href={rosterTemplateAddress} download>
          {text.template}
        </a>
        <Link className="link" href={addresses.register()}>
          {registerText.planned.open}
        </Link>
      </div>
      <div className="stack picker-notes">
        {look.isPending && <Loading rows={4} />}
        <ImportOutcome
          work={work}
          busy={text.busy}
          done={({ units, leaders }) => text.done(units, leaders)}
          faults={faultsOf(work.error)}
        />
        {work.got && work.got.warnings.length > 0 && <WarningList warnings={work.got.warnings} />}
        {lookFaults ? <FaultTable faults={lookFaults} /> : <RefusalNote error={look.error} />}
        {look.data && file && work.error === null && (
          <RosterPreview
            preview={look.data}
            floor={round.thresholds.floor}
            hasUnits={round.units.length > 0}
            isBusy={work.isPending}
            confirm={() => load.mutate(file, { onSuccess: forget })}
            cancel={forget}
          />
        )}
      </div>
    </>
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
