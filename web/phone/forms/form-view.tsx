/** One form on the phone: page by page, then the review. */
import { useEffect, useReducer, useState } from "react";
import type { SurveyModel } from "survey-core";
import { Survey } from "survey-react-ui";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import { form as words } from "../../text/form.ts";
import { phone } from "../../text/phone.ts";
import type { Greeting } from "./fill-forms.ts";
import { turnTo } from "./answer.ts";
import { focusFirstFault, focusHeading } from "./focus.ts";
import { pagesOf } from "./progress.ts";
import { Review } from "./review.tsx";
import { Where } from "./where.tsx";

interface FormViewProps {
  readonly frozen: FrozenForm;
  readonly model: SurveyModel;
  readonly position: { readonly index: number; readonly of: number };
  readonly batchName: string;
  readonly greeting: Greeting | null;
  readonly submit: () => void;
}

export function FormView({ frozen, model, position, batchName, greeting, submit }: FormViewProps) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [isReview, setIsReview] = useState(false);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const [isHeldUp, setIsHeldUp] = useState(false);
  const pages = pagesOf(model);
  const at = Math.max(
    0,
    pages.findIndex(({ page }) => page === model.currentPage),
  );
  const [greetedAt] = useState(at);
  const isByLeader = frozen.leaders.length > 0;
  const isLast = at === pages.length - 1;
  const faulty = pages[at]?.questions.filter((question) => question.errors.length > 0) ?? [];

  useEffect(() => {
    const changed = () => redraw();
    model.onValueChanged.add(changed);
    model.onQuestionVisibleChanged.add(changed);
    return () => {
      model.onValueChanged.remove(changed);
      model.onQuestionVisibleChanged.remove(changed);
    };
  }, [model]);

  useEffect(() => {
    window.scrollTo(0, 0);
    focusHeading();
    document.title = frozen.title;
  }, [at, isReview, frozen.title]);

  function go(to: number): void {
    setIsHeldUp(false);
    setIsReview(false);
    turnTo(model, pages[to]!.page);
    redraw();
  }

  function next(): void {
    const { page } = pages[at]!;
    page.validate(true, false);
    if (pages[at]!.questions.some((question) => question.errors.length > 0)) {
      setIsHeldUp(true);
      redraw();
      requestAnimationFrame(focusFirstFault);
    } else if (isLast) {
      setIsHeldUp(false);
      setIsReview(true);
    } else go(at + 1);
  }

  if (isReview) {
    const send = () => {
      setIsSubmitting(true);
      submit();
    };
    return (
      <Review
        title={frozen.shortTitle}
        batchName={batchName}
        pages={pages}
        isSubmitting={isSubmitting}
        change={go}
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
        missing={isHeldUp ? faulty : []}
      />
      <main className="body form">
        {greeting && at === greetedAt && <p className={`note ${greeting.tone}`}>{greeting.text}</p>}
        {at === 0 && <p className="intro">{frozen.introduction}</p>}
        <Survey model={model} />
      </main>
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
    </div>
  );
}
