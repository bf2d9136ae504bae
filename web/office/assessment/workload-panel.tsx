import { useState } from "react";
import type { ReactElement } from "react";
import { assessment as text } from "../../text/console-review.ts";
import { CountField } from "./count-field.tsx";
import type { PartProps } from "./entry-form.tsx";
import { InspectionFields } from "./inspection-fields.tsx";

type FocusSet = keyof typeof text.focusSets;
const SETS = Object.keys(text.focusSets) as readonly FocusSet[];

/** The twelve counters, what goes with them, and problems by focus. */
export function WorkloadPanel(part: PartProps): ReactElement {
  const { answer, draft, set, faultAt } = part;
  const { workload, more, focus } = answer.fields;
  const [shown, setShown] = useState<FocusSet>(
    () => SETS.find((one) => focus[one]?.some(({ id }) => id in draft.workload)) ?? "f",
  );
  const field = (id: string, label: string): ReactElement => (
    <CountField
      key={id}
      label={label}
      fault={faultAt(`$.workload.${id}`)}
      isOff={!answer.mayEnter}
      value={draft.workload[id] ?? ""}
      change={(value) => set({ workload: { ...draft.workload, [id]: value } })}
    />
  );
  return (
    <section className="panel">
      <header>
        <h2>{text.workloadTitle}</h2>
        <span className="sub">{text.workloadHint}</span>
      </header>
      <div className="in stack">
        <InspectionFields {...part} />
        <div className="counts-grid">
          {[...workload, ...more].map(({ id, title, measure }) => field(id, text.counter(title, measure)))}
        </div>
        <div className="problem-counts">
          <label>
            {text.focusTitle}{" "}
            <select
              className="box pick"
              value={shown}
              onChange={(event) => setShown(event.target.value as FocusSet)}
            >
              {SETS.map((one) => (
                <option key={one} value={one}>
                  {text.focusSets[one]}
                </option>
              ))}
            </select>
          </label>
          {(focus[shown] ?? []).map(({ id, focus: one }) =>
            field(id, text.focus[one as keyof typeof text.focus] ?? one),
          )}
        </div>
      </div>
    </section>
  );
}
