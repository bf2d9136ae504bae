/** The steps of preparing on the plumb line: what is done, what is missing, where it is done, what the seal fixes. */
import { Fragment } from "react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { GapKind, ReadinessStep, StepReadiness } from "../../../server/core/round/readiness.ts";
import type { ReadinessAnswer, RoundAnswer } from "../../../server/http/office/answers.ts";
import { readinessText as text } from "../../text/readiness.ts";
import { words } from "../../text/words.ts";
import { addresses } from "../addresses.ts";
import { Exclamation, Tick } from "../parts/icons.tsx";

interface ChecklistProps {
  readonly round: RoundAnswer;
  readonly readiness: ReadinessAnswer;
}

export function Checklist({ round, readiness }: ChecklistProps): ReactElement {
  return (
    <ol className="checklist" aria-label={text.title}>
      {readiness.steps.map((step) => (
        <Fragment key={step.step}>
          {step.step === "seal" && (
            <li className="step fixes">
              <span className="sub">{text.fixedBySeal}</span>
            </li>
          )}
          <Step round={round} step={step} isNext={step.step === readiness.next} />
        </Fragment>
      ))}
    </ol>
  );
}

interface StepProps {
  readonly round: RoundAnswer;
  readonly step: StepReadiness;
  readonly isNext: boolean;
}

/** They come after everything else: what they miss is no fault yet. */
const LATER: readonly ReadinessStep[] = ["seal", "tickets", "open"];

function Step({ round, step: one, isNext }: StepProps): ReactElement {
  const { step, state, missing, notes, isFixed } = one;
  const gaps = [...missing, ...notes];
  const needsLook =
    !isNext && (notes.length > 0 || (missing.length > 0 && !isFixed && !LATER.includes(step)));
  const mark = needsLook ? "look" : state === "done" ? "done" : isNext ? "now" : "";
  return (
    <li className={`step ${mark} ${step === "open" ? "end" : ""}`} aria-current={isNext ? "step" : undefined}>
      <i>{needsLook ? <Exclamation /> : state === "done" && step !== "open" ? <Tick /> : null}</i>
      <StepLink round={round} step={one}>
        <b>
          {text.step[step]}
          <span className="sr">（{text.state[state]}）</span>
        </b>
        {gaps.length > 0 && state !== "waiting" ? (
          gaps.map((gap) => (
            <span key={gap.what} className="sub">
              {text.gap(gap)}
            </span>
          ))
        ) : (
          <span className="sub">{said(round, one)}</span>
        )}
        {step === "tickets" && <span className="sub">{text.fixedByTickets}</span>}
        {step === "open" && <span className="sub">{text.fixedByOpen}</span>}
      </StepLink>
    </li>
  );
}

/** What a step amounts to when nothing is missing. */
function said(round: RoundAnswer, { step, state }: StepReadiness): string {
  const { units } = round;
  const printed = units.filter(
    ({ batches }) => batches.length > 0 && batches.every(({ minted }) => minted > 0),
  );
  const says: { readonly [step in ReadinessStep]: () => string } = {
    units: () => text.units(units.length, new Set(units.map(({ group }) => group)).size),
    roster: () =>
      text.roster(
        units.reduce((sum, { eligible }) => sum + eligible, 0),
        units.reduce((sum, { leaders }) => sum + leaders, 0),
      ),
    forms: () => text.forms(round.forms.length),
    scheme: () => `${round.scheme.title}${round.scheme.version && ` ${round.scheme.version}`}`,
    blocks: () => (state === "waiting" ? text.blocksNone : text.blocksReady(units.length)),
    "set-up": () => words.setUp[round.setUp],
    rehearsal: () => (state === "optional" ? text.rehearsalOptional : text.state.done),
    seal: () => (round.isFrozen ? text.fixed : text.state[state]),
    tickets: () => (state === "waiting" ? text.wait : text.tickets(printed.length)),
    open: () =>
      state === "waiting" ? text.wait : text.open(units.filter((unit) => isOpened(unit.state)).length),
  };
  return says[step]();
}

const isOpened = (state: RoundAnswer["units"][number]["state"]): boolean =>
  state !== "draft" && state !== "sealed" && state !== "void";

const SETTINGS: readonly ReadinessStep[] = ["forms", "scheme", "set-up"];

/** What the address for phones misses; the settings of the round cannot mend it. */
const OF_ADDRESS: readonly GapKind[] = ["no-address", "own-address"];

/** Where a step is done: on another page, or further down on this one. */
export function placeOf(
  round: RoundAnswer,
  { step, missing, notes }: Pick<StepReadiness, "step" | "missing" | "notes">,
): { address: string } | { panel: string } | null {
  if ([...missing, ...notes].some(({ what }) => OF_ADDRESS.includes(what)))
    return { address: addresses.reach };
  if (step === "tickets" || step === "open") return { address: addresses.progress(round.id) };
  if (SETTINGS.includes(step)) return round.isFrozen ? null : { address: addresses.settings(round.id) };
  if (step === "units" || step === "roster") return { panel: "roster" };
  return round.isFrozen && step !== "blocks" ? null : { panel: step };
}

/** Brings a panel of this page into view and gives it the focus. */
export function goToPanel(panel: string): void {
  const section = document.getElementById(panel);
  section?.scrollIntoView({ block: "start" });
  section?.focus({ preventScroll: true });
}

function StepLink({
  round,
  step,
  children,
}: Pick<ChecklistProps, "round"> & {
  readonly step: StepReadiness;
  readonly children: readonly (ReactElement | readonly ReactElement[] | false)[];
}): ReactElement {
  const place = placeOf(round, step);
  if (place === null) return <div>{children}</div>;
  if ("address" in place) return <Link href={place.address}>{children}</Link>;
  return (
    <button type="button" onClick={() => goToPanel(place.panel)}>
      {children}
    </button>
  );
}
