import { useState } from "react";
import type { ReactElement } from "react";
import type { SessionAnswer } from "../../../server/http/office/answers.ts";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { steps as text } from "../../text/console-review.ts";
import { RefusalNote } from "../parts/note.tsx";
import { assessmentApi, type Step } from "./assessment-api.ts";
import { GradeForm } from "./grade-form.tsx";
import { OpinionForm } from "./opinion-form.tsx";
import { ReopenDialog } from "./reopen-dialog.tsx";
import { useUnitAct } from "./use-assessment.ts";

interface NextStepPanelProps {
  readonly round: string;
  readonly session: SessionAnswer;
  readonly answer: AssessmentAnswer;
}

/** The one thing to do next, for whoever may do it; everybody else reads whom it waits for. */
export function NextStepPanel({ round, session, answer }: NextStepPanelProps): ReactElement {
  const [isReopening, setReopening] = useState(false);
  const act = useUnitAct(round, answer.unit.id, (step: Step) =>
    assessmentApi.take(round, answer.unit.id, step),
  );
  const isOffice = session.role === "office";
  const { state } = answer;
  const mayReopen = state === "judged" || state === "proposed" || (isOffice && state !== "entry");
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
        {mayReopen && (
          <button type="button" className="link" onClick={() => setReopening(true)}>
            {text.reopen}
          </button>
        )}
      </header>
      <div className="in stack">
        <NextStep
          key={state}
          answer={answer}
          isOffice={isOffice}
          isBusy={act.isPending}
          take={(step) => act.mutate(step)}
        />
        <RefusalNote error={act.error} />
      </div>
      {isReopening && <ReopenDialog round={round} answer={answer} close={() => setReopening(false)} />}
    </section>
  );
}

interface NextStepProps {
  readonly answer: AssessmentAnswer;
  readonly isOffice: boolean;
  readonly isBusy: boolean;
  readonly take: (step: Step) => void;
}

function NextStep({ answer, isOffice, isBusy, take }: NextStepProps): ReactElement {
  const { state, grades, score, judgesFirst, review } = answer;
  if (grades.length === 0) return <p>{text.noGrades}</p>;
  switch (state) {
    case "entry":
    case "judged":
      return judgesFirst && state === "entry" ? (
        <Judge answer={answer} isBusy={isBusy} take={take} />
      ) : (
        <Propose answer={answer} isBusy={isBusy} take={take} />
      );
    case "proposed":
      return isOffice ? <OpinionForm isBusy={isBusy} take={take} /> : <p>{text.waitOffice}</p>;
    case "reviewed": {
      const proposal = review.steps.find(({ act }) => act.kind === "proposed")?.act;
      const start = proposal?.kind === "proposed" ? proposal.grade : (score?.computed ?? null);
      return isOffice ? (
        <GradeForm
          lead={text.approveLead}
          grades={grades}
          start={start}
          hasMeeting
          isBusy={isBusy}
          confirm={text.approve}
          take={(grade, reason, meeting) => take({ step: "approved", grade, reason, meeting })}
        />
      ) : (
        <p>{text.waitApproval}</p>
      );
    }
    case "approved":
      return <p>{isOffice ? text.freezeHint : text.waitFreeze}</p>;
    case "frozen":
      return <p>{text.frozen}</p>;
  }
}

type ActProps = Omit<NextStepProps, "isOffice">;

function Judge({ answer, isBusy, take }: ActProps): ReactElement {
  const isMissing = answer.gaps.some(({ code }) => code === "judgement" || code === "reason");
  return (
    <>
      <p>{text.judgedLead}</p>
      <div className="acts">
        <button
          type="button"
          className="btn"
          disabled={isBusy || isMissing}
          onClick={() => take({ step: "judged" })}
        >
          {text.judged}
        </button>
      </div>
    </>
  );
}

function Propose({ answer, isBusy, take }: ActProps): ReactElement {
  const { grades, score, gaps } = answer;
  if (gaps.some(({ code }) => code !== "workload")) return <p>{text.notReady}</p>;
  return (
    <GradeForm
      lead={text.proposeLead(score?.computed ?? null)}
      grades={grades}
      start={score?.computed ?? null}
      hasMeeting={false}
      isBusy={isBusy}
      confirm={text.propose}
      take={(grade, reason) => take({ step: "proposed", grade, reason })}
    />
  );
}
