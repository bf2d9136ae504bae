/** One stack of paper: keyed by oneself, compared with the other's, signed by both. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import type { RoundAnswer, SessionAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import { deskText, stackText as text } from "../../text/paper-keying.ts";
import { addresses } from "../addresses.ts";
import { Refusal } from "../api.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault, RefusalNote } from "../parts/note.tsx";
import { isLost, isPassing } from "../queries.ts";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { Comparison } from "./comparison.tsx";
import { KeyingDesk } from "./keying-desk.tsx";
import { paperApi, stackKey, stacksKey } from "./paper-api.ts";
import type { Place } from "./sheet-desk.tsx";
import { StackHead } from "./stack-head.tsx";

/** The other person sits at the same table; both want to know when the other is through. */
const INTERVAL_MS = 4_000;

interface StackPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
  readonly unit: string | null;
  readonly stack: string | null;
}

export function StackPage({ round, session, unit: id, stack }: StackPageProps): ReactElement {
  const unit = round.units.find((one) => one.id === id);
  const [said, setSaid] = useState<string | null>(null);
  useTitle(text.title(unit?.name ?? ""));
  if (!unit || unit.poll === null || stack === null || session.role === "viewer") return <NoSuchPage />;
  return (
    <>
      <div className="head">
        <h1>{text.title(unit.name)}</h1>
        <div className="acts">
          <Link href={addresses.onSite(round.id, unit.id)} className="btn">
            {text.back}
          </Link>
        </div>
      </div>
      <div className="work stack">
        {said === null ? (
          <Stack round={round.id} unit={unit} poll={unit.poll} stack={stack} merged={setSaid} />
        ) : (
          <Note tone="ok">{said}</Note>
        )}
      </div>
    </>
  );
}

interface StackProps {
  readonly round: string;
  readonly unit: UnitRow;
  readonly poll: string;
  readonly stack: string;
  readonly merged: (sentence: string) => void;
}

function Stack({ round, unit, poll, stack, merged }: StackProps): ReactElement {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [mending, setMending] = useState<Place | null>(null);
  const [recounts, setRecounts] = useState(0);
  const read = useQuery({
    queryKey: stackKey(poll, stack),
    queryFn: () => paperApi.stack(poll, stack),
    refetchInterval: ({ state }) => (state.error && !isPassing(state.error) ? false : INTERVAL_MS),
  });
  if (read.isPending) return <Loading rows={8} />;
  // While the server cannot be reached a half-keyed sheet stays where it is.
  if (isGone(read.error)) return <Note>{text.gone}</Note>;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  const answer = read.data;
  const batch = unit.batches.find(({ id }) => id === answer.batch)?.name ?? answer.batch;
  // Once the two were compared, one goes from place to place and not from sheet to sheet.
  const isKeyed = answer.isDone || (answer.differences !== null && answer.keyed.length === answer.sheets);
  return (
    <>
      <RefusalNote error={read.error} />
      <StackHead
        poll={poll}
        answer={answer}
        batch={batch}
        recounted={() => setRecounts(recounts + 1)}
        gone={() => {
          client.removeQueries({ queryKey: stackKey(poll, stack) });
          void client.invalidateQueries({ queryKey: stacksKey(poll) });
          navigate(addresses.onSite(round, unit.id));
        }}
      />
      {isKeyed && mending === null ? (
        <Comparison
          poll={poll}
          answer={answer}
          mend={({ sheet, mark }) => setMending({ at: sheet, way: "put", mark: mark ?? 0 })}
          merged={merged}
        />
      ) : (
        <div className="keying">
          <KeyingDesk
            poll={poll}
            answer={answer}
            start={mending ?? { at: answer.keyed.length, way: "put", mark: 0 }}
            leave={() => setMending(null)}
            recounts={recounts}
          />
          <Keys />
        </div>
      )}
    </>
  );
}

/** It is in the box, or was given up, by the other person perhaps: the end of the way and no fault. */
const isGone = (error: unknown): boolean => error instanceof Refusal && error.code === "paper.unknown";

const Keys = (): ReactElement => (
  <aside className="keying-keys" aria-label={deskText.keysTitle}>
    <dl>
      {deskText.keys.map(([key, does]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  </aside>
);
