import { useState } from "react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { TemplatesAnswer } from "../../../server/http/office/answers-exchange.ts";
import { installationsText } from "../../text/installations.ts";
import { templatesText as text } from "../../text/templates.ts";
import { addresses } from "../addresses.ts";
import { longWorkKey } from "../making/use-long-work.ts";
import { Choices } from "../parts/choices.tsx";
import { Field } from "../parts/field.tsx";
import { Note } from "../parts/note.tsx";
import { TwoPeopleDialog } from "../parts/two-people-dialog.tsx";
import { exchangeApi } from "./exchange-api.ts";

interface MakeTemplateDialogProps extends Pick<TemplatesAnswer, "trusted" | "library"> {
  readonly close: () => void;
}

/** Everything is chosen at first: what a city leaves out, it takes out. */
export function MakeTemplateDialog({ trusted, library, close }: MakeTemplateDialogProps): ReactElement {
  const [title, setTitle] = useState("");
  const [to, setTo] = useState<readonly string[]>(trusted.map(({ fingerprint }) => fingerprint));
  const [forms, setForms] = useState<readonly string[]>(library.forms.map(({ id }) => id));
  const [schemes, setSchemes] = useState<readonly string[]>(library.schemes.map(({ id }) => id));
  const chosen = library.forms.filter(({ id }) => forms.includes(id));
  const template = {
    title,
    to,
    forms: chosen.map(({ id, version }) => ({ instrument: id, version })),
    schemes,
  };
  return (
    <TwoPeopleDialog
      question={text.make}
      words={{ safe: text.safe, confirm: text.confirm, busy: text.busy }}
      send={(people) => exchangeApi.makeTemplate(template, people)}
      long={{ key: longWorkKey("template"), says: text.making }}
      close={close}
    >
      <p>{text.makeBody}</p>
      <Field
        label={text.name}
        hint={text.nameHint}
        required
        maxLength={100}
        value={title}
        change={setTitle}
      />
      {trusted.length === 0 ? (
        <Note tone="warn">
          {text.noTrusted} <Link href={addresses.installations}>{installationsText.title}</Link>
        </Note>
      ) : (
        <Choices
          title={text.to}
          all={trusted.map(({ fingerprint, name }) => [fingerprint, name])}
          chosen={to}
          choose={setTo}
        />
      )}
      <Choices
        title={text.forms}
        all={library.forms.map((form) => [form.id, text.formChoice(form, library.forms)])}
        chosen={forms}
        choose={setForms}
      />
      <Choices
        title={text.schemes}
        all={library.schemes.map((scheme) => [scheme.id, text.formChoice(scheme, library.schemes)])}
        chosen={schemes}
        choose={setSchemes}
      />
    </TwoPeopleDialog>
  );
}
