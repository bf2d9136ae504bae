/** One unit: number and grade, where they come from, then the charts. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { RoundAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import type { FormAnswer, ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { results as text } from "../../text/console-results.ts";
import { addresses } from "../addresses.ts";
import { useTitle } from "../use-title.ts";
import { BlocksPanel } from "./blocks-panel.tsx";
import { DerivationTree } from "./derivation-tree.tsx";
import { FormPanel } from "./form-panel.tsx";
import { OtherQuestions } from "./other-questions.tsx";
import { LookBackPanel } from "./look-back-panel.tsx";
import { ProblemsPanel } from "./problems-panel.tsx";
import { RadarPanel } from "./radar-panel.tsx";
import { ScorePanel } from "./score-panel.tsx";
import { SignalsPanel } from "./signals-panel.tsx";
import { TextsPanel } from "./texts-panel.tsx";

interface UnitResultsProps {
  readonly round: RoundAnswer;
  readonly results: ResultsAnswer;
  readonly previous: UnitRow | null;
  readonly next: UnitRow | null;
}

export function UnitResults({ round, results, previous, next }: UnitResultsProps): ReactElement {
  useTitle(results.unit.name);
  const withTables = results.forms.filter(({ level }) => level === "tables");
  return (
    <>
      <div className="head">
        <div>
          <h1>{results.unit.name}</h1>
          <Facts results={results} />
        </div>
        <div className="acts">
          <Neighbour round={round.id} unit={previous} before="‹ " word={text.previous} after="" />
          <Neighbour round={round.id} unit={next} before="" word={text.next} after=" ›" />
          <button type="button" className="btn" onClick={() => print()}>
            {text.print}
          </button>
        </div>
      </div>
      <div className="cols top2">
        <div className="cols">
          <ScorePanel results={results} />
          <RadarPanel results={results} />
        </div>
        <div className="cols">
          <DerivationTree results={results} />
          <BlocksPanel results={results} />
        </div>
      </div>
      <div className="cols low2">
        <div className="cols">
          {results.forms.map((form) => (
            <FormPanel key={form.instrument} form={form} results={results} />
          ))}
        </div>
        <div className="cols">
          <SignalsPanel signals={results.signals} />
          <ProblemsPanel results={results} />
          {withTables.map((form) => (
            <OtherQuestions key={form.instrument} form={form} />
          ))}
          <LookBackPanel results={results} />
          <TextsPanel results={results} />
        </div>
      </div>
    </>
  );
}

function Facts({ results }: { readonly results: ResultsAnswer }): ReactElement {
  const [before, returned, after] = text.facts.returned(
    results.returned,
    results.eligible,
    results.participation.printed,
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
      <span>{text.facts.closed(localTime(results.closedAtUtc))}</span>
      <span>{text.facts.basis(results.thresholds.floor)}</span>
      <span>{text.facts.digest(results.digest.slice(0, 8))}</span>
    </p>
  );
}

/** An act of the office, in the time of this machine: 2026年11月20日 09:12. */
function localTime(utc: string): string {
  const at = new Date(utc);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;
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
