/** What a question means to the tally: scale, part or weight, dimension, focus, optional. */
import type { ReactElement } from "react";
import { optionsKey, withScale } from "../../../../server/core/definition/edit/edit-options.ts";
import type { Dimension, Item, LabelSet } from "../../../../server/core/definition/instrument.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import { words } from "../../../text/words.ts";
import { Field } from "../../parts/field.tsx";
import { Select } from "../../parts/select.tsx";
import type { QuestionFieldsProps } from "./question-fields.tsx";

const DIMENSIONS = Object.keys(words.dimension) as Dimension[];
const SHIPPED: readonly LabelSet[] = Object.entries(words.focusSet).map(([id, title]) => ({
  id,
  title,
  labels: Object.entries(words.focus)
    .filter(([code]) => code.startsWith(id))
    .map(([code, name]) => ({ code, title: name })),
}));

export function MeaningFields({ question, instrument, change }: QuestionFieldsProps): ReactElement {
  const { name, type } = question;
  const item = instrument.items[name] ?? {};
  const set = (part: Partial<Item>): void =>
    change({ ...instrument, items: { ...instrument.items, [name]: told({ ...item, ...part }) } });
  const setScale = (scale: string): void => {
    const items = { ...instrument.items, [name]: told({ ...item, ...scaleOf(scale) }) };
    const changed = { ...instrument, items };
    const options = instrument.scales[scale]?.options;
    change(options ? withScale(changed, scale, options) : changed);
  };
  const scales = Object.entries(instrument.scales);
  const mayBeRated = type !== "checkbox" && optionsKey(question) !== null && scales.length > 0;
  return (
    <>
      <div className="pairs">
        {mayBeRated && (
          <Select
            label={text.scale}
            none={text.noScale}
            value={item.scale ?? ""}
            choices={scales.map(([id, { options }]) => [id, options.map((option) => option.text).join("、")])}
            choose={setScale}
          />
        )}
        {item.scale !== undefined && instrument.parts.length > 0 && (
          <Select
            label={text.part}
            none={text.noPart}
            value={item.part ?? ""}
            choices={instrument.parts.map(({ id, title }) => [id, title])}
            choose={(part) => set({ part: part || undefined, ...(part && { weight: undefined }) })}
          />
        )}
        {item.scale !== undefined && item.part === undefined && (
          <Field
            label={text.weight}
            inputMode="decimal"
            value={String(item.weight ?? "")}
            change={(weight) => set({ weight: weight.trim() || undefined })}
          />
        )}
        <Select
          label={text.dimension}
          none={text.noDimension}
          value={item.dimension ?? ""}
          choices={DIMENSIONS.map((one) => [one, words.dimension[one]])}
          choose={(dimension) => set({ dimension: (dimension as Dimension) || undefined })}
        />
      </div>
      <FocusChoice
        own={instrument.labelSets ?? []}
        chosen={item.focus ?? []}
        choose={(focus) => set({ focus })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={item.optional === true}
          onChange={() => set({ optional: item.optional ? undefined : true })}
        />
        {text.optional}
      </label>
    </>
  );
}

/** Without a scale nothing is scored, so part and weight go with it. */
const scaleOf = (scale: string): Partial<Item> =>
  scale === "" ? { scale: undefined, part: undefined, weight: undefined } : { scale };

/** Fields that say nothing are not written down. */
const told = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );

interface FocusChoiceProps {
  readonly own: readonly LabelSet[];
  readonly chosen: readonly string[];
  readonly choose: (codes: readonly string[]) => void;
}

/** The label sets 三个聚焦, 四个聚焦, 三大问题 and the form's own; codes that nobody has named stay as they are. */
function FocusChoice({ own, chosen, choose }: FocusChoiceProps): ReactElement {
  const toggle = (code: string): void =>
    choose(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return (
    <fieldset className="focus">
      <legend>{text.focus}</legend>
      {[...SHIPPED, ...own].map(({ id, title, labels }) => (
        <div key={id} role="group" aria-label={title}>
          <span className="sub">{title}</span>
          {labels.map((label) => (
            <label key={label.code} className="tick">
              <input
                type="checkbox"
                checked={chosen.includes(label.code)}
                onChange={() => toggle(label.code)}
              />
              {label.title}
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  );
}
