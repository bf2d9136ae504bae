import type { ReactElement } from "react";
import { moved } from "../../../../server/core/definition/edit/edit-elements.ts";
import {
  type EditedOption,
  freeValue,
  optionsOf,
  withOptions,
} from "../../../../server/core/definition/edit/edit-options.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import type { QuestionFieldsProps } from "./question-fields.tsx";
import { RowActs } from "./row-acts.tsx";

interface OptionsFieldsProps extends QuestionFieldsProps {
  /** Property of the question that holds them. */
  readonly list: string;
}

/** Options of one question, or the rows of a table; a multi-select's have tags. */
export function OptionsFields({ list, question, instrument, change }: OptionsFieldsProps): ReactElement {
  const hasTags = question.type === "checkbox";
  const options = optionsOf(question.json, list, instrument.items[question.name]);
  const set = (next: readonly EditedOption[]): void => change(withOptions(instrument, question, list, next));
  const setOne = (at: number, part: Partial<EditedOption>): void =>
    set(options.map((option, index) => (index === at ? { ...option, ...part } : option)));
  return (
    <div className="field">
      <span className="label">{list === "rows" ? text.rows : text.options}</span>
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">{text.optionColumns.text}</th>
            {hasTags && <th scope="col">{text.optionColumns.tag}</th>}
            <th scope="col">
              <span className="sr">{text.optionColumns.act}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {options.map((option, at) => (
            <tr key={String(option.value)}>
              <td>
                <input
                  className="box"
                  aria-label={text.optionText(at + 1)}
                  value={option.text}
                  onChange={({ target }) => setOne(at, { text: target.value })}
                />
              </td>
              {hasTags && (
                <td>
                  <input
                    className="box tag"
                    aria-label={text.optionTag(option.text)}
                    value={option.tag}
                    onChange={({ target }) => setOne(at, { tag: target.value })}
                  />
                </td>
              )}
              <td>
                <RowActs
                  what={option.text}
                  isFirst={at === 0}
                  isLast={at === options.length - 1}
                  move={(by) => set(moved(options, at, by))}
                  remove={options.length > 1 ? () => set(options.filter((one) => one !== option)) : null}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <button
          type="button"
          className="btn small"
          onClick={() => set([...options, { value: freeValue(options), text: text.newOption, tag: "" }])}
        >
          {text.addOption}
        </button>
      </div>
    </div>
  );
}
