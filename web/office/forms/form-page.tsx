/** One form: its versions and the rounds that use them, two versions beside each other, the phone's view. */
import { useState } from "react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { LibraryLine } from "../../../server/http/office/answers-library.ts";
import { KIND_NAMES } from "../../../server/core/definition/kind-names.ts";
import { formText as text, formsText } from "../../text/forms.ts";
import { addresses } from "../addresses.ts";
import { Loading } from "../parts/loading.tsx";
import { Note, ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { NoSuchPage } from "../rounds/no-such-page.tsx";
import { useTitle } from "../use-title.ts";
import { Comparison } from "./comparison.tsx";
import { useForm, useLibrary } from "./forms-api.ts";
import { takeSaved } from "./just-saved.ts";
import { PhonePreview } from "./phone-preview.tsx";
import { ScoringPanel } from "./scoring-panel.tsx";
import { VersionsTable } from "./versions-table.tsx";

export function FormPage({ id }: { readonly id: string }): ReactElement {
  const library = useLibrary();
  if (library.isPending) return <Loading rows={8} />;
  if (isLost(library)) return <ReadFault error={library.error} again={() => void library.refetch()} />;
  const [first, ...rest] = library.data.filter((line) => line.id === id);
  return first ? <Form key={id} versions={[first, ...rest]} /> : <NoSuchPage />;
}

interface FormProps {
  readonly versions: readonly [LibraryLine, ...LibraryLine[]];
}

function Form({ versions }: FormProps): ReactElement {
  const last = versions[versions.length - 1]!;
  useTitle(last.title);
  const [saved] = useState(() => takeSaved(last.id));
  const [shown, setShown] = useState(last.version);
  return (
    <>
      <div className="head">
        <div>
          <h1>{last.title}</h1>
          <p>
            {KIND_NAMES[last.kind]}　{formsText.id(last.id)}
          </p>
        </div>
        <div className="acts">
          <Link href={addresses.forms} className="btn quiet">
            {formsText.back}
          </Link>
          <Link href={addresses.copyForm(last.id, last.version)} className="btn">
            {formsText.copy}
          </Link>
          <Link href={addresses.changeForm(last.id, last.version)} className="btn primary">
            {formsText.change}
          </Link>
        </div>
      </div>
      {saved !== null && (
        <div className="page-note">
          <Note tone="ok">{text.saved(saved)}</Note>
        </div>
      )}
      <div className="cols with-phone">
        <div className="stack">
          <VersionsTable versions={versions} shown={shown} show={setShown} />
          <ScoringPanel form={last} />
          {versions.length > 1 && <Comparison id={last.id} versions={versions.map((one) => one.version)} />}
        </div>
        <Preview id={last.id} version={shown} />
      </div>
    </>
  );
}

function Preview({ id, version }: { readonly id: string; readonly version: string }): ReactElement {
  const form = useForm(id, version);
  if (isLost(form)) return <ReadFault error={form.error} again={() => void form.refetch()} />;
  return <PhonePreview form={form.data?.preview ?? null} />;
}
