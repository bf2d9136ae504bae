/** Changing a form makes its next version; copying makes the first version of another. */
import { useState } from "react";
import type { ReactElement } from "react";
import { freeId, nextVersion } from "../../../server/core/definition/edit/next-version.ts";
import type { Instrument } from "../../../server/core/definition/instrument.ts";
import type { LibraryAnswer, LibraryFormAnswer } from "../../../server/http/office/answers-library.ts";
import { editText as text } from "../../text/forms.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { useTitle } from "../use-title.ts";
import { FormEditor } from "./form-editor.tsx";
import { useForm, useLibrary } from "./forms-api.ts";
import { layOut } from "./lay-out.ts";

interface EditPageProps {
  readonly way: "change" | "copy";
  readonly id: string;
  readonly version: string;
}

export function EditPage({ way, id, version }: EditPageProps): ReactElement {
  const library = useLibrary();
  const form = useForm(id, version);
  // What was read once stays, or reading it again in vain would take away what is being written.
  if (library.data && form.data) return <Editing way={way} library={library.data} form={form.data} />;
  const error = library.error ?? form.error;
  if (!error) return <Loading rows={8} />;
  return <ReadFault error={error} again={() => void Promise.all([library.refetch(), form.refetch()])} />;
}

interface EditingProps {
  readonly way: "change" | "copy";
  readonly library: LibraryAnswer;
  readonly form: LibraryFormAnswer;
}

function Editing({ way, library, form }: EditingProps): ReactElement {
  const title = (way === "change" ? text.changeTitle : text.copyTitle)(form.title);
  useTitle(title);
  const [base] = useState(() => JSON.parse(form.definition) as Instrument);
  const [start] = useState(() => layOut(way === "change" ? nextOf(base, library) : copyOf(base, library)));
  const isCopy = way === "copy";
  return (
    <FormEditor
      title={title}
      start={start}
      base={base}
      mayRename={isCopy}
      hint={isCopy ? text.copyHint : null}
    />
  );
}

function nextOf(base: Instrument, library: LibraryAnswer): Instrument {
  const versions = library.filter(({ id }) => id === base.id);
  const last = versions[versions.length - 1];
  const names = versions.map(({ version }) => version);
  return { ...base, version: nextVersion(names, last?.made === null) };
}

const copyOf = (base: Instrument, library: LibraryAnswer): Instrument => {
  const ids = library.map(({ id }) => id);
  return { ...base, id: freeId(base.id, ids), version: "1" };
};
