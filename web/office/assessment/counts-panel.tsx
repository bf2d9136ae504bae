import type { ReactElement } from "react";
import { assessment as text } from "../../text/console-review.ts";
import { CountField } from "./count-field.tsx";
import type { PartProps } from "./entry-form.tsx";

/** 监督情况 in numbers of cases, and the facts that call for a limit. */
export function CountsPanel({ answer, draft, set, faultAt }: PartProps): ReactElement {
  const { kinds, facts } = answer.fields;
  return (
    <section className="panel">
      <header>
        <h2>{text.supervisionTitle}</h2>
      </header>
      <div className="in stack">
        <p className="sub">{text.supervisionHint}</p>
        <div className="counts-grid">
          {kinds.map(({ id, title }) => (
            <CountField
              key={id}
              label={title}
              fault={faultAt(`$.supervision.${id}`)}
              isOff={!answer.mayEnter}
              value={draft.supervision[id] ?? ""}
              change={(value) => set({ supervision: { ...draft.supervision, [id]: value } })}
            />
          ))}
        </div>
        <fieldset>
          <legend>{text.factsTitle}</legend>
          <p className="sub">{facts.length === 0 ? text.noFacts : text.factsHint}</p>
          <div className="checks">
            {facts.map(({ id, title }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  disabled={!answer.mayEnter}
                  checked={draft.facts.includes(id)}
                  onChange={(event) =>
                    set({
                      facts: event.target.checked
                        ? [...draft.facts, id]
                        : draft.facts.filter((fact) => fact !== id),
                    })
                  }
                />
                {title}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
    </section>
  );
}
