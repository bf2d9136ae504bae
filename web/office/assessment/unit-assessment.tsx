import { useState } from "react";
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { assessment as text, importing } from "../../text/console-review.ts";
import { addresses } from "../addresses.ts";
import { Note } from "../parts/note.tsx";
import { useTitle } from "../use-title.ts";
import { CapsPanel } from "./caps-panel.tsx";
import { EntryForm } from "./entry-form.tsx";
import { GapsPanel } from "./gaps-panel.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { AssessmentsImported, ImportDialog } from "./import-dialog.tsx";
import { NextStepPanel } from "./next-step-panel.tsx";
import { RecountPanel } from "./recount-panel.tsx";
import { UnitStations } from "./unit-stations.tsx";

export interface UnitAssessmentProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
  readonly answer: AssessmentAnswer;
}

export function UnitAssessment({ round, session, answer }: UnitAssessmentProps): ReactElement {
  const { unit, poll } = answer;
  // After an import the fields start from what was imported.
  const [imports, setImports] = useState(0);
  const [isImporting, setImporting] = useState(false);
  useTitle(text.pageTitle(unit.name));
  return (
    <>
      <div className="head">
        <div>
          <h1>{unit.name}</h1>
          <p>{text.place(unit.unitType, unit.group)}</p>
        </div>
        <div className="acts">
          <UnitPicker round={round} unit={unit.id} />
          <button type="button" className="btn" onClick={() => setImporting(true)}>
            {importing.open}
          </button>
          {poll?.state === "closed" && !answer.isBlind && (
            <Link href={addresses.results(round.id, unit.id)} className="btn">
              {text.results}
            </Link>
          )}
        </div>
      </div>
      <div className="page-note">
        <Note tone="warn">{text.redline}</Note>
      </div>
      {!isImporting && (
        <div className="page-note">
          <AssessmentsImported round={round.id} />
        </div>
      )}
      {isImporting && (
        <ImportDialog
          round={round.id}
          done={() => setImports(imports + 1)}
          close={() => setImporting(false)}
        />
      )}
      <UnitStations answer={answer} />
      <div className="cols assess">
        <EntryForm key={imports} round={round.id} answer={answer} />
        <section className="cols beside" aria-label={text.beside} tabIndex={0}>
          <GapsPanel answer={answer} />
          <CapsPanel round={round.id} answer={answer} />
          <NextStepPanel round={round.id} session={session} answer={answer} />
          <RecountPanel round={round.id} answer={answer} />
          <HistoryPanel answer={answer} />
        </section>
      </div>
    </>
  );
}

function UnitPicker({ round, unit }: { readonly round: RoundAnswer; readonly unit: string }): ReactElement {
  const [, go] = useLocation();
  return (
    <select
      className="box pick"
      aria-label={text.pick}
      value={unit}
      onChange={(event) => go(addresses.assessment(round.id, event.target.value))}
    >
      {round.units.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
