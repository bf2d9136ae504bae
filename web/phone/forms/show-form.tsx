/** Puts one form on the page and waits until the person submits it. */
import { createRoot, type Root } from "react-dom/client";
import type { SurveyModel } from "survey-core";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import type { AnswerFault } from "../../../server/core/problem.ts";
import { answerFaults } from "../../text/problems-phone.ts";
import { fillPage } from "../page/element.ts";
import type { Draft } from "../keep/drafts.ts";
import { onUnread, putBackUnread, unreadLines } from "./answer.ts";
import { answersToSubmit, createModel, setNamesToNotice } from "./create-model.ts";
import type { FormToShow } from "./form-to-show.ts";
import { hiddenAnswersOf } from "./hidden-answers.ts";
import { FormView } from "./form-view.tsx";
import { sayOwnWords } from "./own-words.ts";
import { registerQuestions } from "./questions/register.tsx";
import { registerParts } from "./survey-parts.tsx";
import "../styles/forms.css";

registerParts();
sayOwnWords();
registerQuestions();

let shown: Root | null = null;

/** The model of a form, filled with what was answered before. */
export function modelOfDraft(frozen: FrozenForm, draft: Draft): SurveyModel {
  const model = createModel(frozen, draft.answers, draft.aside);
  putBackUnread(model, draft.unread ?? {});
  model.currentPageNo = Math.min(draft.page, model.visiblePageCount - 1);
  return model;
}

/** @returns the answers as submitted; the form stays on the page, its button saying 正在提交, until the next page */
export function showForm(form: FormToShow): Promise<Record<string, unknown>> {
  const { frozen, draft, model, keep } = form;
  const leave = () => {
    clearForm();
    form.leave();
  };
  setNamesToNotice(model, form.names);
  markFaults(model, form.faults);
  const save = () => {
    const answers = model.data as Draft["answers"];
    keep({
      ...draft,
      answers,
      aside: hiddenAnswersOf(model),
      unread: unreadLines(model),
      page: model.currentPageNo,
    });
  };
  model.onValueChanged.add(save);
  model.onCurrentPageChanged.add(save);
  onUnread(model, save);
  clearForm();
  const place = document.createElement("div");
  fillPage(place);
  shown = createRoot(place);
  return new Promise((resolve) => {
    shown!.render(
      <FormView
        form={form}
        model={model}
        leave={leave}
        submit={() => resolve(answersToSubmit(frozen, model.data as Draft["answers"]))}
      />,
    );
  });
}

/** Takes the form and its answers out of the page's memory. */
export function clearForm(): void {
  shown?.unmount();
  shown = null;
}

function markFaults(model: SurveyModel, faults: readonly AnswerFault[]): void {
  for (const fault of [...faults].reverse()) {
    const question = model.getQuestionByName(fault.question);
    if (!question) continue;
    question.addError(answerFaults[fault.reason]);
    if (question.page) model.currentPage = question.page;
  }
}
