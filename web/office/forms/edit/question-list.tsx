/** Pages, groups and questions in the order people see them; a question opens to its fields. */
import { useState } from "react";
import type { ReactElement } from "react";
import { changeElement, withText } from "../../../../server/core/definition/edit/edit-elements.ts";
import {
  type OutlineGroup,
  outlineOf,
  type OutlineQuestion,
} from "../../../../server/core/definition/edit/outline.ts";
import { typeWords } from "../../../text/form-changes.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import type { EditProps } from "./common-edits.tsx";
import { QuestionFields } from "./question-fields.tsx";

export function QuestionList({ instrument, change }: EditProps): ReactElement {
  const entries = outlineOf(instrument.survey);
  const groups = entries.filter(({ entry }) => entry === "group");
  return (
    <fieldset>
      <legend>{text.questionsTitle}</legend>
      <div className="questions">
        {entries.map((entry) =>
          entry.entry === "group" ? (
            <Group
              key={`g ${entry.path.join()}`}
              group={entry}
              number={groups.indexOf(entry) + 1}
              instrument={instrument}
              change={change}
            />
          ) : (
            <Question key={`q ${entry.name}`} question={entry} instrument={instrument} change={change} />
          ),
        )}
      </div>
    </fieldset>
  );
}

interface GroupProps extends EditProps {
  readonly group: OutlineGroup;
  /** From 1, among all groups of the form. */
  readonly number: number;
}

/** A group without a title stays without: people see none. */
function Group({ group, number, instrument, change }: GroupProps): ReactElement {
  const { kind, path, title } = group;
  const page = kind === "page" && <span className="page-number">{text.page((path[0] ?? 0) + 1)}</span>;
  if (title === "") return <div className="group">{page}</div>;
  const set = (value: string): void =>
    change({
      ...instrument,
      survey: changeElement(instrument.survey, path, (json) => withText(json, "title", value)),
    });
  return (
    <div className="group">
      {page}
      <input
        className="box"
        aria-label={text.groupTitle(number)}
        value={title}
        onChange={({ target }) => set(target.value)}
      />
    </div>
  );
}

interface QuestionProps extends EditProps {
  readonly question: OutlineQuestion;
}

/** Fields are made when the question is opened: a form may have hundreds. */
function Question({ question, ...props }: QuestionProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="what">{question.title}</span>
        <span className="sub">{typeWords[question.type] ?? question.type}</span>
      </summary>
      {isOpen && <QuestionFields question={question} {...props} />}
    </details>
  );
}
