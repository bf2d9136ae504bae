/** 进度: one sentence, one table, the acts of each unit. */
import { Fragment, useState } from "react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { RoundAnswer, SessionAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import { progress as text } from "../../text/console.ts";
import { addresses } from "../addresses.ts";
import { LongRows } from "../parts/long-list.tsx";
import { Note } from "../parts/note.tsx";
import { StateChip } from "../parts/state-chip.tsx";
import { refusalSentence } from "../refusal-sentence.ts";
import { useTitle } from "../use-title.ts";
import { CloseDialog } from "./close-dialog.tsx";
import { Closings, useClosingUnits } from "./closings.tsx";
import { ExtendDialog } from "./extend-dialog.tsx";
import { countStates } from "./count-states.ts";
import type { StateCounts } from "./count-states.ts";
import { OpenDialog } from "./open-dialog.tsx";
import { PauseDialog } from "./pause-dialog.tsx";
import { TicketsDialog } from "./tickets-dialog.tsx";
import { TurnoutBar } from "./turnout-bar.tsx";
import { UnitActs } from "./unit-acts.tsx";
import type { Asked } from "./unit-acts.tsx";

interface ProgressPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
}

interface Asking {
  readonly what: Asked;
  readonly unit: string;
}

export function ProgressPage({ round: read, session }: ProgressPageProps): ReactElement {
  const round = useClosingUnits(read);
  useTitle(text.title);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [did, setDid] = useState("");
  const [refused, setRefused] = useState<unknown>(null);
  if (round.units.length === 0) return <NoUnits round={round} session={session} />;
  const unit = round.units.find(({ id }) => id === asking?.unit);
  // Units that groups have sealed, or are sealing, on machines of their own wait for nothing here.
  const waitsForSeal = !round.isFrozen && round.units.some(({ state }) => state === "draft");
  const isOffice = session.role === "office";
  const dialog = { close: () => setAsking(null), say: setDid };
  return (
    <>
      <div className="head">
        <div>
          <h1 className="sr">{text.title}</h1>
          <Sentence counts={countStates(round.units)} units={round.units.length} />
          <p className="sub">
            {text.stepNote}
            {text.beforeClose}
          </p>
        </div>
        {waitsForSeal && isOffice && (
          <div className="acts">
            <PrepareLink round={round.id} />
          </div>
        )}
      </div>
      {waitsForSeal && (
        <div className="page-note">
          <Note>{text.waitsForSeal[isOffice ? "office" : "others"]}</Note>
        </div>
      )}
      {did && (
        <div className="page-note">
          <Note tone="ok">{did}</Note>
        </div>
      )}
      {refused !== null && (
        <div className="page-note">
          <Note tone="alert">{refusalSentence(refused)}</Note>
        </div>
      )}
      <Closings round={round} asked={asking?.what === "close" ? asking.unit : null} />
      <section className="panel scroll">
        <UnitsTable
          round={round}
          session={session}
          ask={(what, row) => {
            setDid("");
            setRefused(null);
            setAsking({ what, unit: row.id });
          }}
          say={setDid}
          refuse={setRefused}
        />
      </section>
      {unit && asking?.what === "tickets" && <TicketsDialog unit={unit} close={dialog.close} />}
      {unit && asking?.what === "open" && (
        <OpenDialog unit={unit} isPlain={!round.address?.startsWith("https://")} {...dialog} />
      )}
      {unit && asking?.what === "pause" && <PauseDialog unit={unit} {...dialog} />}
      {unit && asking?.what === "extend" && <ExtendDialog unit={unit} {...dialog} />}
      {unit && asking?.what === "close" && <CloseDialog round={round.id} unit={unit} close={dialog.close} />}
    </>
  );
}

function NoUnits({ round, session }: ProgressPageProps): ReactElement {
  return (
    <div className="empty">
      <h1>{text.emptyTitle}</h1>
      <p>{text.empty}</p>
      {session.role === "office" && (
        <div className="acts">
          <PrepareLink round={round.id} />
        </div>
      )}
    </div>
  );
}

const PrepareLink = ({ round }: { readonly round: string }): ReactElement => (
  <Link href={addresses.prepare(round)} className="btn primary">
    {text.goPrepare}
  </Link>
);

function Sentence({ counts, units }: { readonly counts: StateCounts; readonly units: number }): ReactElement {
  const { lead } = text;
  const parts = [
    counts.closed > 0 ? lead.closed(counts.closed) : "",
    counts.open > 0 ? lead.open(counts.open) : "",
    counts.paused > 0 ? lead.paused(counts.paused) : "",
    counts.busy > 0 ? lead.busy(counts.busy) : "",
    counts.waiting > 0 ? lead.waiting(counts.waiting) : "",
    counts.withdrawn > 0 ? lead.withdrawn(counts.withdrawn) : "",
  ].filter(Boolean);
  return (
    <p className="lead">
      {lead.of(units)}
      {parts.map((part, index) => (
        <Fragment key={part}>
          {index === 0 ? lead.first : lead.and}
          {index === 0 ? <b>{part}</b> : part}
        </Fragment>
      ))}
      {lead.stop}
      {lead.eligible(counts.eligible)}
      {lead.and}
      <b>{lead.returned(counts.returned.from, counts.returned.to)}</b>
      {lead.stop}
    </p>
  );
}

interface UnitsTableProps extends ProgressPageProps {
  readonly ask: (what: Asked, unit: UnitRow) => void;
  readonly say: (sentence: string) => void;
  readonly refuse: (error: unknown) => void;
}

function UnitsTable({ round, session, ask, say, refuse }: UnitsTableProps): ReactElement {
  return (
    <table className="t">
      <caption className="sr">{text.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.unit}</th>
          <th scope="col">{text.columns.group}</th>
          <th scope="col">{text.columns.turnout}</th>
          <th scope="col">{text.columns.state}</th>
          <th scope="col" className="num">
            <span className="sr">{text.columns.acts}</span>
          </th>
        </tr>
      </thead>
      <LongRows
        rows={round.units}
        list={round.id}
        columns={5}
        line={(unit) => (
          <tr key={unit.id}>
            <td>
              {unit.state === "closed" ? (
                <Link href={addresses.results(round.id, unit.id)}>{unit.name}</Link>
              ) : (
                <b className="unit">{unit.name}</b>
              )}{" "}
              <span className="sub">{unit.unitType}</span>
            </td>
            <td>{unit.group}</td>
            <td className="turncell">
              <TurnoutBar unit={unit} />
            </td>
            <td>
              <StateChip state={unit.state} />
            </td>
            <td className="acts-cell">
              <UnitActs
                round={round.id}
                unit={unit}
                mayAct={session.role !== "viewer"}
                {...{ ask, say, refuse }}
              />
            </td>
          </tr>
        )}
      />
    </table>
  );
}
