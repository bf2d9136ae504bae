/** 任务包与封存包: what of a round is on other machines, and how it comes back. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { ReturnsAnswer } from "../../../server/http/office/answers-parcels.ts";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import { parcelsText as text } from "../../text/parcels.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { ResultPanel } from "../exchange/result-panel.tsx";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { parcelsApi, parcelsKey } from "./parcels-api.ts";
import { ReturnsTable } from "./returns-table.tsx";
import { TakePanel } from "./take-panel.tsx";
import {
  AuthoriseDialog,
  MakeTaskDialog,
  MissingDialog,
  ReissueDialog,
  SealParcelDialog,
} from "./task-dialogs.tsx";

type Group = ReturnsAnswer["groups"][number];
type Asking =
  | { readonly what: "make" | "reissue" | "authorise"; readonly group: Group }
  | { readonly what: "missing" | "seal" };

interface ParcelsPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
}

export function ParcelsPage({ round, session }: ParcelsPageProps): ReactElement {
  useTitle(text.title);
  return session.role === "office" ? <Parcels round={round.id} /> : <NoSuchPage />;
}

function Parcels({ round }: { readonly round: string }): ReactElement {
  const read = useQuery({ queryKey: parcelsKey(round), queryFn: () => parcelsApi.of(round) });
  const [asking, setAsking] = useState<Asking | null>(null);
  if (read.isPending) return <Loading rows={8} />;
  if (read.isError) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  const { cameIn, groups, away, missing, trusted } = read.data;
  const units = groups.flatMap((group) => group.units);
  const closed = units.filter(({ state }) => state === "closed" || state === "invalid");
  const close = (): void => setAsking(null);
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{cameIn ? text.cameIn(cameIn) : text.lead}</p>
        </div>
      </div>
      <div className="work stack">
        {(away.length > 0 || missing.length > 0) && (
          <Note tone={away.length > 0 ? "warn" : "ok"}>{text.standing({ away, missing })}</Note>
        )}
        <ReturnsTable
          round={round}
          groups={groups}
          gives={cameIn === null}
          make={(group) => setAsking({ what: "make", group })}
          reissue={(group) => setAsking({ what: "reissue", group })}
          authorise={(group) => setAsking({ what: "authorise", group })}
        />
        {away.length > 0 && (
          <div className="acts">
            <button type="button" className="btn" onClick={() => setAsking({ what: "missing" })}>
              {text.missing}
            </button>
          </div>
        )}
        {cameIn ? (
          <SealedPanel hasClosed={closed.length > 0} ask={() => setAsking({ what: "seal" })} />
        ) : (
          <>
            <TakePanel />
            <ResultPanel round={round} />
          </>
        )}
      </div>
      {asking?.what === "make" && <MakeTaskDialog {...{ round, trusted, close }} group={asking.group} />}
      {asking?.what === "reissue" && <ReissueDialog {...{ round, trusted, close }} group={asking.group} />}
      {asking?.what === "authorise" && <AuthoriseDialog {...{ round, close }} group={asking.group} />}
      {asking?.what === "missing" && <MissingDialog {...{ round, away, close }} />}
      {asking?.what === "seal" && <SealParcelDialog {...{ round, close }} units={closed} />}
    </>
  );
}

interface SealedPanelProps {
  readonly hasClosed: boolean;
  readonly ask: () => void;
}

const SealedPanel = ({ hasClosed, ask }: SealedPanelProps): ReactElement => (
  <section>
    <h2>{text.sealed}</h2>
    <p>{text.sealedLead}</p>
    {!hasClosed ? (
      <p>{text.sealedNone}</p>
    ) : (
      <div className="acts">
        <button type="button" className="btn primary" onClick={ask}>
          {text.seal}
        </button>
      </div>
    )}
  </section>
);
