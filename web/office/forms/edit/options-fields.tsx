import type { ReactElement } from "react";
import {
  type EditedOption,
  optionsOf,
  withOptions,
} from "../../../../server/core/definition/edit/edit-options.ts";
import type { Dimension } from "../../../../server/core/definition/instrument.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import { words } from "../../../text/words.ts";
import { type MoreOfOption, OptionTable } from "./option-table.tsx";
import type { QuestionFieldsProps } from "./question-fields.tsx";

interface OptionsFieldsProps extends QuestionFieldsProps {
  /** Property of the question that holds them. */
  readonly list: string;
}

const TAG: MoreOfOption<EditedOption> = {
  title: text.optionColumns.tag,
  className: "tag",
  nameOf: text.optionTag,
  read: ({ tag }) => tag,
  write: (tag) => ({ tag }),
};

const DIMENSION: MoreOfOption<EditedOption> = {
  title: text.optionColumns.dimension,
  className: "dimension",
  nameOf: text.optionDimension,
  read: ({ dimension }) => dimension ?? "",
  write: (chosen) => ({ dimension: (chosen as Dimension) || null }),
  choices: [["", text.questionDimension], ...Object.entries(words.dimension)],
};

/** Options of one question, or the rows of a table; a multi-select's have tags, and dimensions where they differ. */
export function OptionsFields({ list, question, instrument, change }: OptionsFieldsProps): ReactElement {
  return (
    <div className="field">
      <span className="label">{list === "rows" ? text.rows : text.options}</span>
      <OptionTable
        options={optionsOf(question.json, list, instrument.items[question.name])}
        leastOptions={1}
        more={list !== "rows" && question.type === "checkbox" ? [TAG, DIMENSION] : []}
        fresh={(value) => ({ value, text: text.newOption, tag: "", dimension: null })}
        set={(next) => change(withOptions(instrument, question, list, next))}
      />
    </div>
  );
}
