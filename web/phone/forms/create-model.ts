/** A SurveyJS model of one frozen form, set up for a phone: our own buttons, errors on leaving a page, Chinese only. */
import {
  englishStrings,
  getLocaleStrings,
  settings,
  surveyLocalization,
  SurveyModel,
  type PageModel,
  type PanelModel,
  type Question,
} from "survey-core";
import "survey-core/i18n/simplified-chinese";
import { readTypedNumbers } from "./answer.ts";
import { answerModel, isShown } from "./hidden-answers.ts";
import { watchQuotas } from "./watch-quotas.ts";
import { speakChosen, withChineseDefault } from "./languages.ts";
import { withShortCards } from "./short-cards.ts";
import { CHOICES_MAX } from "../../../server/core/definition/check-properties.ts";
import { PAGING_PROPERTIES } from "../../../server/core/definition/paging-properties.ts";
import type { FrozenForm, LeaderRef } from "../../../server/core/definition/frozen.ts";

// Forms frozen before their ratings were listed: SurveyJS would leave out all steps after the twentieth.
settings.ratingMaximumRateValueCount = CHOICES_MAX;
// What SurveyJS says in no language is Chinese as well; most of its English is left out of what phones load (`vite.config.ts`).
surveyLocalization.locales["en"] = { ...englishStrings, ...getLocaleStrings("zh-cn") };

const frozenForms = new WeakMap<object, FrozenForm>();

type Answers = Readonly<Record<string, unknown>>;

/** @param aside what was answered to questions that are hidden now */
export function createModel(frozen: FrozenForm, answers: Answers, aside: Answers = {}): SurveyModel {
  const leaders = leadersOf(frozen);
  const survey = withShortCards(frozen.survey, (question) => leaders.get(question)?.position);
  const model = new SurveyModel(withChineseDefault(withoutPaging(survey)));
  frozenForms.set(model, frozen);
  speakChosen(model, frozen.survey);
  model.showNavigationButtons = false;
  model.showTitle = false;
  model.showProgressBar = false;
  model.showCompletePage = false;
  model.showPreviewBeforeComplete = false;
  model.questionErrorLocation = "top";
  model.checkErrorsMode = "onNextPage";
  model.autoFocusFirstQuestion = false;
  model.autoFocusFirstError = false;
  model.maxTimeToFinish = 0;
  // SurveyJS would scroll inside a box of its own, whose spare scroll bar is as tall as the questions.
  model.fitToContainer = false;
  // Style elements and an icon sheet would be for SurveyJS's own look, which is not used here.
  model.generateStylesheet = false;
  model.needRenderIcons = false;
  watchQuotas(model, frozen);
  answerModel(model, answers, aside);
  readTypedNumbers(model);
  return model;
}

/** Pages are turned by our own buttons: how else a definition wants to show them is left aside, as the checker warns. */
const withoutPaging = (survey: object): object =>
  Object.fromEntries(Object.entries(survey).filter(([name]) => !PAGING_PROPERTIES.includes(name)));

/** The form of a question's model; null where a form is only shown. */
export const frozenOfQuestion = (question: Question): FrozenForm | null =>
  (question.survey && frozenForms.get(question.survey as object)) ?? null;

/** The form a question, page or model belongs to. */
export function frozenOf(model: object): FrozenForm {
  const frozen = frozenForms.get(model);
  if (!frozen) throw new Error("a model that createModel did not make");
  return frozen;
}

/**
 * The answers as they are submitted: what a person can no longer see is left out.
 *
 * A model of its own is completed for it, so that the one on the screen stays as it is.
 */
export function answersToSubmit(frozen: FrozenForm, answers: Answers): Record<string, unknown> {
  const model = createModel(frozen, answers);
  model.doComplete();
  const given = { ...(model.data as Record<string, unknown>) };
  // What the form reckons out itself is reckoned again on the server, not sent. SurveyJS leaves an emptied list of a
  // question that was hidden afterwards.
  for (const question of model.getAllQuestions())
    if (question.getType() === "expression" || !isShown(question)) delete given[question.name];
  return given;
}

/** Question name → leader, for forms that repeat per leader. */
export function leadersOf(frozen: FrozenForm): ReadonlyMap<string, LeaderRef> {
  const questions = new Map(frozen.leaves.map((leaf) => [leaf.id, leaf.question]));
  const found = new Map<string, LeaderRef>();
  for (const { leaf, leader } of frozen.items) {
    const ref = frozen.leaders.find((one) => one.position === leader);
    const question = questions.get(leaf);
    if (ref && question !== undefined) found.set(question, ref);
  }
  return found;
}

/** The leaders that all questions of a page or panel are about; none when one of them is about no one. */
export function leadersOfPart(part: PageModel | PanelModel): readonly LeaderRef[] {
  const byQuestion = leadersOf(frozenOf(part.survey as object));
  if (byQuestion.size === 0) return [];
  const leaders = new Set(part.questions.map((question: Question) => byQuestion.get(question.name) ?? null));
  return leaders.has(null) ? [] : [...leaders].filter((leader) => leader !== null);
}

/** The leader that a page or panel is the card of; null when it is about no one or about several. */
export function leaderOfCard(part: PageModel | PanelModel): LeaderRef | null {
  const leaders = leadersOfPart(part);
  return leaders.length === 1 ? leaders[0]! : null;
}

/** The page or panel that a question stands on directly, where that is the card of a leader. */
export function cardOf(question: Question): PageModel | PanelModel | null {
  const part = question.parent as PageModel | PanelModel | null;
  return part && frozenOfQuestion(question) && leaderOfCard(part) ? part : null;
}

/** 不了解 of this question says it of the whole card: nothing else on the card can be left open. */
export function isWholeCard(question: Question): boolean {
  const asked = cardOf(question)?.questions.filter((one: Question) => dontKnowOf(one).length > 0) ?? [];
  return asked.length === 1 && asked[0] === question;
}

/** Values of a question's options that leave the base (不了解), by the frozen form. */
export function dontKnowOf(question: Question): readonly unknown[] {
  const frozen = frozenOfQuestion(question);
  if (!frozen) return [];
  return frozen.leaves.flatMap((leaf) => {
    if (leaf.question !== question.name || (leaf.kind !== "choice" && leaf.kind !== "multi")) return [];
    return leaf.options.filter((option) => option.dontKnow).map((option) => option.value);
  });
}

const noticedNames = new WeakMap<object, readonly string[]>();

/** Names of the roster that a person is warned about when writing them. */
export function setNamesToNotice(model: SurveyModel, names: readonly string[]): void {
  noticedNames.set(model, names);
}

export function namesToNotice(question: Question): readonly string[] {
  return (question.survey && noticedNames.get(question.survey as object)) || [];
}
