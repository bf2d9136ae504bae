import { useId } from "react";
import type { ReactElement } from "react";
import { assessment as text } from "../../text/console-review.ts";
import { Field } from "../parts/field.tsx";
import type { PartProps } from "./entry-form.tsx";

/** When the unit was inspected and in which way: the first sentence of its paragraph. */
export function InspectionFields({ answer, draft, set, faultAt }: PartProps): ReactElement {
  const types = useId();
  return (
    <div className="inspection">
      {answer.fields.inspection.map(({ id, title, isDay }) => (
        <Field
          key={id}
          label={title}
          fault={faultAt(`$.inspection.${id}`)}
          disabled={!answer.mayEnter}
          value={draft.inspection[id] ?? ""}
          change={(value) => set({ inspection: { ...draft.inspection, [id]: value } })}
          {...(isDay ? { type: "date" } : { list: types, maxLength: 20, autoComplete: "off" })}
        />
      ))}
      <datalist id={types}>
        {text.inspectionTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
    </div>
  );
}
