import type { ReactElement } from "react";
import {
  changeElement,
  moveElement,
  without,
  withText,
} from "../../../../server/core/definition/edit/edit-elements.ts";
import { optionsKey } from "../../../../server/core/definition/edit/edit-options.ts";
import { copyQuestion, removeQuestion } from "../../../../server/core/definition/edit/edit-questions.ts";
import type { OutlineQuestion } from "../../../../server/core/definition/edit/outline.ts";
import type { Instrument, JsonObject } from "../../../../server/core/definition/instrument.ts";
import { textOf } from "../../../../server/core/definition/survey-text.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import { TextBox } from "../../parts/text-box.tsx";
import type { EditProps } from "./common-edits.tsx";
import { MeaningFields } from "./meaning-fields.tsx";
import { OptionsFields } from "./options-fields.tsx";
import { RowActs } from "./row-acts.tsx";

export interface QuestionFieldsProps extends EditProps {
  readonly question: OutlineQuestion;
}

export function QuestionFields(props: QuestionFieldsProps): ReactElement {
  const { question, instrument, change } = props;
  const setText = (key: string, value: string): void =>
    change(changed(props, (element) => withText(element, key, value)));
  const textBox = (key: string, label: string): ReactElement => (
    <TextBox
      rows={2}
      label={label}
      value={textOf(question.json[key])}
      change={(value) => setText(key, value)}
    />
  );
  return (
    <div className="question-fields">
      {question.type === "html" ? (
        textBox("html", text.richText)
      ) : (
        <>
          {textBox("title", text.questionText)}
          {textBox("description", text.description)}
          <Required {...props} />
          {listsOf(props).map((list) => (
            <OptionsFields key={list} list={list} {...props} />
          ))}
          <MeaningFields question={question} instrument={instrument} change={change} />
        </>
      )}
      <QuestionActs {...props} />
    </div>
  );
}

const changed = (
  { question, instrument }: QuestionFieldsProps,
  change: (element: JsonObject) => JsonObject,
): Instrument => ({ ...instrument, survey: changeElement(instrument.survey, question.path, change) });

/** Own options, unless a scale gives them, and the rows of a table. */
function listsOf({ question, instrument }: QuestionFieldsProps): readonly string[] {
  const key = optionsKey(question);
  const isRated = instrument.items[question.name]?.scale !== undefined;
  return [
    ...(key !== null && !isRated ? [key] : []),
    ...(question.json["rows"] === undefined ? [] : ["rows"]),
  ];
}

function Required(props: QuestionFieldsProps): ReactElement {
  const isRequired = props.question.json["isRequired"] === true;
  const toggle = (element: JsonObject): JsonObject =>
    isRequired ? without(element, "isRequired") : { ...element, isRequired: true };
  return (
    <label className="tick">
      <input type="checkbox" checked={isRequired} onChange={() => props.change(changed(props, toggle))} />
      {text.required}
    </label>
  );
}

function QuestionActs({ question, instrument, change }: QuestionFieldsProps): ReactElement {
  const { path, title, name, siblings } = question;
  const at = path[path.length - 1] ?? 0;
  const act = (label: string, next: () => Instrument): ReactElement => (
    <button
      type="button"
      className="btn small"
      aria-label={text.on(label, title)}
      onClick={() => change(next())}
    >
      {label}
    </button>
  );
  return (
    <div className="question-acts">
      <RowActs
        what={title}
        isFirst={at === 0}
        isLast={at === siblings - 1}
        move={(by) => change({ ...instrument, survey: moveElement(instrument.survey, path, by) })}
        remove={null}
      />
      {act(text.copyQuestion, () => copyQuestion(instrument, question))}
      {act(text.removeQuestion, () => removeQuestion(instrument, name))}
    </div>
  );
}
