/** Preparing a round: settings, roster, seal. The steps hang on the plumb line. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import { prepare as text } from "../../text/console.ts";
import { words } from "../../text/words.ts";
import { addresses } from "../addresses.ts";
import { Tick } from "../parts/icons.tsx";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { BlocksPanel } from "./blocks-panel.tsx";
import { RehearsalPanel } from "./rehearsal-panel.tsx";
import { RosterPanel } from "./roster-panel.tsx";
import { SealPanel } from "./seal-panel.tsx";

interface PreparePageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
}

export function PreparePage({ round, session }: PreparePageProps): ReactElement {
  useTitle(text.title(round.title));
  if (session.role !== "office") return <NoSuchPage />;
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title(round.title)}</h1>
          <p>{text.redline}</p>
        </div>
        {round.isFrozen && (
          <div className="acts">
            <Link href={addresses.progress(round.id)} className="btn primary">
              {text.goProgress}
            </Link>
          </div>
        )}
      </div>
      <div className="cols setup">
        <Steps round={round} />
        <div className="work stack">
          <RosterPanel round={round} />
          {!round.isFrozen && <RehearsalPanel round={round} />}
          {round.isFrozen ? <BlocksPanel round={round} /> : <SealPanel round={round} />}
        </div>
      </div>
    </>
  );
}

type StepState = "done" | "now" | "";

function Steps({ round }: { readonly round: RoundAnswer }): ReactElement {
  const hasUnits = round.units.length > 0;
  const people = round.units.reduce((sum, unit) => sum + unit.eligible, 0);
  const leaders = round.units.reduce((sum, unit) => sum + unit.leaders, 0);
  const settled = `${words.setUp[round.setUp]}，${text.formsAndScheme(round.forms.length)}`;
  return (
    <ol aria-label={text.steps}>
      <Step
        state="done"
        title={text.step.settings}
        sub={settled}
        address={round.isFrozen ? null : addresses.settings(round.id)}
      />
      <Step
        state={hasUnits ? "done" : "now"}
        title={text.step.roster}
        sub={hasUnits ? text.rosterDone(round.units.length, people, leaders) : text.rosterNone}
        address={null}
      />
      <Step
        state={round.isFrozen ? "done" : hasUnits ? "now" : ""}
        title={text.step.seal}
        sub={round.isFrozen ? text.sealDone : hasUnits ? text.sealWaiting : text.sealBlocked}
        address={null}
      />
      <li className="step end">
        <i />
        <div>
          <b>{text.step.tickets}</b>
          <span className="sub">{text.ticketsWaiting}</span>
        </div>
      </li>
    </ol>
  );
}

interface StepProps {
  readonly state: StepState;
  readonly title: string;
  readonly sub: string;
  /** Where the step is done, when that is another page. */
  readonly address: string | null;
}

function Step({ state, title, sub, address }: StepProps): ReactElement {
  const body = (
    <>
      <b>{title}</b>
      <span className="sub">{sub}</span>
    </>
  );
  return (
    <li className={`step ${state}`} aria-current={state === "now" ? "step" : undefined}>
      <i>{state === "done" && <Tick />}</i>
      {address === null ? <div>{body}</div> : <Link href={address}>{body}</Link>}
    </li>
  );
}
