/** Label sets of the office's own, in the form that uses them; those of other forms can be taken. */
import type { ReactElement } from "react";
import { canonicalJson } from "../../../../server/core/definition/canonical.ts";
import {
  addLabel,
  addLabelSet,
  changeLabelSet,
  freeLetters,
  putLabelSet,
  removeLabelSet,
} from "../../../../server/core/definition/edit/edit-label-sets.ts";
import type { LabelSet } from "../../../../server/core/definition/instrument.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import { Field } from "../../parts/field.tsx";
import { Select } from "../../parts/select.tsx";
import { useLibrary } from "../forms-api.ts";
import type { EditProps } from "./common-edits.tsx";

export function LabelSetsFields({ instrument, change }: EditProps): ReactElement {
  const others = useLibrary().data?.flatMap(({ labelSets }) => labelSets) ?? [];
  const own = instrument.labelSets ?? [];
  const letters = own.map(({ id }) => id);
  const taken = others.map(({ id }) => id);
  const known = new Map(others.map((set) => [canonicalJson(set), set]));
  const offered = [...known].filter(([, { id }]) => !letters.includes(id));
  return (
    <fieldset>
      <legend>{text.labelsTitle}</legend>
      <p className="sub">{text.labelsHint}</p>
      {own.map((set, at) => (
        <OneSet
          key={at}
          set={set}
          letters={freeLetters([...letters, ...taken], set.id)}
          change={(now) => change(changeLabelSet(instrument, set, now))}
          remove={() => change(removeLabelSet(instrument, set))}
        />
      ))}
      <div className="question-acts">
        <button
          type="button"
          className="btn small"
          onClick={() => change(addLabelSet(instrument, text.newLabels(own.length + 1), taken))}
        >
          {text.addLabels}
        </button>
        {offered.length > 0 && (
          <Select
            label={text.takeLabels}
            none={text.noLabels}
            value=""
            choices={offered.map(([key, { title, labels }]) => [
              key,
              `${title}（${labels.map((label) => label.title).join("、")}）`,
            ])}
            choose={(key) => {
              const set = known.get(key);
              if (set) change(putLabelSet(instrument, set));
            }}
          />
        )}
      </div>
    </fieldset>
  );
}

interface OneSetProps {
  readonly set: LabelSet;
  readonly letters: readonly string[];
  readonly change: (set: LabelSet) => void;
  readonly remove: () => void;
}

const OneSet = ({ set, letters, change, remove }: OneSetProps): ReactElement => (
  <div role="group" aria-label={set.title} className="stack">
    <div className="pairs">
      <Field
        label={text.labelsName(set.title)}
        maxLength={50}
        value={set.title}
        change={(title) => change({ ...set, title })}
      />
      <Select
        label={text.labelsLetter(set.title)}
        value={set.id}
        choices={letters.map((letter) => [letter, letter])}
        choose={(id) => change({ ...set, id })}
      />
    </div>
    <table className="fields">
      <thead>
        <tr>
          <th scope="col">{text.labelColumns.code}</th>
          <th scope="col">{text.labelColumns.title}</th>
          <th scope="col">{text.labelColumns.act}</th>
        </tr>
      </thead>
      <tbody>
        {set.labels.map((label) => (
          <tr key={label.code}>
            <td>{label.code}</td>
            <td>
              <input
                className="box"
                maxLength={100}
                aria-label={text.label(label.code)}
                value={label.title}
                onChange={({ target }) =>
                  change({
                    ...set,
                    labels: set.labels.map((one) => (one === label ? { ...one, title: target.value } : one)),
                  })
                }
              />
            </td>
            <td>
              {set.labels.length > 1 && (
                <button
                  type="button"
                  className="btn small"
                  aria-label={text.on(text.remove, text.label(label.code))}
                  onClick={() => change({ ...set, labels: set.labels.filter((one) => one !== label) })}
                >
                  {text.remove}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <div className="question-acts">
      <button
        type="button"
        className="btn small"
        aria-label={text.on(text.addLabel, set.title)}
        onClick={() => change(addLabel(set))}
      >
        {text.addLabel}
      </button>
      <button
        type="button"
        className="btn small"
        aria-label={text.on(text.removeLabels, set.title)}
        onClick={remove}
      >
        {text.removeLabels}
      </button>
    </div>
  </div>
);
