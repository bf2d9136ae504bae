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

export function QuestionFields({ question, instrument, change }: QuestionFieldsProps): ReactElement {
  const { json, path, title, name } = question;
  const { survey } = instrument;
  const setText = (key: string, value: string): void =>
    change({
      ...instrument,
      survey: changeElement(survey, path, (element) => withText(element, key, value)),
    });
  const isRequired = json["isRequired"] === true;
  const setRequired = (): void =>
    change({
      ...instrument,
      survey: changeElement(survey, path, (element) =>
        isRequired ? without(element, "isRequired") : { ...element, isRequired: true },
      ),
    });
  const key = optionsKey(question);
  const isRated = instrument.items[name]?.scale !== undefined;
  const lists = [...(key !== null && !isRated ? [key] : []), ...(json["rows"] !== undefined ? ["rows"] : [])];
  const at = path[path.length - 1] ?? 0;
  return (
    <div className="question-fields">
      {question.type === "html" && (
        <TextBox
          rows={3}
          label={text.richText}
          value={textOf(json["html"])}
          change={(value) => setText("html", value)}
        />
      )}
      {question.type !== "html" && (
        <>
          <TextBox
            rows={2}
            label={text.questionText}
            value={textOf(json["title"])}
            change={(value) => setText("title", value)}
          />
          <TextBox
            rows={2}
            label={text.description}
            value={textOf(json["description"])}
            change={(value) => setText("description", value)}
          />
          <label className="tick">
            <input type="checkbox" checked={isRequired} onChange={setRequired} />
            {text.required}
          </label>
          {lists.map((list) => (
            <OptionsFields
              key={list}
              list={list}
              question={question}
              instrument={instrument}
              change={change}
            />
          ))}
          <MeaningFields question={question} instrument={instrument} change={change} />
        </>
      )}
      <div className="question-acts">
        <RowActs
          what={title}
          isFirst={at === 0}
          isLast={at === question.siblings - 1}
          move={(by) => change({ ...instrument, survey: moveElement(survey, path, by) })}
          remove={null}
        />
        <button
          type="button"
          className="btn small"
          aria-label={text.on(text.copyQuestion, title)}
          onClick={() => change(copyQuestion(instrument, question))}
        >
          {text.copyQuestion}
        </button>
        <button
          type="button"
          className="btn small"
          aria-label={text.on(text.removeQuestion, title)}
          onClick={() => change(removeQuestion(instrument, name))}
        >
          {text.removeQuestion}
        </button>
      </div>
    </div>
  );
}
