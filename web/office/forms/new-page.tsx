/** A form from a file or from the clipboard: SurveyJS Creator's export, or a definition of ours. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { FormCheckAnswer } from "../../../server/http/office/answers-library.ts";
import { freeId } from "../../../server/core/definition/edit/next-version.ts";
import type { Instrument } from "../../../server/core/definition/instrument.ts";
import { editText, newFormText as text } from "../../text/forms.ts";
import { RefusalNote } from "../parts/note.tsx";
import { TextBox } from "../parts/text-box.tsx";
import { useTitle } from "../use-title.ts";
import { FormEditor } from "./form-editor.tsx";
import { formsApi, useLibrary } from "./forms-api.ts";
import { layOut } from "./lay-out.ts";

const CHARACTERS_MAX = 300_000;

export function NewPage(): ReactElement {
  useTitle(text.title);
  const library = useLibrary();
  const [start, setStart] = useState<string | null>(null);
  if (start !== null) return <FormEditor title={editText.newTitle} start={start} base={null} mayRename />;
  const taken = library.data?.map(({ id }) => id) ?? [];
  return <TakeText open={(source, answer) => setStart(startOf(source, answer, taken))} />;
}

/** With faults the text stays as it is; a sound form gets an id that nobody has. */
function startOf(source: string, { checked }: FormCheckAnswer, taken: readonly string[]): string {
  if (checked === null) return source;
  const instrument = JSON.parse(checked.definition) as Instrument;
  const id = freeId(instrument.id, taken);
  return id === instrument.id ? checked.definition : layOut({ ...instrument, id, version: "1" });
}

interface TakeTextProps {
  readonly open: (source: string, answer: FormCheckAnswer) => void;
}

function TakeText({ open }: TakeTextProps): ReactElement {
  const [source, setSource] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const check = useMutation({
    mutationFn: formsApi.check,
    onSuccess: (answer, sent) => open(sent, answer),
  });
  const submit = (): void => {
    const found = source.trim() === "" ? text.empty : source.length > CHARACTERS_MAX ? text.tooLong : null;
    setFault(found);
    if (found === null) check.mutate(source);
  };
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
      </div>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="in stack">
          <label className="field">
            <span className="label">{text.file}</span>
            <input
              type="file"
              accept=".json,application/json"
              onChange={({ target }) => void target.files?.[0]?.text().then(setSource)}
            />
          </label>
          <TextBox
            label={text.paste}
            className="code"
            rows={16}
            spellCheck={false}
            value={source}
            fault={fault}
            change={setSource}
          />
          <RefusalNote error={check.error} />
          <div className="ends">
            <button type="submit" className="btn primary" disabled={check.isPending}>
              {check.isPending ? text.busy : text.go}
            </button>
          </div>
        </div>
      </form>
    </>
  );
}
