/** 等次: the grade table, never ordered by score, and the paragraph of the round report. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import type { RanksAnswer } from "../../../server/http/office/answers-comparison.ts";
import type { GradeTableAnswer } from "../../../server/http/office/answers-results.ts";
import { grades as text, results } from "../../text/console-results.ts";
import { addresses } from "../addresses.ts";
import { at, gradesWorkbookAddress, read as readAnswer } from "../api.ts";
import { Paragraph } from "../parts/paragraph.tsx";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost, useGrades } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { freeze, ranks as rankText } from "../../text/console-review.ts";
import { archive, trial } from "../../text/console-trial.ts";
import { ArchiveDialog } from "./archive-dialog.tsx";
import { FreezeDialog } from "./freeze-dialog.tsx";
import { GradeStations } from "./grade-stations.tsx";
import { GradeTable } from "./grade-table.tsx";

interface GradesPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
  /** Of the address: the places among units of one type are shown. */
  readonly isRanked: boolean;
}

export function GradesPage({ round, session, isRanked }: GradesPageProps): ReactElement {
  useTitle(text.title);
  const [, go] = useLocation();
  const ranks = useQuery({
    queryKey: ["ranks", round.id],
    queryFn: () => readAnswer<RanksAnswer>(`/rounds/${at(round.id)}/ranks`),
    enabled: isRanked,
  });
  const [isFreezing, setFreezing] = useState(false);
  const [isArchiving, setArchiving] = useState(false);
  const read = useGrades(round.id);
  if (read.isPending) return <Loading rows={12} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  if (read.data.rows.every(({ level, isBlind }) => level === "open" && !isBlind))
    return <NothingYet round={round} />;
  const table = read.data;
  const isOffice = session.role === "office";
  const approved = isOffice ? table.rows.filter(({ review }) => review.state === "approved").length : 0;
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>
            {round.isArchived && <b>{archive.done} · </b>}
            {text.lead(table.scheme.title, table.scheme.version, table.scheme.digest.slice(0, 8))}
            {ruleOf(table)}
            {text.order}
          </p>
        </div>
        <div className="acts">
          <button
            type="button"
            className="btn"
            aria-pressed={isRanked}
            onClick={() => go(addresses.grades(round.id, !isRanked))}
          >
            {isRanked ? rankText.hide : rankText.show}
          </button>
          {isOffice && round.isArchived && (
            <Link href={addresses.trial(round.id)} className="btn">
              {trial.open}
            </Link>
          )}
          {isOffice && !round.isArchived && isDecided(table) && (
            <button type="button" className="btn" onClick={() => setArchiving(true)}>
              {archive.act}
            </button>
          )}
          {approved > 0 && (
            <button type="button" className="btn" onClick={() => setFreezing(true)}>
              {freeze.act(approved)}
            </button>
          )}
          {isOffice ? (
            <a className="btn primary" href={gradesWorkbookAddress(round.id)} download>
              {text.workbook}
            </a>
          ) : (
            <button type="button" className="btn primary" onClick={() => print()}>
              {results.print}
            </button>
          )}
        </div>
      </div>
      {session.role === "viewer" ? <ApprovedOf table={table} /> : <GradeStations table={table} />}
      {isRanked && isLost(ranks) ? (
        <ReadFault error={ranks.error} again={() => void ranks.refetch()} />
      ) : (
        isRanked && (
          <p className="sub page-note">{ranks.data?.length === 0 ? rankText.none : rankText.hint}</p>
        )
      )}
      <p className="sub page-note turn-hint">{text.turnHint}</p>
      <section className="panel scroll">
        <GradeTable
          table={table}
          round={round.id}
          ranks={isRanked ? (ranks.data ?? []) : []}
          thresholds={round.thresholds}
        />
      </section>
      {table.rows.some(({ total, opinion }) => total === null && opinion !== null) && (
        <p className="sub table-note">{text.opinionNote}</p>
      )}
      <RoundParagraph table={table} />
      {isArchiving && <ArchiveDialog round={round} close={() => setArchiving(false)} />}
      {isFreezing && <FreezeDialog round={round.id} count={approved} close={() => setFreezing(false)} />}
    </>
  );
}

/** Nothing is left to be decided; the server looks once more. */
const isDecided = ({ grades, rows }: GradeTableAnswer): boolean =>
  rows.every(
    ({ level, withdrawn, review }) =>
      withdrawn !== null || (level !== "open" && (grades.length === 0 || review.state === "frozen")),
  );

function ruleOf({ grades }: GradeTableAnswer): string {
  const lines = grades
    .filter(({ from }) => Number(from) > 0)
    .map(({ grade, from }) => text.from(grade, from));
  return lines.length > 0 ? text.rule(lines.join("，")) : "";
}

/** A viewer is told of the last station alone. */
function ApprovedOf({ table }: { readonly table: GradeTableAnswer }): ReactElement | null {
  if (table.grades.length === 0) return null;
  const counted = table.rows.filter(({ withdrawn }) => withdrawn === null);
  const approved = counted.filter(({ approved: grade }) => grade !== null);
  return <p className="page-note">{text.approvedOf(approved.length, counted.length)}</p>;
}

function NothingYet({ round }: { readonly round: RoundAnswer }): ReactElement {
  return (
    <div className="empty">
      <h1>{text.emptyTitle}</h1>
      <p>{text.empty}</p>
      <div className="acts">
        <Link href={addresses.progress(round.id)} className="btn">
          {text.goProgress}
        </Link>
      </div>
    </div>
  );
}

function RoundParagraph({ table }: { readonly table: GradeTableAnswer }): ReactElement | null {
  const [isCopied, setCopied] = useState(false);
  if (table.paragraph.length === 0) return null;
  const canCopy = isSecureContext;
  return (
    <section className="panel after">
      <header>
        <h2>{text.paragraphTitle}</h2>
        <span className="sub">
          {table.paragraph.some(({ missing }) => missing) && text.paragraphHint}{" "}
          {canCopy && (
            <button
              type="button"
              className="link no-print"
              onClick={async () => {
                await navigator.clipboard.writeText(table.paragraph.map((piece) => piece.text).join(""));
                setCopied(true);
              }}
            >
              {text.copy}
            </button>
          )}
          <span role="status">{isCopied && ` ${text.copied}`}</span>
        </span>
      </header>
      <div className="in">
        <Paragraph pieces={table.paragraph} />
      </div>
    </section>
  );
}
