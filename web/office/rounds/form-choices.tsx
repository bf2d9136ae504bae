/** Which forms the round uses, who fills each, which optional questions it includes. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { DefinitionsAnswer } from "../../../server/http/office/answers.ts";
import { categoryWords, settings as text } from "../../text/console.ts";
import { addresses } from "../addresses.ts";
import { Note } from "../parts/note.tsx";
import { CATEGORIES, formsToChoose, versionOf } from "./draft-settings.ts";
import type { DraftFaults, DraftForm, FormToChoose, FormVersion } from "./draft-settings.ts";
import type { PartProps } from "./settings-form.tsx";

interface FormChoicesProps extends PartProps {
  readonly definitions: DefinitionsAnswer;
  readonly faults: DraftFaults;
}

const toggle = (list: readonly string[], one: string, order: readonly string[]): readonly string[] =>
  order.filter((each) => (each === one ? !list.includes(one) : list.includes(each)));

export function FormChoices({ definitions, draft, set, faults }: FormChoicesProps): ReactElement {
  return (
    <section className="panel">
      <header>
        <h2 id="forms">{text.forms}</h2>
        <span className="sub">{text.formsHint}</span>
      </header>
      <div className="in" role="group" aria-labelledby="forms">
        {faults["forms"] && (
          <p className="field">
            <span className="fault">{faults["forms"]}</span>
          </p>
        )}
        <div>
          {formsToChoose(definitions).map((form) => {
            const planned = draft.forms[form.id];
            if (!planned) return null;
            const change = (part: Partial<DraftForm>): void =>
              set({ forms: { ...draft.forms, [form.id]: { ...planned, ...part } } });
            return (
              <OneForm
                key={form.id}
                form={form}
                planned={planned}
                change={change}
                fault={faults[`form:${form.id}`] ?? null}
              />
            );
          })}
        </div>
      </div>
    </section>
  );
}

interface OneFormProps {
  readonly form: FormToChoose;
  readonly planned: DraftForm;
  readonly change: (part: Partial<DraftForm>) => void;
  readonly fault: string | null;
}

function OneForm({ form: { id, versions }, planned, change, fault }: OneFormProps): ReactElement {
  const form = versionOf({ id, versions }, planned.version);
  return (
    <div className="form">
      <div className="choice">
        <label>
          <input
            type="checkbox"
            checked={planned.isUsed}
            aria-label={text.use(form.title)}
            onChange={() => change({ isUsed: !planned.isUsed })}
          />
          <span>
            <b>{form.title}</b>
            <small>{text.formLine(form.shortTitle, form.version)}</small>
          </span>
        </label>
      </div>
      {planned.isUsed && planned.goneVersion !== null && (
        <Note tone="warn">
          {text.versionGone(planned.goneVersion, form.version)}
          <Link href={addresses.form(id)} className="link">
            {text.seeForm}
          </Link>
        </Note>
      )}
      {planned.isUsed && versions.length > 1 && (
        <VersionChoice versions={versions} chosen={form} change={change} />
      )}
      {planned.isUsed && (
        <div className="checks" role="group" aria-label={text.categories(form.title)}>
          {CATEGORIES.map((id) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={planned.categories.includes(id)}
                aria-invalid={fault ? true : undefined}
                onChange={() => change({ categories: toggle(planned.categories, id, CATEGORIES) })}
              />
              {categoryWords[id]}
            </label>
          ))}
        </div>
      )}
      {planned.isUsed && form.optional.length > 0 && (
        <div className="checks" role="group" aria-label={text.optional}>
          {form.optional.map(({ item, title }) => (
            <label key={item}>
              <input
                type="checkbox"
                checked={planned.include.includes(item)}
                onChange={() =>
                  change({
                    include: toggle(
                      planned.include,
                      item,
                      form.optional.map((one) => one.item),
                    ),
                  })
                }
              />
              {text.include(title)}
            </label>
          ))}
        </div>
      )}
      {fault && (
        <p className="field">
          <span className="fault">{fault}</span>
        </p>
      )}
    </div>
  );
}

interface VersionChoiceProps {
  readonly versions: readonly FormVersion[];
  readonly chosen: FormVersion;
  readonly change: (part: Partial<DraftForm>) => void;
}

/** Another version may lack optional questions that were ticked. */
function VersionChoice({ versions, chosen, change }: VersionChoiceProps): ReactElement {
  return (
    <label className="version">
      {text.formVersion}
      <select
        className="box"
        aria-label={text.versionOf(chosen.title)}
        value={chosen.version}
        onChange={({ target }) => change({ version: target.value, include: [] })}
      >
        {versions.map(({ version, isShipped }) => (
          <option key={version} value={version}>
            {text.versionChoice(version, isShipped)}
          </option>
        ))}
      </select>
    </label>
  );
}
