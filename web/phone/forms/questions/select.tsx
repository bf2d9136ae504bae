/** Questions answered by choosing: one of, some of, yes or no, from a list, on a rating. */
import { useState } from "react";
import type {
  ItemValue,
  Question,
  QuestionBooleanModel,
  QuestionCheckboxModel,
  QuestionDropdownModel,
  QuestionRadiogroupModel,
  QuestionRatingModel,
} from "survey-core";
import { form as words } from "../../../text/form.ts";
import { phone } from "../../../text/phone.ts";
import { answer, choose, decide } from "../answer.ts";
import { dontKnowOf, isWholeCard } from "../create-model.ts";
import { languageOf } from "../languages.ts";
import { pickMany } from "../pick-many.ts";
import { labelsOf } from "../question-labels.ts";
import { isDontKnow, scaleOf } from "../scale-of.ts";
import { Options, Scale, Steps } from "./choices.tsx";
import { Remark } from "./written.tsx";

export function OneOf({ question }: { question: QuestionRadiogroupModel }) {
  const choices: readonly ItemValue[] = question.visibleChoices;
  const dontKnow = dontKnowOf(question);
  const scale = scaleOf(choices, dontKnow);
  const group = {
    name: question.id,
    kind: "radio" as const,
    isChosen: (item: ItemValue) => question.isItemSelected(item),
    isDisabled: (item: ItemValue) => !item.isEnabled,
    choose: (item: ItemValue) => choose(question, item.value),
    labels: labelsOf(question),
    isRequired: question.isRequired,
  };
  return (
    <>
      {scale ? (
        <Scale scale={scale} group={group} whole={wholeCardText(question)} />
      ) : (
        <Options
          choices={choices}
          isApart={(item) => choices.length > 2 && isDontKnow(item, dontKnow)}
          group={group}
        />
      )}
      {question.isOtherSelected && <Remark question={question} isOther />}
      {question.showCommentArea && <Remark question={question} />}
    </>
  );
}

/** 对这位同志不了解, in a language of its own the option as the form has it; null beside other questions. */
function wholeCardText(question: Question): string | null {
  return isWholeCard(question) && languageOf(question) === undefined ? words.leaderSkip : null;
}

export function SomeOf({ question }: { question: QuestionCheckboxModel }) {
  const [cleared, setCleared] = useState<string | null>(null);
  const choices = question.visibleChoices.filter((item) => item !== question.selectAllItem);
  const isExclusive = (item: ItemValue) =>
    item.isExclusive === true ||
    item === question.noneItem ||
    item === question.refuseItem ||
    item === question.dontKnowItem;
  const chosen: readonly unknown[] = Array.isArray(question.renderedValue) ? question.renderedValue : [];
  function press(item: ItemValue): void {
    const isAlone = (value: unknown) => choices.some((one) => one.value === value && isExclusive(one));
    const next = pickMany(chosen, item.value, isAlone);
    choose(question, next.values);
    setCleared(next.cleared && isExclusive(item) ? item.text : null);
  }
  return (
    <>
      <p className="hint">{manyHint(question, chosen.length)}</p>
      <Options
        choices={choices}
        isApart={isExclusive}
        group={{
          name: question.id,
          kind: "checkbox",
          isChosen: (item) => chosen.includes(item.value),
          // An exclusive option replaces the others, so the greatest number of ticks never stands in its way.
          isDisabled: (item) => !item.isEnabled && !isExclusive(item),
          choose: press,
          labels: labelsOf(question),
        }}
      />
      <p className="cleared" role="status">
        {cleared !== null && words.exclusive(cleared)}
      </p>
      {question.isOtherSelected && <Remark question={question} isOther />}
      {question.showCommentArea && <Remark question={question} />}
    </>
  );
}

/** Says 可多选 once: the form's own hint often does. */
function manyHint(question: QuestionCheckboxModel, chosen: number): string {
  const isSaid = question.locDescription.renderedHtml.includes(phone.chooseMany);
  return isSaid ? phone.chosen(chosen) : `${phone.chooseMany}，${phone.chosen(chosen)}`;
}

export function YesOrNo({ question }: { question: QuestionBooleanModel }) {
  const choices = [
    { value: true, text: question.locLabelTrue.renderedHtml || phone.yes },
    { value: false, text: question.locLabelFalse.renderedHtml || phone.no },
  ];
  return (
    <Options
      choices={choices}
      isApart={() => false}
      group={{
        name: question.id,
        kind: "radio",
        isChosen: (choice) => question.booleanValue === choice.value,
        choose: (choice) => decide(question, choice.value),
        labels: labelsOf(question),
        isRequired: question.isRequired,
      }}
    />
  );
}

export function Rating({ question }: { question: QuestionRatingModel }) {
  const choices: readonly ItemValue[] = question.visibleRateValues;
  return (
    <>
      <Steps
        choices={choices}
        group={{
          name: question.id,
          kind: "radio",
          isChosen: (item) => question.value === item.value,
          choose: (item) => answer(question, item.value),
          labels: labelsOf(question),
          isRequired: question.isRequired,
        }}
      />
      {(question.minRateDescription || question.maxRateDescription) && (
        <p className="ends">
          <span>{question.locMinRateDescription.renderedHtml}</span>
          <span>{question.locMaxRateDescription.renderedHtml}</span>
        </p>
      )}
      {question.showCommentArea && <Remark question={question} />}
    </>
  );
}

/** The phone's own list, which people know. */
export function FromList({ question }: { question: QuestionDropdownModel }) {
  const choices: readonly ItemValue[] = question.visibleChoices;
  const chosen = choices.findIndex((item) => question.isItemSelected(item));
  function pick(index: string): void {
    if (index === "") question.clearValue();
    else choose(question, choices[Number(index)]?.value);
  }
  return (
    <>
      <select
        className="list"
        value={chosen < 0 ? "" : String(chosen)}
        onChange={(event) => pick(event.target.value)}
        aria-required={question.isRequired}
        {...labelsOf(question)}
      >
        <option value="">{phone.choose}</option>
        {choices.map((item, index) => (
          <option key={index} value={index}>
            {item.text}
          </option>
        ))}
      </select>
      {question.isOtherSelected && <Remark question={question} isOther />}
      {question.showCommentArea && <Remark question={question} />}
    </>
  );
}
