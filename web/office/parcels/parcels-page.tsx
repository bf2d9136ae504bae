/** 任务包与封存包: what of a round is on other machines, and how it comes back. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement, ReactNode } from "react";
import type { ReturnsAnswer } from "../../../server/http/office/answers-parcels.ts";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import { parcelsText as text } from "../../text/parcels.ts";
import { Standing } from "../making/standing.tsx";
import { useLongWork } from "../making/use-long-work.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { ResultPanel } from "../exchange/result-panel.tsx";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { parcelsApi, parcelsKey } from "./parcels-api.ts";
import { ReturnsTable } from "./returns-table.tsx";
import { TakePanel } from "./take-panel.tsx";
import {
  AuthoriseDialog,
  HolderDialog,
  MakeTaskDialog,
  MissingDialog,
  ReissueDialog,
  SealParcelDialog,
} from "./task-dialogs.tsx";

type Group = ReturnsAnswer["groups"][number];
type Asking =
  | { readonly what: "make" | "reissue" | "holder" | "authorise"; readonly group: Group }
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
  const task = useLongWork("task", round);
  const sealing = useLongWork("sealed", round);
  const declaring = useLongWork("missing", round);
  if (read.isPending) return <Loading rows={8} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  const { cameIn, groups, away, waiting, missing, trusted } = read.data;
  const units = groups.flatMap((group) => group.units);
  const awaited = away.length + waiting.length;
  const heldHere = units.filter(({ mayBeMissing }) => mayBeMissing).length < awaited;
  const closed = units.filter(({ state }) => state === "closed" || state === "invalid");
  const close = (): void => setAsking(null);
  const ask = (next: Asking): void => {
    const works = [task, sealing, declaring];
    if (works.some(({ isPending }) => isPending)) return;
    for (const work of works) work.forget();
    setAsking(next);
  };
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{cameIn ? text.cameIn(cameIn) : text.lead}</p>
        </div>
      </div>
      <div className="work stack">
        {awaited + missing.length > 0 && (
          <Note tone={awaited > 0 ? "warn" : "ok"}>{text.standing({ away, waiting, missing })}</Note>
        )}
        <ReturnsTable
          round={round}
          groups={groups}
          gives={cameIn === null}
          isBusy={task.isPending}
          make={(group) => ask({ what: "make", group })}
          reissue={(group) => ask({ what: "reissue", group })}
          holder={(group) => ask({ what: "holder", group })}
          authorise={(group) => ask({ what: "authorise", group })}
        />
        {asking === null && <Standing work={task} busy={text.tasking} done={text.tasked} />}
        {units.some(({ mayBeMissing }) => mayBeMissing) && (
          <div className="acts">
            <button
              type="button"
              className="btn"
              aria-disabled={declaring.isPending}
              onClick={() => ask({ what: "missing" })}
            >
              {text.missing}
            </button>
          </div>
        )}
        {asking === null && <Standing work={declaring} busy={text.declaring} done={text.declared} />}
        {cameIn ? (
          <SealedPanel
            hasClosed={closed.length > 0}
            isBusy={sealing.isPending}
            ask={() => ask({ what: "seal" })}
          >
            {asking === null && <Standing work={sealing} busy={text.sealing} done={text.sealedMade} />}
          </SealedPanel>
        ) : (
          <>
            <TakePanel />
            <ResultPanel round={round} />
          </>
        )}
      </div>
      {asking?.what === "make" && <MakeTaskDialog {...{ round, trusted, close }} group={asking.group} />}
      {asking?.what === "reissue" && <ReissueDialog {...{ round, trusted, close }} group={asking.group} />}
      {asking?.what === "holder" && <HolderDialog {...{ round, trusted, close }} group={asking.group} />}
      {asking?.what === "authorise" && <AuthoriseDialog {...{ round, close }} group={asking.group} />}
      {asking?.what === "missing" && <MissingDialog {...{ round, groups, heldHere, close }} />}
      {asking?.what === "seal" && <SealParcelDialog {...{ round, close }} units={closed} />}
    </>
  );
}

interface SealedPanelProps {
  readonly hasClosed: boolean;
  readonly isBusy: boolean;
  readonly ask: () => void;
  readonly children: ReactNode;
}

const SealedPanel = ({ hasClosed, isBusy, ask, children }: SealedPanelProps): ReactElement => (
  <section>
    <h2>{text.sealed}</h2>
    <p>{text.sealedLead}</p>
    {!hasClosed ? (
      <p>{text.sealedNone}</p>
    ) : (
      <div className="acts">
        <button type="button" className="btn primary" aria-disabled={isBusy} onClick={ask}>
          {text.seal}
        </button>
      </div>
    )}
    {children}
  </section>
);
