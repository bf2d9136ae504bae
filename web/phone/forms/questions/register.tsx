/** Puts our own looks in place of SurveyJS's, for every type that a definition may have (`ALLOWED_TYPES`). */
import type { ComponentType } from "react";
import type { Base, Question, QuestionExpressionModel } from "survey-core";
import { ReactQuestionFactory, SurveyQuestionElementBase } from "survey-react-ui";
import { AddedPanels, AddedRows, Fields } from "./lists.tsx";
import { Ranking } from "./ranking.tsx";
import { FromList, OneOf, Rating, SomeOf, YesOrNo } from "./select.tsx";
import { Slider } from "./slider.tsx";
import { CellCards, RowCards } from "./tables.tsx";
import { LongText, ShortText } from "./written.tsx";

const LOOKS: Readonly<Record<string, ComponentType<{ question: never; creator: unknown }>>> = {
  radiogroup: OneOf,
  checkbox: SomeOf,
  boolean: YesOrNo,
  rating: Rating,
  dropdown: FromList,
  comment: LongText,
  text: ShortText,
  matrix: RowCards,
  matrixdropdown: CellCards,
  tagbox: SomeOf,
  buttongroup: OneOf,
  ranking: Ranking,
  multipletext: Fields,
  slider: Slider,
  matrixdynamic: AddedRows,
  paneldynamic: AddedPanels,
  html: PlainText,
  expression: Reckoned,
};

/** Draws again whenever the question or what it consists of changes. */
class Look extends SurveyQuestionElementBase {
  protected override getStateElements(): Base[] {
    const question = this.questionBase as Question & { visibleRows?: Base[] };
    const rows = question.getType() === "matrix" ? (question.visibleRows ?? []) : [];
    return [question, ...rows];
  }

  protected override renderElement() {
    const Shown = LOOKS[this.questionBase.getType()]!;
    return <Shown question={this.questionBase as never} creator={this.creator} />;
  }
}

/** Words between questions, as words: markup is parsed without being run or shown, only its text remains. */
function PlainText({ question }: { question: Question & { html: string } }) {
  const { body } = new DOMParser().parseFromString(question.html, "text/html");
  return <p className="hint">{body.textContent}</p>;
}

/** What the form reckons out of other answers. */
function Reckoned({ question }: { question: QuestionExpressionModel }) {
  return (
    <p className="slider-value" role="status">
      <b>{question.formatedValue || "—"}</b>
    </p>
  );
}

export function registerQuestions(): void {
  for (const type of Object.keys(LOOKS)) {
    ReactQuestionFactory.Instance.registerQuestion(type, (props: unknown) => <Look {...(props as object)} />);
  }
}
