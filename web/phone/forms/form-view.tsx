/** One form on the phone: page by page, then the review. */
import { useEffect, useState } from "react";
import type { SurveyModel } from "survey-core";
import { Survey } from "survey-react-ui";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import { form as words } from "../../text/form.ts";
import { phone } from "../../text/phone.ts";
import { watchClosing } from "../closing-time.ts";
import { ClosingSoon } from "./closing-soon.tsx";
import type { Greeting } from "./fill-forms.ts";
import { Review } from "./review.tsx";
import { usePager, type Pager } from "./use-pager.ts";
import { Where } from "./where.tsx";

interface FormViewProps {
  readonly frozen: FrozenForm;
  readonly model: SurveyModel;
  readonly position: { readonly index: number; readonly of: number };
  readonly batchName: string;
  readonly poll: string;
  readonly greeting: Greeting | null;
  readonly submit: () => void;
}

export function FormView({ frozen, model, position, batchName, poll, greeting, submit }: FormViewProps) {
  const pager = usePager(model);
  const { pages, at } = pager;
  const [greetedAt] = useState(at);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const isByLeader = frozen.leaders.length > 0;
  useEffect(() => {
    document.title = frozen.title;
  }, [frozen.title]);

  const [minutesLeft, setMinutesLeft] = useState<number | null>(null);
  useEffect(() => watchClosing(poll, setMinutesLeft), [poll]);

  function send(): void {
    setIsSubmitting(true);
    submit();
  }

  if (pager.isReview) {
    return (
      <Review
        title={frozen.shortTitle}
        batchName={batchName}
        minutesLeft={minutesLeft}
        pages={pages}
        isSubmitting={isSubmitting}
        change={pager.go}
        submit={send}
      />
    );
  }
  return (
    <div className="page">
      <Where
        shortTitle={frozen.shortTitle}
        position={position}
        pages={pages}
        at={at}
        isByLeader={isByLeader}
        missing={pager.missing}
      />
      <main className="body form">
        <ClosingSoon minutes={minutesLeft} />
        {greeting && at === greetedAt && <p className={`note ${greeting.tone}`}>{greeting.text}</p>}
        {at === 0 && <p className="intro">{frozen.introduction}</p>}
        <Survey model={model} />
      </main>
      <Steps pager={pager} isByLeader={isByLeader} />
    </div>
  );
}

function Steps({ pager, isByLeader }: { pager: Pager; isByLeader: boolean }) {
  const { at, isLast, go, next } = pager;
  return (
    <div className="bar">
      {at > 0 && (
        <button type="button" className="btn" onClick={() => go(at - 1)}>
          {isByLeader ? phone.previousLeader : words.previous}
        </button>
      )}
      <button type="button" className="btn primary" onClick={next}>
        {isLast ? words.toReview : isByLeader ? phone.nextLeader : words.next}
      </button>
    </div>
  );
}
