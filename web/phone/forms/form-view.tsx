/** One form on the phone: page by page, then the review. */
import { useEffect, useState } from "react";
import type { SurveyModel } from "survey-core";
import { Survey } from "survey-react-ui";
import { form as words } from "../../text/form.ts";
import { landing } from "../../text/landing.ts";
import { phone } from "../../text/phone.ts";
import { watchClosing } from "../closing-time.ts";
import { onStepBack } from "../step-back.ts";
import { ClosingSoon } from "./closing-soon.tsx";
import { leadersOfPart } from "./create-model.ts";
import type { FormToShow, Greeting } from "./form-to-show.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { languagesOf } from "./languages.ts";
import { allRowsRequired } from "./question-labels.ts";
import { Review } from "./review.tsx";
import { usePager, type Pager } from "./use-pager.ts";
import { Where } from "./where.tsx";

interface FormViewProps {
  readonly form: FormToShow;
  readonly model: SurveyModel;
  readonly submit: () => void;
  readonly leave: () => void;
}

export function FormView({ form, model, submit, leave }: FormViewProps) {
  const { frozen, position } = form;
  const pager = usePager(model);
  const [greetedAt] = useState(pager.at);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const minutesLeft = useMinutesLeft(form.poll);
  useStepBack(pager, isSubmitting, leave);
  useEffect(() => {
    document.title = frozen.title;
  }, [frozen.title]);

  function send(): void {
    setIsSubmitting(true);
    submit();
  }

  if (!pager.isReview) {
    const greeting = pager.at === greetedAt ? form.greeting : null;
    return <Questions {...{ form, model, pager, minutesLeft, greeting }} />;
  }
  return (
    <Review
      title={frozen.shortTitle}
      position={position}
      batchName={form.batchName}
      reportTo={form.reportTo}
      minutesLeft={minutesLeft}
      pages={pager.pages}
      isSubmitting={isSubmitting}
      change={pager.go}
      submit={send}
    />
  );
}

/** Of the grace, once the poll closes; null before. */
function useMinutesLeft(poll: string): number | null {
  const [minutesLeft, setMinutesLeft] = useState<number | null>(null);
  useEffect(() => watchClosing(poll, setMinutesLeft), [poll]);
  return minutesLeft;
}

/** Not after every drawing: a form that is drawn behind the waiting page must not take its place. */
function useStepBack({ at, isReview, back }: Pager, isSubmitting: boolean, leave: () => void): void {
  useEffect(() => {
    onStepBack(isSubmitting ? stay : isReview || at > 0 ? back : leave);
  }, [at, isReview, isSubmitting, back, leave]);
}

/** What is on its way cannot be called back. */
function stay(): void {
  onStepBack(stay);
}

interface QuestionsProps {
  readonly form: FormToShow;
  readonly model: SurveyModel;
  readonly pager: Pager;
  readonly minutesLeft: number | null;
  readonly greeting: Greeting | null;
}

function Questions({ form, model, pager, minutesLeft, greeting }: QuestionsProps) {
  const { frozen, position } = form;
  const { pages, at } = pager;
  const isByLeader = frozen.leaders.length > 0;
  const isLeaderAPage = isByLeader && pages.every(({ page }) => leadersOfPart(page).length <= 1);
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
        {greeting && <p className={`note ${greeting.tone}`}>{greeting.text}</p>}
        {at === 0 && <LanguageChoice model={model} codes={languagesOf(frozen.survey)} />}
        {at === 0 && <FormHead form={form} hasRequired={hasRequired(model)} />}
        <Survey model={model} />
      </main>
      <Steps pager={pager} isLeaderAPage={isLeaderAPage} />
    </div>
  );
}

interface FormHeadProps {
  readonly form: FormToShow;
  readonly hasRequired: boolean;
}

/** Above the first question: which form this is, how long it takes, what it asks for. */
function FormHead({ form: { frozen, position, minutes }, hasRequired }: FormHeadProps) {
  const { index, of } = position;
  return (
    <div className="form-head">
      <p className="eyebrow">{of > 1 ? words.progress(index, of, minutes) : landing.formMinutes(minutes)}</p>
      <p className="form-title">{frozen.title}</p>
      <p className="intro">{frozen.introduction}</p>
      {hasRequired && (
        <p className="hint legend">
          <span className="req">*</span>
          {words.requiredMark}
        </p>
      )}
    </div>
  );
}

const hasRequired = (model: SurveyModel): boolean =>
  model.getAllQuestions().some((question) => question.isRequired || allRowsRequired(question));

function Steps({ pager, isLeaderAPage }: { pager: Pager; isLeaderAPage: boolean }) {
  const { at, isLast, go, next } = pager;
  return (
    <div className="bar">
      {at > 0 && (
        <button type="button" className="btn" onClick={() => go(at - 1)}>
          {isLeaderAPage ? phone.previousLeader : words.previous}
        </button>
      )}
      <button type="button" className="btn primary" onClick={next}>
        {isLast ? words.toReview : isLeaderAPage ? phone.nextLeader : words.next}
      </button>
    </div>
  );
}
