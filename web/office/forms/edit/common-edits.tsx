/** A form for what offices usually change: title, introduction, weights, options, questions and what they mean. */
import type { ReactElement } from "react";
import type { Instrument } from "../../../../server/core/definition/instrument.ts";
import { commonEdits as text, editText } from "../../../text/forms.ts";
import { Field } from "../../parts/field.tsx";
import { TextBox } from "../../parts/text-box.tsx";
import { Note } from "../../parts/note.tsx";
import { LabelSetsFields } from "./label-sets-fields.tsx";
import { PartsFields } from "./parts-fields.tsx";
import { QuestionList } from "./question-list.tsx";
import { ScaleFields } from "./scale-fields.tsx";

export interface EditProps {
  readonly instrument: Instrument;
  readonly change: (instrument: Instrument) => void;
}

interface CommonEditsProps {
  /** Null while the text is not a definition. */
  readonly instrument: Instrument | null;
  readonly mayRename: boolean;
  readonly change: (instrument: Instrument) => void;
}

export function CommonEdits({ instrument, mayRename, change }: CommonEditsProps): ReactElement {
  if (instrument === null) return <Note tone="warn">{editText.noOutline}</Note>;
  const props = { instrument, change };
  return (
    <div className="edits">
      <BasicFields {...props} mayRename={mayRename} />
      {instrument.parts.length > 0 && <PartsFields {...props} />}
      {Object.keys(instrument.scales).map((scale) => (
        <ScaleFields key={scale} {...props} scale={scale} />
      ))}
      <LabelSetsFields {...props} />
      <QuestionList {...props} />
    </div>
  );
}

function BasicFields({
  instrument,
  mayRename,
  change,
}: EditProps & { readonly mayRename: boolean }): ReactElement {
  const field = (name: "title" | "shortTitle" | "id" | "version") => ({
    value: String(instrument[name] ?? ""),
    change: (value: string) => change({ ...instrument, [name]: value }),
  });
  return (
    <fieldset>
      <legend>{text.basicTitle}</legend>
      <div className="pairs">
        <Field label={text.fields.title} maxLength={200} {...field("title")} />
        <Field label={text.fields.shortTitle} maxLength={200} {...field("shortTitle")} />
        {mayRename && <Field label={text.idField} hint={text.idHint} maxLength={64} {...field("id")} />}
        <Field label={text.versionField} maxLength={32} {...field("version")} />
        <Field
          label={text.fields.minutes}
          type="number"
          min={0.5}
          max={120}
          step={0.5}
          value={String(instrument.minutes ?? "")}
          change={(value) => change({ ...instrument, minutes: Number(value) })}
        />
      </div>
      <TextBox
        label={text.fields.introduction}
        hint={text.variablesHint}
        rows={3}
        maxLength={2000}
        value={instrument.introduction}
        change={(introduction) => change({ ...instrument, introduction })}
      />
    </fieldset>
  );
}
