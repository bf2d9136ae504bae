/** 试算: other points and lines on an archived round. Kept nowhere, and marked wherever it stands. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import type { GradeTableAnswer } from "../../../server/http/office/answers-results.ts";
import { trial as text } from "../../text/console-trial.ts";
import { addresses } from "../addresses.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault, RefusalNote } from "../parts/note.tsx";
import { isLost, useGrades } from "../queries.ts";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { type Choice, trialApi } from "./trial-api.ts";
import { TrialFields } from "./trial-fields.tsx";
import { TrialTable } from "./trial-table.tsx";

interface TrialPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
}

export function TrialPage({ round, session }: TrialPageProps): ReactElement {
  useTitle(text.title);
  const read = useGrades(round.id);
  if (session.role !== "office") return <NoSuchPage />;
  if (!round.isArchived) return <NotArchived round={round.id} />;
  if (read.isPending) return <Loading rows={10} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  return <Trial round={round.id} thresholds={round.thresholds} table={read.data} />;
}

interface TrialProps {
  readonly round: string;
  readonly thresholds: RoundAnswer["thresholds"];
  readonly table: GradeTableAnswer;
}

function Trial({ round, thresholds, table }: TrialProps): ReactElement {
  const own = choiceOf(table);
  const [choice, setChoice] = useState(own);
  const attempt = useMutation({
    mutationFn: async (asked: Choice) => ({ asked, answer: await trialApi.attempt(round, asked) }),
  });
  const found = attempt.data;
  return (
    <div className="trial">
      <p className="trial-mark" aria-hidden="true">
        {text.printed}
      </p>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead(table.scheme.title, table.scheme.version)}</p>
        </div>
      </div>
      <div className="work stack">
        <Note tone="warn">{text.warning}</Note>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            attempt.mutate(choice);
          }}
        >
          <TrialFields table={table} choice={choice} change={setChoice} />
          <RefusalNote error={attempt.error} />
          <div className="acts no-print">
            <button type="button" className="btn" onClick={() => setChoice(own)}>
              {text.reset}
            </button>
            <button type="submit" className="btn primary" disabled={attempt.isPending}>
              {attempt.isPending ? text.busy : text.act}
            </button>
          </div>
        </form>
        {found && !attempt.isError && (
          <TrialTable answer={found.answer} isStale={found.asked !== choice} thresholds={thresholds} />
        )}
      </div>
    </div>
  );
}

const choiceOf = ({ parts, grades }: GradeTableAnswer): Choice => ({
  points: Object.fromEntries(parts.map(({ id, points }) => [id, points])),
  from: Object.fromEntries(grades.map(({ grade, from }) => [grade, from])),
});

const NotArchived = ({ round }: { readonly round: string }): ReactElement => (
  <div className="empty">
    <h1>{text.notArchivedTitle}</h1>
    <p>{text.notArchived}</p>
    <div className="acts">
      <Link href={addresses.grades(round)} className="btn">
        {text.goGrades}
      </Link>
    </div>
  </div>
);
