/** 单位结果: closed polls only; before that a page that says why there is nothing to see. */
import type { ReactElement } from "react";
import { Link, Redirect } from "wouter";
import type { RoundAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import { results as text } from "../../text/console-results.ts";
import { words } from "../../text/words.ts";
import { addresses } from "../addresses.ts";
import { Destroyed } from "../parts/destroyed.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost, useResults } from "../queries.ts";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { UnitResults } from "./unit-results.tsx";
import { withdrawalOf } from "../../../server/core/round/round.ts";

interface ResultsPageProps {
  readonly round: RoundAnswer;
  readonly unit: string | null;
  /** What stands open in the derivation; null as when nobody has opened anything. */
  readonly place: string | null;
}

export function ResultsPage({ round, unit, place }: ResultsPageProps): ReactElement {
  const closed = round.units.filter(({ state }) => state === "closed");
  if (unit === null) {
    const first = closed[0];
    return first ? (
      <Redirect to={addresses.results(round.id, first.id)} replace />
    ) : (
      <NothingYet round={round} />
    );
  }
  const row = round.units.find(({ id }) => id === unit);
  if (!row) return <NoSuchPage />;
  if (row.state !== "closed" || row.poll === null) return <NotYet round={round} unit={row} />;
  const index = closed.indexOf(row);
  return (
    <ReadResults
      key={row.poll}
      round={round}
      poll={row.poll}
      place={place}
      previous={closed[index - 1] ?? null}
      next={closed[index + 1] ?? null}
    />
  );
}

interface ReadResultsProps {
  readonly round: RoundAnswer;
  readonly poll: string;
  readonly place: string | null;
  readonly previous: UnitRow | null;
  readonly next: UnitRow | null;
}

function ReadResults({ round, poll, place, previous, next }: ReadResultsProps): ReactElement {
  const read = useResults(poll);
  if (read.isPending) return <Loading rows={14} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  return <UnitResults round={round} results={read.data} place={place} previous={previous} next={next} />;
}

function NothingYet({ round }: { readonly round: RoundAnswer }): ReactElement {
  useTitle(text.title);
  if (round.units.some(({ state }) => state === "destroyed")) return <Destroyed />;
  return (
    <div className="empty">
      <h1>{text.noneTitle}</h1>
      <p>{text.waiting}</p>
      <div className="acts">
        <Link href={addresses.progress(round.id)} className="btn">
          {text.goProgress}
        </Link>
      </div>
    </div>
  );
}

function NotYet({ round, unit }: { readonly round: RoundAnswer; readonly unit: UnitRow }): ReactElement {
  useTitle(unit.name);
  const withdrawn = withdrawalOf(unit.state);
  if (unit.state === "destroyed") return <Destroyed />;
  return (
    <div className="empty">
      <h1>{withdrawn === null ? text.waitingTitle : text.withdrawnTitle[withdrawn]}</h1>
      <p>{withdrawn === null ? text.waiting : text.withdrawn[withdrawn]}</p>
      <p className="sub">{text.waitingState(unit.name, words.state[unit.state])}</p>
      <div className="acts">
        <Link href={addresses.progress(round.id)} className="btn">
          {text.goProgress}
        </Link>
      </div>
    </div>
  );
}
