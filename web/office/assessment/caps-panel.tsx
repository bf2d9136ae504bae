import { useState } from "react";
import type { ReactElement } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { caps as text } from "../../text/console-review.ts";
import { Field } from "../parts/field.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { assessmentApi } from "./assessment-api.ts";
import { useUnitAct } from "./use-assessment.ts";

type Cap = NonNullable<AssessmentAnswer["score"]>["caps"][number];

interface CapsPanelProps {
  readonly round: string;
  readonly answer: AssessmentAnswer;
}

/** 等次限制情形: proposed with evidence, decided by a person with a reason. */
export function CapsPanel({ round, answer }: CapsPanelProps): ReactElement | null {
  if (!answer.score) return null;
  const { caps } = answer.score;
  return (
    <section className="panel">
      <header>
        <h2>{text.title}</h2>
      </header>
      <div className="in stack">
        <p className="sub">{caps.length === 0 ? text.none : text.lead}</p>
        {caps.map((cap) => (
          <CapLine key={cap.id} round={round} answer={answer} cap={cap} />
        ))}
      </div>
    </section>
  );
}

function CapLine({ round, answer, cap }: CapsPanelProps & { readonly cap: Cap }): ReactElement {
  const [isAgain, setAgain] = useState(false);
  const state = cap.confirmed === null ? text.open : cap.confirmed ? text.yes : text.no;
  const asks = answer.mayEnter && (cap.confirmed === null || isAgain);
  return (
    <div className="cap">
      <p>
        <b>{text.cap(cap.title, cap.atMost)}</b>{" "}
        {cap.confirmed === null ? <span className="chip warn">{state}</span> : text.said(state, cap.reason)}
      </p>
      <p className="sub">{text.evidence(cap.evidence)}</p>
      {asks ? (
        <Decide round={round} answer={answer} cap={cap} done={() => setAgain(false)} />
      ) : (
        answer.mayEnter && (
          <button
            type="button"
            className="link"
            aria-label={text.actOn(text.again, cap.title)}
            onClick={() => setAgain(true)}
          >
            {text.again}
          </button>
        )
      )}
    </div>
  );
}

interface DecideProps extends CapsPanelProps {
  readonly cap: Cap;
  readonly done: () => void;
}

function Decide({ round, answer, cap, done }: DecideProps): ReactElement {
  const [reason, setReason] = useState("");
  const unit = answer.unit.id;
  const act = useUnitAct(
    round,
    unit,
    (confirmed: boolean) =>
      assessmentApi.decideCap(round, unit, cap.id, {
        confirmed,
        reason: reason.trim(),
        basedOn: answer.version,
      }),
    done,
  );
  const button = (confirmed: boolean, word: string): ReactElement => (
    <button
      type="button"
      className="btn small"
      aria-label={text.actOn(word, cap.title)}
      disabled={act.isPending || reason.trim() === ""}
      onClick={() => act.mutate(confirmed)}
    >
      {word}
    </button>
  );
  return (
    <>
      <Field
        label={text.reason}
        aria-label={text.reasonOf(cap.title)}
        maxLength={300}
        value={reason}
        change={setReason}
      />
      <RefusalNote error={act.error} />
      <div className="acts">
        {button(true, text.confirm)}
        {button(false, text.reject)}
      </div>
    </>
  );
}
