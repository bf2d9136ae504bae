/** 材料: what can be downloaded of a round and of each unit, before and after its meeting. */
import { useState } from "react";
import type { ReactElement } from "react";
import type { RoundAnswer, SessionAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import type { DocumentsAnswer, UnitDocumentsAnswer } from "../../../server/http/office/answers-documents.ts";
import { documents as text } from "../../text/console-documents.ts";
import { LongPanels, LongRows } from "../parts/long-list.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { VolumesPanel } from "../volumes/volumes-panel.tsx";
import { fileAddresses, useDocuments } from "./documents-api.ts";
import { DocumentsTable } from "./documents-table.tsx";
import { ExportsPanel } from "./exports-panel.tsx";
import { MeetingPackDialog } from "./meeting-pack-dialog.tsx";
import { MeetingTable } from "./meeting-table.tsx";
import { SpanPanel } from "./span-panel.tsx";

interface DocumentsPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
}

export function DocumentsPage({ round, session }: DocumentsPageProps): ReactElement {
  useTitle(text.title);
  const read = useDocuments(round.id);
  if (read.isPending) return <Loading rows={12} />;
  if (isLost(read))
    return (
      <>
        <ReadFault error={read.error} again={() => void read.refetch()} />
        {session.role === "office" && round.isArchived && (
          <div className="work stack">
            <VolumesPanel round={round} />
          </div>
        )}
      </>
    );
  return <Documents round={round} session={session} answer={read.data} />;
}

interface DocumentsProps extends DocumentsPageProps {
  readonly answer: DocumentsAnswer;
}

function Documents({ round, session, answer }: DocumentsProps): ReactElement {
  const [packed, setPacked] = useState<UnitRow | null>(null);
  const coming = round.units.filter(
    ({ state }) => state === "sealed" || state === "open" || state === "paused",
  );
  const closed = answer.units.filter((unit) => unit.documents.length > 0);
  const isOffice = session.role === "office";
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
      </div>
      <div className="work stack">
        {session.role !== "viewer" && coming.length > 0 && <MeetingTable units={coming} pack={setPacked} />}
        {isOffice && closed.length > 0 && !round.isArchived && <SpanPanel round={round} />}
        {isOffice && closed.length > 0 && <ExportsPanel round={round.id} />}
        {isOffice && round.isArchived && <VolumesPanel round={round} />}
        {isOffice && closed.length > 0 && (
          <section className="panel holds-table">
            <header>
              <h2>{text.round}</h2>
            </header>
            <DocumentsTable
              caption={text.round}
              documents={answer.documents}
              address={(key, format) => fileAddresses.ofRound(round.id, key, format)}
            />
          </section>
        )}
        <LongPanels
          rows={closed}
          list={round.id}
          line={(unit) => <UnitPanel key={unit.unit.id} unit={unit} poll={unit.poll ?? ""} />}
        />
        {closed.length === 0 && <p className="sub">{text.empty}</p>}
        {answer.units.length > closed.length && (
          <WaitingUnits units={answer.units.filter((unit) => unit.documents.length === 0)} />
        )}
      </div>
      {packed && <MeetingPackDialog unit={packed} close={() => setPacked(null)} />}
    </>
  );
}

function UnitPanel({
  unit,
  poll,
}: {
  readonly unit: UnitDocumentsAnswer;
  readonly poll: string;
}): ReactElement {
  const { name } = unit.unit;
  return (
    <section className="panel holds-table">
      <header>
        <h2>{name}</h2>
        <a className="btn small" href={fileAddresses.unitPack(poll)} download aria-label={text.packOf(name)}>
          {text.unitPack}
        </a>
      </header>
      <DocumentsTable
        caption={name}
        documents={unit.documents}
        address={(key, format) => fileAddresses.ofPoll(poll, key, format)}
      />
      {unit.documents.every(({ key }) => key !== "unit-copy") && <p className="in sub">{text.noCopy}</p>}
    </section>
  );
}

/** Units of which nothing can be downloaded, each with the reason. */
const WaitingUnits = ({ units }: { readonly units: readonly UnitDocumentsAnswer[] }): ReactElement => (
  <section className="panel holds-table">
    <header>
      <h2>{text.waiting.title}</h2>
    </header>
    <table className="t documents">
      <caption className="sr">{text.waiting.title}</caption>
      <LongRows
        rows={units}
        list="waiting"
        columns={2}
        line={({ unit, state }) => (
          <tr key={unit.id}>
            <th scope="row">{unit.name}</th>
            <td className="sub">{text.waiting.reasons[state]}</td>
          </tr>
        )}
      />
    </table>
  </section>
);
