/** Preparing a round: the steps on the plumb line, and beside them what is done on this page. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { ReadinessAnswer, RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import { prepare as text } from "../../text/console.ts";
import { parcelsText } from "../../text/parcels.ts";
import { reachText } from "../../text/reach.ts";
import { readinessText } from "../../text/readiness.ts";
import { addresses } from "../addresses.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost, useReadiness } from "../queries.ts";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { BlocksPanel } from "./blocks-panel.tsx";
import { Checklist, goToPanel, placeOf } from "./checklist.tsx";
import { RehearsalPanel } from "./rehearsal-panel.tsx";
import { RosterPanel } from "./roster-panel.tsx";
import { SealPanel } from "./seal-panel.tsx";

interface PreparePageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
}

export function PreparePage({ round, session }: PreparePageProps): ReactElement {
  useTitle(text.title(round.title));
  return session.role === "office" ? <Preparing round={round} /> : <NoSuchPage />;
}

function Preparing({ round }: { readonly round: RoundAnswer }): ReactElement {
  const read = useReadiness(round.id);
  if (read.isPending) return <Loading rows={12} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  const readiness = read.data;
  const done = readiness.steps.filter(({ state }) => state === "done").length;
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title(round.title)}</h1>
          <p>{readinessText.lead(done, readiness.steps.length)}</p>
          <p className="sub">{text.redline}</p>
        </div>
        <div className="acts">
          <NextAct round={round} readiness={readiness} />
        </div>
      </div>
      <div className="cols setup">
        <Checklist round={round} readiness={readiness} />
        <div className="work stack">
          <RosterPanel round={round} />
          <BlocksPanel units={round.isFrozen ? round.units : readiness.plans} isPlanned={!round.isFrozen} />
          <section>
            <h2>{reachText.link}</h2>
            <p>{round.isFrozen ? reachText.linkLater : reachText.linkLead}</p>
            <Link href={addresses.reach} className="btn">
              {reachText.link}
            </Link>
          </section>
          <section>
            <h2>{parcelsText.link}</h2>
            <p>{round.isFrozen ? parcelsText.linkLater : parcelsText.linkLead}</p>
            <Link href={addresses.parcels(round.id)} className="btn">
              {parcelsText.title}
            </Link>
          </section>
          {!round.isFrozen && <RehearsalPanel round={round} />}
          <SealPanel round={round} readiness={readiness} />
        </div>
      </div>
    </>
  );
}

interface NextActProps {
  readonly round: RoundAnswer;
  readonly readiness: ReadinessAnswer;
}

/** The one button of the page that is filled: it leads to what comes next. */
function NextAct({ round, readiness: { next, steps } }: NextActProps): ReactElement | null {
  const step = steps.find((one) => one.step === (next ?? "open"));
  const place = step ? placeOf(round, step) : null;
  if (place === null) return null;
  const label = next === null ? text.goProgress : readinessText.next(next);
  if ("address" in place) {
    return (
      <Link href={place.address} className="btn primary">
        {label}
      </Link>
    );
  }
  return (
    <button type="button" className="btn primary" onClick={() => goToPanel(place.panel)}>
      {label}
    </button>
  );
}
