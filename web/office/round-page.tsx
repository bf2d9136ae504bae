/** One round: read once, shared by its four pages. */
import type { ReactElement } from "react";
import type { RoundAnswer, SessionAnswer } from "../../server/http/office/answers.ts";
import { RANKED } from "./addresses.ts";
import { ComparePage } from "./compare/compare-page.tsx";
import { PastPage } from "./compare/past-page.tsx";
import { DocumentsPage } from "./documents/documents-page.tsx";
import { Frame } from "./frame.tsx";
import type { PageName } from "./frame.tsx";
import { AssessmentPage } from "./assessment/assessment-page.tsx";
import { GradesPage } from "./grades/grades-page.tsx";
import { Loading } from "./parts/loading.tsx";
import { ReadFault } from "./parts/note.tsx";
import { StaleLine } from "./parts/stale-line.tsx";
import { ClosingPage } from "./on-site/closing-page.tsx";
import { OnSitePage } from "./on-site/on-site-page.tsx";
import { StackPage } from "./paper/stack-page.tsx";
import { ParcelsPage } from "./parcels/parcels-page.tsx";
import { PreparePage } from "./prepare/prepare-page.tsx";
import { ProgressPage } from "./progress/progress-page.tsx";
import { isLost, useRound } from "./queries.ts";
import { ResultsPage } from "./results/results-page.tsx";
import { NoSuchPage } from "./rounds/no-such-page.tsx";
import { TotalsPage } from "./totals/totals-page.tsx";
import { TrialPage } from "./trial/trial-page.tsx";
import { EditRoundPage } from "./rounds/settings-pages.tsx";

interface RoundPageProps {
  readonly session: SessionAnswer;
  readonly round: string;
  readonly page: string;
  readonly unit: string | null;
  /** A stack of paper; of the page that keys it only. */
  readonly stack: string | null;
}

const tabs: { readonly [page: string]: PageName } = {
  settings: "prepare",
  prepare: "prepare",
  parcels: "prepare",
  progress: "progress",
  "on-site": "progress",
  paper: "progress",
  units: "results",
  compare: "compare",
  past: "compare",
  totals: "compare",
  assessment: "assessment",
  grades: "grades",
  trial: "grades",
  documents: "documents",
};

export function RoundPage({ session, round, page, unit, stack }: RoundPageProps): ReactElement {
  const read = useRound(round);
  const content = read.isPending ? (
    <Loading rows={10} />
  ) : isLost(read) ? (
    <ReadFault error={read.error} again={() => void read.refetch()} />
  ) : (
    choosePage(read.data, session, page, unit, stack)
  );
  // The room may still be looking: no bar, no way to a result.
  if (page === "closing") {
    return (
      <main className="sheet" id="content">
        <StaleLine />
        {content}
      </main>
    );
  }
  return (
    <Frame session={session} round={{ id: round, title: read.data?.title ?? "" }} page={tabs[page] ?? null}>
      {content}
    </Frame>
  );
}

function choosePage(
  round: RoundAnswer,
  session: SessionAnswer,
  page: string,
  unit: string | null,
  stack: string | null,
): ReactElement {
  switch (page) {
    case "settings":
      return <EditRoundPage round={round} session={session} />;
    case "prepare":
      return <PreparePage round={round} session={session} />;
    case "parcels":
      return <ParcelsPage round={round} session={session} />;
    case "progress":
      return <ProgressPage round={round} session={session} />;
    case "units":
      return <ResultsPage round={round} unit={unit} place={stack} />;
    case "compare":
      return <ComparePage round={round} session={session} order={unit} unitType={stack} />;
    case "past":
      return <PastPage round={round} order={unit} unitType={stack} />;
    case "totals":
      return <TotalsPage round={round} session={session} parent={unit} />;
    case "on-site":
      return <OnSitePage round={round} session={session} unit={unit} />;
    case "closing":
      return <ClosingPage round={round} session={session} unit={unit} />;
    case "paper":
      return <StackPage round={round} session={session} unit={unit} stack={stack} />;
    case "assessment":
      return <AssessmentPage round={round} session={session} unit={unit} />;
    case "grades":
      return <GradesPage round={round} session={session} isRanked={unit === RANKED} />;
    case "trial":
      return <TrialPage round={round} session={session} />;
    case "documents":
      return <DocumentsPage round={round} session={session} />;
    default:
      return <NoSuchPage />;
  }
}
