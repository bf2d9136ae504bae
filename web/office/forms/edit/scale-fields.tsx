import type { ReactElement } from "react";
import { withScale } from "../../../../server/core/definition/edit/edit-options.ts";
import type { ScaleOption } from "../../../../server/core/definition/instrument.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import type { EditProps } from "./common-edits.tsx";
import { type MoreOfOption, OptionTable } from "./option-table.tsx";

interface ScaleFieldsProps extends EditProps {
  readonly scale: string;
}

const POINTS: MoreOfOption<ScaleOption> = {
  title: text.optionColumns.points,
  className: "narrow",
  nameOf: text.optionPoints,
  read: ({ points }) => (points === null ? "" : String(points)),
  write: (typed) => ({ points: typed.trim() || null }),
};

/** The options of a scale with their points; questions that are rated by it follow. */
export function ScaleFields({ instrument, change, scale }: ScaleFieldsProps): ReactElement {
  const { options } = instrument.scales[scale]!;
  return (
    <fieldset>
      <legend>{text.scaleTitle(options.map((option) => option.text).join("、"))}</legend>
      <p className="sub">{text.scaleHint}</p>
      <OptionTable
        options={options}
        leastOptions={2}
        more={[POINTS]}
        fresh={(value) => ({ value, text: text.newOption, points: null })}
        set={(next) => change(withScale(instrument, scale, next))}
      />
    </fieldset>
  );
}
