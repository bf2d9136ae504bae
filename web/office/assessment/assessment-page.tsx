/** 评估: judgement, facts and the review of one unit; the first unit when the address names none. */
import type { ReactElement } from "react";
import { Link, Redirect } from "wouter";
import type { RoundAnswer, SessionAnswer } from "../../../server/http/office/answers.ts";
import { assessment as text } from "../../text/console-review.ts";
import { addresses } from "../addresses.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { UnitAssessment } from "./unit-assessment.tsx";
import { useAssessment } from "./use-assessment.ts";

interface AssessmentPageProps {
  readonly round: RoundAnswer;
  readonly session: SessionAnswer;
  readonly unit: string | null;
}

export function AssessmentPage({ round, session, unit }: AssessmentPageProps): ReactElement {
  if (session.role === "viewer") return <NoSuchPage />;
  if (unit !== null) {
    return round.units.some(({ id }) => id === unit) ? (
      <ReadUnit key={unit} round={round} session={session} unit={unit} />
    ) : (
      <NoSuchPage />
    );
  }
  const first = round.units[0];
  return first ? (
    <Redirect to={addresses.assessment(round.id, first.id)} replace />
  ) : (
    <NoUnits round={round} />
  );
}

function ReadUnit({ round, session, unit }: AssessmentPageProps & { readonly unit: string }): ReactElement {
  const read = useAssessment(round.id, unit);
  if (read.isPending) return <Loading rows={14} />;
  if (isLost(read)) return <ReadFault error={read.error} again={() => void read.refetch()} />;
  return <UnitAssessment round={round} session={session} answer={read.data} />;
}

function NoUnits({ round }: { readonly round: RoundAnswer }): ReactElement {
  useTitle(text.title);
  return (
    <div className="empty">
      <h1>{text.emptyTitle}</h1>
      <p>{text.empty}</p>
      <div className="acts">
        <Link href={addresses.progress(round.id)} className="btn">
          {text.title}
        </Link>
      </div>
    </div>
  );
}
