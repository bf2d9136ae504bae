/** One unit: number and grade, where they come from, then the charts. */
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import type { RoundAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import type { FormAnswer, ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { unitSummary } from "../../text/unit-summary.ts";
import { totals } from "../../text/console-compare.ts";
import { results as text } from "../../text/console-results.ts";
import { momentWithYear } from "../../text/console-review.ts";
import { addresses } from "../addresses.ts";
import { useComparison, useSession } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { BlocksPanel } from "./blocks-panel.tsx";
import { ChangesPanel } from "./changes-panel.tsx";
import { DerivationTree } from "./derivation-tree.tsx";
import { FormPanel } from "./form-panel.tsx";
import { OtherQuestions } from "./other-questions.tsx";
import { LookBackPanel } from "./look-back-panel.tsx";
import { ProblemsPanel } from "./problems-panel.tsx";
import { hasRadar, RadarPanel } from "./radar-panel.tsx";
import { SignalsPanel } from "./signals-panel.tsx";
import { TextsPanel } from "./texts-panel.tsx";
import { placeOfItem } from "./opened-place.ts";
import { printAll } from "./print-all.ts";
import { UnitSummary } from "./unit-summary.tsx";

interface UnitResultsProps {
  readonly round: RoundAnswer;
  readonly results: ResultsAnswer;
  readonly place: string | null;
  readonly previous: UnitRow | null;
  readonly next: UnitRow | null;
}

export function UnitResults({ round, results, place, previous, next }: UnitResultsProps): ReactElement {
  useTitle(results.unit.name);
  const [, go] = useLocation();
  const compared = useComparison(round.id);
  const goTo = (where: string): void => go(addresses.results(round.id, results.unit.id, where));
  return (
    <>
      <div className="head">
        <div>
          <p className="print-only">{results.round.title}</p>
          <h1>{results.unit.name}</h1>
          <Facts results={results} />
        </div>
        <div className="acts">
          <Neighbour round={round.id} unit={previous} before="‹ " word={text.previous} after="" />
          <Neighbour round={round.id} unit={next} before="" word={text.next} after=" ›" />
          <TotalLink round={round} unit={results.unit.id} />
          <button type="button" className="btn" onClick={printAll}>
            {unitSummary.printAll}
          </button>
          <button type="button" className="btn" onClick={() => print()}>
            {unitSummary.printOne}
          </button>
        </div>
      </div>
      <UnitSummary results={results} compared={compared.data} open={(leaf) => goTo(placeOfItem(leaf))} />
      <Details results={results} place={place} goTo={goTo} />
    </>
  );
}

interface DetailsProps {
  readonly results: ResultsAnswer;
  readonly place: string | null;
  readonly goTo: (place: string) => void;
}

/** Where the score comes from, form by form, question by question; on paper only when all is printed. */
function Details({ results, place, goTo }: DetailsProps): ReactElement {
  const withTables = results.forms.filter(({ level }) => level === "tables");
  return (
    <div className="details">
      <div className={hasRadar(results) ? "cols top2" : "cols"}>
        {hasRadar(results) && (
          <div className="cols">
            <RadarPanel results={results} />
          </div>
        )}
        <div className="cols">
          <DerivationTree results={results} place={place} goTo={goTo} />
          <BlocksPanel results={results} />
        </div>
      </div>
      <div className="cols low2">
        <div className="cols">
          {results.forms.map((form) => (
            <FormPanel key={form.instrument} form={form} results={results} />
          ))}
          <ChangesPanel results={results} />
        </div>
        <div className="cols">
          <SignalsPanel signals={results.signals} />
          <ProblemsPanel results={results} />
          {withTables.map((form) => (
            <OtherQuestions key={form.instrument} form={form} thresholds={results.thresholds} />
          ))}
          <LookBackPanel results={results} />
          <TextsPanel results={results} />
        </div>
      </div>
    </div>
  );
}

function Facts({ results }: { readonly results: ResultsAnswer }): ReactElement {
  const [before, returned, after] = text.facts.returned(
    results.returned,
    results.eligible,
    results.participation?.printed ?? null,
  );
  const valid = results.forms.flatMap((form: FormAnswer) =>
    form.level === "tables" ? [text.facts.valid(form.shortTitle, form.valid)] : [],
  );
  return (
    <p className="facts">
      <span>{text.facts.place(results.unit.unitType, results.unit.group)}</span>
      <span>
        {before}
        <b>{returned}</b>
        {after}
      </span>
      {valid.length > 0 && <span>{text.facts.validAll(valid)}</span>}
      <span>{text.facts.closed(momentWithYear(results.closedAtUtc))}</span>
      <span>{text.facts.basis(results.thresholds.floor)}</span>
      <span>{text.facts.digest(results.digest.slice(0, 8))}</span>
    </p>
  );
}

/** The way to the total that this unit is in, for those who may see it. */
function TotalLink({
  round,
  unit,
}: {
  readonly round: RoundAnswer;
  readonly unit: string;
}): ReactElement | null {
  const session = useSession();
  const isAbove = round.units.some(({ parent }) => parent === unit);
  const top = isAbove ? unit : (round.units.find(({ id }) => id === unit)?.parent ?? null);
  if (top === null || session.data?.role !== "office") return null;
  return (
    <Link href={addresses.totals(round.id, top)} className="btn">
      {totals.title}
    </Link>
  );
}

interface NeighbourProps {
  readonly round: string;
  readonly unit: UnitRow | null;
  readonly before: string;
  readonly word: string;
  readonly after: string;
}

/** At either end there is no neighbour and no button. */
const Neighbour = ({ round, unit, before, word, after }: NeighbourProps): ReactElement | null =>
  unit && (
    <Link
      href={addresses.results(round, unit.id)}
      className="btn"
      aria-label={text.neighbour(word, unit.name)}
    >
      {before}
      {word}
      {after}
    </Link>
  );
