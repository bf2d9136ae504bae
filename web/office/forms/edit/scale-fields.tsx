import type { ReactElement } from "react";
import { moved } from "../../../../server/core/definition/edit/edit-elements.ts";
import { freeValue, withScale } from "../../../../server/core/definition/edit/edit-options.ts";
import type { ScaleOption } from "../../../../server/core/definition/instrument.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import type { EditProps } from "./common-edits.tsx";
import { RowActs } from "./row-acts.tsx";

interface ScaleFieldsProps extends EditProps {
  readonly scale: string;
}

/** The options of a scale with their points; questions that are rated by it follow. */
export function ScaleFields({ instrument, change, scale }: ScaleFieldsProps): ReactElement {
  const { options } = instrument.scales[scale]!;
  const set = (next: readonly ScaleOption[]): void => change(withScale(instrument, scale, next));
  const setOne = (at: number, part: Partial<ScaleOption>): void =>
    set(options.map((option, index) => (index === at ? { ...option, ...part } : option)));
  return (
    <fieldset>
      <legend>{text.scaleTitle(options.map((option) => option.text).join("、"))}</legend>
      <p className="sub">{text.scaleHint}</p>
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">{text.optionColumns.text}</th>
            <th scope="col">{text.optionColumns.points}</th>
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
              <td>
                <input
                  className="box narrow"
                  inputMode="decimal"
                  aria-label={text.optionPoints(option.text)}
                  value={option.points === null ? "" : String(option.points)}
                  onChange={({ target }) => setOne(at, { points: target.value.trim() || null })}
                />
              </td>
              <td>
                <RowActs
                  what={option.text}
                  isFirst={at === 0}
                  isLast={at === options.length - 1}
                  move={(by) => set(moved(options, at, by))}
                  remove={options.length > 2 ? () => set(options.filter((one) => one !== option)) : null}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button
        type="button"
        className="btn small"
        onClick={() => set([...options, { value: freeValue(options), text: text.newOption, points: null }])}
      >
        {text.addOption}
      </button>
    </fieldset>
  );
}
