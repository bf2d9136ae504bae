/** Where the person is in a form: pages, numbered questions, what is still missing. */
import type { PageModel, PanelModel, Question, SurveyModel } from "survey-core";

export interface PageProgress {
  readonly page: PageModel;
  readonly questions: readonly Question[];
  /** Numbers of the first and last numbered question; null without numbers. */
  readonly numbers: readonly [first: number, last: number] | null;
  /** Share of the page's questions that have an answer, 0–1. */
  readonly share: number;
}

export function pagesOf(model: SurveyModel): readonly PageProgress[] {
  return model.visiblePages.map((page) => {
    const questions = visibleQuestionsOf(page);
    const numbers = questions.map(numberOf).filter((number): number is number => number !== null);
    const wanted = questions.filter((question) => question.isRequired);
    const counted = wanted.length > 0 ? wanted : questions;
    const answered = counted.filter((question) => !question.isEmpty()).length;
    return {
      page,
      questions,
      numbers: numbers.length > 0 ? [numbers[0]!, numbers[numbers.length - 1]!] : null,
      share: counted.length === 0 ? 1 : answered / counted.length,
    };
  });
}

/** The printed number of a question; null when it has none. */
export function numberOf(question: Question): number | null {
  const number = Number.parseInt(question.no, 10);
  return Number.isNaN(number) ? null : number;
}

export function visibleQuestionsOf(page: PageModel | PanelModel): readonly Question[] {
  return page.questions.filter(
    (question: Question) => question.hasInput && question.isVisible && question.isParentVisible,
  );
}

export interface Answered {
  readonly answered: number;
  readonly blank: number;
}

export function answeredOn(questions: readonly Question[]): Answered {
  const answered = questions.filter((question) => !question.isEmpty()).length;
  return { answered, blank: questions.length - answered };
}
