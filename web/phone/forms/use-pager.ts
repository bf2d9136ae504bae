/** Which page of the form is in view, what holds it up, and the way to the review. */
import { useCallback, useEffect, useReducer, useState } from "react";
import type { Question, SurveyModel } from "survey-core";
import { turnTo } from "./answer.ts";
import { focusFirstFault, focusHeading } from "./focus.ts";
import { pagesOf, type PageProgress } from "./progress.ts";

export interface Pager {
  readonly pages: readonly PageProgress[];
  /** Index of the page in view. */
  readonly at: number;
  readonly isReview: boolean;
  /** The next step leads to the review. */
  readonly isLast: boolean;
  /** Questions that held up the last step; they leave the list as they are answered. */
  readonly missing: readonly Question[];
  readonly go: (page: number) => void;
  /** To the page before, or from the review to the last page. */
  readonly back: () => void;
  readonly next: () => void;
}

export function usePager(model: SurveyModel): Pager {
  const redraw = useChanges(model);
  const [isReview, setIsReview] = useState(false);
  const [wasReviewed, setWasReviewed] = useState(false);
  const [isHeldUp, setIsHeldUp] = useState(false);
  const pages = pagesOf(model);
  const found = pages.findIndex(({ page }) => page === model.currentPage);
  const at = Math.max(0, found);

  useEffect(() => {
    window.scrollTo(0, 0);
    focusHeading();
  }, [at, isReview]);

  const go = useCallback(
    (to: number): void => {
      setIsHeldUp(false);
      setIsReview(false);
      turnTo(model, pagesOf(model)[to]!.page);
      redraw();
    },
    [model, redraw],
  );
  const back = useCallback(
    () => go(isReview ? pagesOf(model).length - 1 : Math.max(0, at - 1)),
    [go, model, isReview, at],
  );

  function review(): void {
    // Who comes back from a change to one page need not walk through those that are in order.
    const amiss = pages.findIndex(({ page }) => !page.validate(false, false));
    if (amiss >= 0) return go(amiss);
    setIsHeldUp(false);
    setWasReviewed(true);
    setIsReview(true);
  }

  function next(): void {
    const { page, questions } = pages[at]!;
    page.validate(true, false);
    if (questions.some(hasFault)) {
      setIsHeldUp(true);
      redraw();
      requestAnimationFrame(focusFirstFault);
    } else if (isLast) review();
    else go(at + 1);
  }

  const isLast = wasReviewed || at === pages.length - 1;
  const missing = isHeldUp ? (pages[at]?.questions.filter(hasFault) ?? []) : [];
  return { pages, at, isReview, isLast, missing, go, back, next };
}

/** Also a line of a list or a field among several, whose question itself has no fault. */
const hasFault = (question: Question): boolean =>
  [question, ...question.getNestedQuestions(true)].some((one) => one.errors.length > 0);

/** Draws again whenever an answer or what is visible changes. @returns draws again at once */
function useChanges(model: SurveyModel): () => void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const changed = () => redraw();
    model.onValueChanged.add(changed);
    model.onQuestionVisibleChanged.add(changed);
    return () => {
      model.onValueChanged.remove(changed);
      model.onQuestionVisibleChanged.remove(changed);
    };
  }, [model]);
  return redraw;
}
